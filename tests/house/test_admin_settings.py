"""A setting of an admin view that Flask-Admin does not know would be overlooked in silence."""

import pytest
from flask_admin.contrib.sqla import ModelView

from core.access.admin import GrantView, UserView
from core.catalogue.admin import ProgrammesView, RevisionsView
from core.journal.admin import DeliveriesView, EntriesView
from core.organisations.admin import UnitView
from workflows.admin import CasesView

VIEWS = (CasesView, DeliveriesView, EntriesView, GrantView, ProgrammesView, RevisionsView, UnitView, UserView)
PREFIXES = ("column_", "form_", "can_", "page_", "list_", "details_", "edit_", "create_")


@pytest.mark.parametrize("view", VIEWS)
def test_every_setting_is_one_that_flask_admin_reads(view: type):
    strange = [name for name in vars(view) if name.startswith(PREFIXES) and not hasattr(ModelView, name)]
    assert strange == []
