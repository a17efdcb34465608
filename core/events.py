"""Facts that the house announces. Each becomes an audit entry, and a delivery for every plugin that listens."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

EVENTS: dict[str, type["Event"]] = {}
_COMMON = {"subject_id", "person_id", "case_id"}


class Event(BaseModel):
    """A fact that has happened. Its name is the hook that plugins listen by; its fields hold names, never answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: ClassVar[str]

    subject_id: str
    person_id: str | None = None
    case_id: str | None = None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.name = "".join("_" + letter.lower() if letter.isupper() else letter for letter in cls.__name__).lstrip("_")
        EVENTS[cls.name] = cls

    def data(self) -> dict[str, Any]:
        """What this kind of event has beyond the common fields, as JSON values."""
        return self.model_dump(mode="json", exclude=_COMMON)


class PersonRegistered(Event):
    """A person was entered in the registry."""


class IdentityChanged(Event):
    """Parts of a person's identity were written; `names` says which."""

    names: tuple[str, ...] = ()


class FactsRecorded(Event):
    """Facts about a person were written; `facts` holds their names."""

    facts: tuple[str, ...] = ()
    submission_id: str | None = None


class FormSubmitted(Event):
    """A form was handed in; the subject is what it belongs to (a task, a person)."""

    submission_id: str
    form: str


class CaseOpened(Event):
    """A person was taken into a programme; `acknowledged` names those that she is in already although that is warned of."""

    programme: str
    acknowledged: tuple[str, ...] = ()


class StepDone(Event):
    """A step of a case was completed."""

    task_id: str
    step: str


class TaskAssigned(Event):
    """An open task (the subject) was given to somebody; `user_id` is empty where it was given to nobody."""

    user_id: str = ""


class StepReopened(Event):
    """A step that was done was opened once more; the subject is the task that stands before somebody again."""

    step: str


class CaseClosed(Event):
    """A case came to its end."""

    reason: str


class CaseAssigned(Event):
    """A case has somebody else responsible for it; `user_id` is empty where nobody is."""

    user_id: str = ""


class CaseMoved(Event):
    """A running case went over to another revision of its programme; `back` when that was undone."""

    programme: str
    came_from: str
    went_to: str
    move_id: str
    back: bool = False


class BlockEntered(Event):
    """A case entered a block of its programme; `moved_up` when it did so from the waiting list, as a place became free."""

    programme: str
    block: str
    moved_up: bool = False


class BlockQueued(Event):
    """A case stands on the waiting list of a block, whose places are taken."""

    programme: str
    block: str


class BlockLeft(Event):
    """A case is in a block, or on its waiting list, no more; `completed` when all that must be done there was done."""

    programme: str
    block: str
    completed: bool = False


class CasesLinked(Event):
    """Two cases belong together from now on: a mentee's (the subject) and her mentor's (`other_case_id`)."""

    link: str
    other_case_id: str


class LinkEnded(Event):
    """Two cases do not belong together any more."""

    link: str
    other_case_id: str


class CaseReferred(Event):
    """A task of a case stands before another unit, which sees the case for as long as it has to do with it."""

    unit_path: str


class OfferingMade(Event):
    """A course, an event or another offering of a programme was made; the subject is the offering."""

    programme: str
    kind: str


class OfferingChanged(Event):
    """What an offering says of itself was changed; `what` names what was (`title`, `places`, `answers` …)."""

    what: tuple[str, ...] = ()


class OfferingClosed(Event):
    """An offering came to its end; the subject is the offering."""


class SignedUp(Event):
    """A person was signed up for an offering (the subject); `waiting` when all places were taken."""

    waiting: bool = False


class MovedUp(Event):
    """A place became free and the next of the waiting list got it; the subject is the offering."""


class SignUpCancelled(Event):
    """A person no longer takes part in an offering (the subject)."""


class PresenceRecorded(Event):
    """How a person took part in an offering (the subject) was written down."""

    status: str


class ThresholdReached(Event):
    """A running sum of a programme reached an amount that is to be noticed; told once."""

    programme: str
    counter: str
    amount: int


class TallyCorrected(Event):
    """A counter's sum was corrected by an entry with a reason; the subject is the entry that it corrects."""

    programme: str
    counter: str


class DocumentMade(Event):
    """A version of a document about a person was made; the subject is the document."""

    kind: str
    version: int
    audience: str


class LetterMade(Event):
    """A letter was made from a case; the subject is what was kept of it."""

    letter: str
    version: int
    language: str


class LetterWithdrawn(Event):
    """A letter was made by mistake: it stays, marked, with the reason."""

    letter: str
    version: int


class ProgrammePublished(Event):
    """A revision of a programme was frozen; the subject is the programme's id."""

    programme: str
    digest: str


class ChangeSetMoved(Event):
    """A change set (the subject) took a step on its way; `what` is `opened`, `asked`, `signed`, `scheduled`, `unscheduled`,
    `published`, `held` (it was due, but could not be published) or `discarded`."""

    programme: str
    what: str


class SignedIn(Event):
    """A user signed in; the subject is the user."""


class SignedOut(Event):
    """A user signed out."""


class SignInFailed(Event):
    """Somebody failed to sign in; the subject is the user meant, or `unknown`."""


class UserChanged(Event):
    """An account was made or changed; `what` names what was (`created`, `password`, `active` …)."""

    what: tuple[str, ...] = ()


class RightsChanged(Event):
    """A user was given a role at a unit, or lost it."""

    role: str
    unit_id: str
    given: bool


class UnitChanged(Event):
    """A unit was added, renamed or moved."""

    what: tuple[str, ...] = ()


class RecordSeen(Event):
    """Somebody opened a personal record; `kind` says which sort of page."""

    kind: str
