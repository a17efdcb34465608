"""Facts about the house itself: what is published, who signs in, what accounts and units may, and who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.marker import hookspec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from core import events


@hookspec
def programme_published(event: events.ProgrammePublished, session: Session) -> None:
    """A revision of a programme was frozen.

    Example:

        from core import hookimpl

        @hookimpl
        def programme_published(event, session):
            print("new revision of", event.programme)
    """


@hookspec
def change_set_moved(event: events.ChangeSetMoved, session: Session) -> None:
    """A change set of a programme was opened, signed, given a day, published, discarded and so on; `event.what` says which.

    Example:

        from core import hookimpl

        @hookimpl
        def change_set_moved(event, session):
            print(event.programme, event.what)
    """


@hookspec
def signed_in(event: events.SignedIn, session: Session) -> None:
    """A user signed in; the subject is the user.

    Example:

        from core import hookimpl

        @hookimpl
        def signed_in(event, session):
            print("hello", event.subject_id)
    """


@hookspec
def signed_out(event: events.SignedOut, session: Session) -> None:
    """A user signed out.

    Example:

        from core import hookimpl

        @hookimpl
        def signed_out(event, session):
            print("bye", event.subject_id)
    """


@hookspec
def sign_in_failed(event: events.SignInFailed, session: Session) -> None:
    """Somebody failed to sign in; the subject is the user meant, or `unknown`.

    Example:

        from core import hookimpl

        @hookimpl
        def sign_in_failed(event, session):
            print("watch", event.subject_id)
    """


@hookspec
def user_changed(event: events.UserChanged, session: Session) -> None:
    """An account was made or changed.

    Example:

        from core import hookimpl

        @hookimpl
        def user_changed(event, session):
            print(event.what)
    """


@hookspec
def rights_changed(event: events.RightsChanged, session: Session) -> None:
    """A user was given a role at a unit, or lost it.

    Example:

        from core import hookimpl

        @hookimpl
        def rights_changed(event, session):
            print(event.role, "given" if event.given else "taken")
    """


@hookspec
def unit_changed(event: events.UnitChanged, session: Session) -> None:
    """A unit was added, renamed or moved.

    Example:

        from core import hookimpl

        @hookimpl
        def unit_changed(event, session):
            print(event.subject_id)
    """


@hookspec
def record_seen(event: events.RecordSeen, session: Session) -> None:
    """Somebody opened a personal record.

    Example:

        from core import hookimpl

        @hookimpl
        def record_seen(event, session):
            print(event.kind, "seen")
    """
