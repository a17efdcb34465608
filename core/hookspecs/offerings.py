"""Facts about offerings and who takes part in them, and about the counters of programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.marker import hookspec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from core import events


@hookspec
def offering_made(event: events.OfferingMade, session: Session) -> None:
    """A course, an event or another offering was made; the subject is the offering.

    Example:

        from core import hookimpl

        @hookimpl
        def offering_made(event, session):
            print("new on offer:", event.kind, "of", event.programme)
    """


@hookspec
def offering_changed(event: events.OfferingChanged, session: Session) -> None:
    """What an offering says of itself was changed; `event.what` names what was.

    Example:

        from core import hookimpl

        @hookimpl
        def offering_changed(event, session):
            print("changed:", event.what)
    """


@hookspec
def offering_closed(event: events.OfferingClosed, session: Session) -> None:
    """An offering came to its end.

    Example:

        from core import hookimpl

        @hookimpl
        def offering_closed(event, session):
            print("closed", event.subject_id)
    """


@hookspec
def signed_up(event: events.SignedUp, session: Session) -> None:
    """A person was signed up for an offering, or put on its waiting list.

    Example:

        from core import hookimpl

        @hookimpl
        def signed_up(event, session):
            print("waiting" if event.waiting else "has a place", event.person_id)
    """


@hookspec
def moved_up(event: events.MovedUp, session: Session) -> None:
    """A place became free and the next of the waiting list got it.

    Example:

        from core import hookimpl

        @hookimpl
        def moved_up(event, session):
            print("tell the good news to", event.person_id)
    """


@hookspec
def sign_up_cancelled(event: events.SignUpCancelled, session: Session) -> None:
    """A person no longer takes part in an offering.

    Example:

        from core import hookimpl

        @hookimpl
        def sign_up_cancelled(event, session):
            print("has left", event.person_id)
    """


@hookspec
def presence_recorded(event: events.PresenceRecorded, session: Session) -> None:
    """How a person took part in an offering was written down.

    Example:

        from core import hookimpl

        @hookimpl
        def presence_recorded(event, session):
            print(event.person_id, event.status)
    """


@hookspec
def threshold_reached(event: events.ThresholdReached, session: Session) -> None:
    """A running sum of a programme reached an amount that is to be noticed. Told once a threshold.

    Example:

        from core import hookimpl

        @hookimpl
        def threshold_reached(event, session):
            print(event.counter, "has reached", event.amount)
    """


@hookspec
def tally_corrected(event: events.TallyCorrected, session: Session) -> None:
    """A counter's sum was corrected by an entry with a reason.

    Example:

        from core import hookimpl

        @hookimpl
        def tally_corrected(event, session):
            print("corrected:", event.counter)
    """
