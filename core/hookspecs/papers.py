"""Facts about documents and letters that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.marker import hookspec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from core import events


@hookspec
def document_made(event: events.DocumentMade, session: Session) -> None:
    """A version of a document about a person was made; the subject is the document.

    Example:

        from core import hookimpl

        @hookimpl
        def document_made(event, session):
            print(event.kind, "version", event.version)
    """


@hookspec
def letter_made(event: events.LetterMade, session: Session) -> None:
    """A letter was made from a case; the subject is what was kept of it.

    Example:

        from core import hookimpl

        @hookimpl
        def letter_made(event, session):
            print(event.letter, "in", event.language)
    """


@hookspec
def letter_withdrawn(event: events.LetterWithdrawn, session: Session) -> None:
    """A letter was made by mistake: it stays, marked, with the reason.

    Example:

        from core import hookimpl

        @hookimpl
        def letter_withdrawn(event, session):
            print("withdrawn:", event.letter, event.version)
    """
