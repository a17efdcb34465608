"""What is locked stays as it was shipped, but for further languages."""

import pytest

from core.catalogue.overlay import Adjustment, apply, diff, locked
from core.definitions import Criterion, t
from tests.core.definitions.programmes import intake, leave, programme

AGE = Criterion("age", "age in [18..27]", t(de="18 bis 27"), locked="Guideline, no. 4")
SHIPPED = programme(eligibility=[AGE], forms=[intake, leave.but(locked="Set by the funder")])


@pytest.mark.parametrize(
    "adjustment",
    [
        Adjustment("set", "eligibility/age", "rule", "age in [18..30]"),
        Adjustment("set", "eligibility/age", "title/de", "anders"),
        Adjustment("set", "eligibility/age", "locked"),
        Adjustment("remove", "eligibility/age"),
        Adjustment("add", "eligibility/age@2027-01-01", value={}),
        Adjustment("set", "forms/leave/fields/reason", "label/de", "anders"),
        Adjustment("add", "forms/leave/fields/reason/options/other", value={}),
        Adjustment("remove", "forms/leave"),
    ],
    ids=lambda each: f"{each.op} {each.path}",
)
def test_what_is_locked_is_refused_with_its_reason(adjustment):
    (fault,) = locked(SHIPPED, [adjustment])
    assert fault.path == adjustment.path
    assert fault.message.endswith(("locked: Guideline, no. 4", "locked: Set by the funder"))


def test_a_further_language_and_what_stands_beside_is_free():
    free = SHIPPED.but(
        eligibility=[AGE.but(title=t(de="18 bis 27", prs="۱۸ تا ۲۷")), Criterion("other", "age > 3", t(de="x"))],
        forms=[intake.but(title=t(de="Neu")), SHIPPED.forms[1]],
    )
    assert locked(SHIPPED, diff(SHIPPED, free)) == []
    assert apply(diff(SHIPPED, free), SHIPPED) == free


def test_a_holder_does_not_go_with_what_is_locked_in_it():
    holder = programme(
        forms=[
            intake.but(pages=[intake.pages[0], intake.pages[1].but(fields=[intake.pages[1].fields[0].but(locked="x")])]),
            leave,
        ]
    )
    assert [fault.message for fault in locked(holder, [Adjustment("remove", "forms/intake")])] == [
        "'forms/intake/fields/at_school' is locked: x"
    ]
