"""Find what is wrong with a programme before anybody works with it."""

from core.definitions.checks.combinations import combination_faults
from core.definitions.checks.eligibility import eligibility_faults
from core.definitions.checks.forms import form_faults
from core.definitions.checks.lasting import lasting_faults
from core.definitions.checks.letters import letter_faults
from core.definitions.checks.lists import list_faults
from core.definitions.checks.offers import counter_faults, offering_faults
from core.definitions.checks.scopes import DONE_STEPS, ENROLMENTS, case_scope, form_scope
from core.definitions.checks.sense import sense_faults
from core.definitions.checks.steps import step_faults
from core.definitions.checks.wordings import german_faults, id_faults, wordings
from core.definitions.examples import example_faults
from core.definitions.files import Fault
from core.definitions.programme import Programme
from core.definitions.unseen import unseen_faults
from core.definitions.vocabulary import Vocabulary

__all__ = ["DONE_STEPS", "ENROLMENTS", "case_scope", "check", "form_scope", "wordings"]


def check(programme: Programme, vocabulary: Vocabulary) -> list[Fault]:
    """All faults of a programme, each with its path by keys; an empty list means that it may be offered."""
    return [
        *german_faults(programme),
        *id_faults(programme),
        *unseen_faults(programme),
        *eligibility_faults(programme, vocabulary),
        *combination_faults(programme),
        *list_faults(programme, vocabulary),
        *form_faults(programme, vocabulary),
        *step_faults(programme, vocabulary),
        *sense_faults(programme, vocabulary),
        *lasting_faults(programme, vocabulary),
        *offering_faults(programme),
        *counter_faults(programme, vocabulary),
        *letter_faults(programme, vocabulary),
        *example_faults(programme, vocabulary),
    ]
