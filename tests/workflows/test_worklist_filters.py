"""What an address says of a working list: steps, phases and roles of one programme or of all that use the id."""

import pytest

from core.definitions import Step, t
from tests.workflows.sample import PROGRAMME
from workflows.worklist_filters import Filters, called_now, read

OTHER = PROGRAMME.but(id="other", steps=[*PROGRAMME.steps, Step("alone", t(de="Nur hier"), role="adviser", optional=True)])


@pytest.mark.parametrize(
    ("args", "filters"),
    [
        ({"step": "sample/profile"}, Filters(programme="sample", step="profile")),
        ({"step": "profile"}, Filters(step="profile")),
        ({"step": "sample/profile", "programme": "sample"}, Filters(programme="sample", step="profile")),
        ({"step": "sample/profile", "programme": "other"}, Filters(programme="other")),
        ({"step": "sample/profile", "role": "other/adviser"}, Filters(programme="sample", step="profile")),
        ({"phase": "sample/start", "role": "sample/adviser"}, Filters(programme="sample", phase="start", role="adviser")),
        ({"step": "/"}, Filters()),
    ],
)
def test_an_option_may_name_its_programme(args: dict[str, str], filters: Filters):
    assert read(args) == filters


def test_what_another_programme_offers_alone_falls_when_the_programme_is_changed():
    both = [PROGRAMME, OTHER]
    assert called_now(Filters(programme="sample", step="alone"), both) == Filters(programme="sample")
    assert called_now(Filters(programme="other", step="alone"), both) == Filters(programme="other", step="alone")
    assert called_now(Filters(programme="sample", step="profile"), both) == Filters(programme="sample", step="profile")
    assert called_now(Filters(step="alone"), both) == Filters(step="alone")
