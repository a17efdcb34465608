"""A setting of an admin view that Flask-Admin does not know would be overlooked in silence."""

from collections.abc import Iterator

from flask_admin.contrib.sqla import ModelView

import core.access.admin
import core.catalogue.admin
import core.journal.admin
import core.organisations.admin
import workflows.admin  # noqa: F401  # for its views
from core.admin import AdminBase

PREFIXES = ("column_", "form_", "can_", "page_", "list_", "details_", "edit_", "create_")


def descendants(base: type) -> Iterator[type]:
    for each in base.__subclasses__():
        yield each
        yield from descendants(each)


def test_every_setting_of_a_view_is_one_that_flask_admin_reads():
    views = [view for view in descendants(AdminBase) if not view.__module__.startswith("tests.")]
    assert len(views) >= 7
    strange = {
        f"{view.__module__}.{view.__name__}.{name}"
        for view in views
        for name in vars(view)
        if name.startswith(PREFIXES) and not hasattr(ModelView, name)
    }
    assert strange == set()
