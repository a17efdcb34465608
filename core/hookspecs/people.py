"""Facts about people: registered, changed, written down, handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.marker import hookspec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from core import events


@hookspec
def person_registered(event: events.PersonRegistered, session: Session) -> None:
    """A person was entered in the registry.

    Example:

        from core import hookimpl

        @hookimpl
        def person_registered(event, session):
            print("welcome", event.person_id)
    """


@hookspec
def identity_changed(event: events.IdentityChanged, session: Session) -> None:
    """Parts of a person's identity were written; `event.names` says which.

    Example:

        from core import hookimpl

        @hookimpl
        def identity_changed(event, session):
            if "phone" in event.names:
                print("call again", event.person_id)
    """


@hookspec
def facts_recorded(event: events.FactsRecorded, session: Session) -> None:
    """Facts about a person were written; `event.facts` holds their names.

    Example:

        from core import hookimpl

        @hookimpl
        def facts_recorded(event, session):
            if "german_level" in event.facts:
                print("look for a course", event.person_id)
    """


@hookspec
def form_submitted(event: events.FormSubmitted, session: Session) -> None:
    """A form was handed in.

    Example:

        from core import hookimpl

        @hookimpl
        def form_submitted(event, session):
            print("filed", event.form, event.submission_id)
    """
