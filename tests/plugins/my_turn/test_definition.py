"""The definition of MY TURN: what the law and its modules ask of it, what is counted."""

from core import Computed
from core.testing import form_of, resolved
from plugins.my_turn import programme
from plugins.my_turn.steps import MODULES


def test_being_unlearned_is_computed_and_locked_by_law():
    field = form_of(programme, "need").field("low_qualified")
    assert isinstance(field, Computed)
    assert field.locked == "§ 81 Abs. 2 SGB III"


def test_the_compulsory_modules_have_their_forms_and_say_when_they_are_over():
    for module in MODULES:
        goes_on = form_of(programme, module).field(f"{module}_goes_on")
        assert goes_on is not None
        assert goes_on.required


def test_outreach_counts_heads_and_groups_have_places():
    kinds = {offering.id: (offering.attendance, offering.places) for offering in programme.offerings}
    assert kinds == {"outreach_event": ("numbers", False), "peer_group": ("people", True), "company_visit": ("people", True)}


def test_eight_hours_of_contact_are_noticed():
    (counter,) = programme.counters
    assert [threshold.amount for threshold in counter.thresholds] == [480]


def test_what_decides_a_step_has_to_be_answered():
    fields = resolved(programme).fields
    for name in ("participation", "another_placement", "follow_up_consent", "exit_kind", "exit_reason"):
        assert fields[name].required, name


def test_what_is_not_known_is_marked():
    assert programme.unconfirmed
    assert programme.retention is not None
    assert programme.retention.unconfirmed
