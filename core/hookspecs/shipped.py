"""What a plugin ships: programmes, parts that programmes take in, documents and kinds of fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.marker import hookspec

if TYPE_CHECKING:
    from core.definitions import DocumentKind, Form, Letter, Page, Programme


@hookspec
def programmes() -> Sequence[Programme]:  # type: ignore[empty-body]  # pluggy calls the implementations
    """The programmes that this plugin ships. Asked once, at start.

    Example:

        from core import Programme, hookimpl, t

        @hookimpl
        def programmes():
            return [Programme("language_course", t(de="Sprachkurs", en="Language course"))]
    """


@hookspec
def parts() -> Mapping[str, Form | Page | Letter]:  # type: ignore[empty-body]  # as above
    """Forms, pages and letters that programmes take in by name, with `PartForm("contact_sheet")`, `PartPage("contact")` and
    `PartLetter("invitation")`. Asked once, at start, before the programmes of all plugins.

    Example:

        from core import Form, Text, hookimpl, t

        @hookimpl
        def parts():
            return {"contact_sheet": Form("contact_sheet", t(de="Kontakt"), fields=[Text("place", t(de="Ort"))])}
    """


@hookspec
def documents() -> Sequence[DocumentKind]:  # type: ignore[empty-body]  # as above
    """Documents about a person, made from what is recorded of her in all programmes. Asked when they are shown or made.

    Example:

        from core import Audience, DocumentKind, DocumentSection, hookimpl, t

        language_profile = DocumentKind(
            "language_profile",
            t(de="Sprachprofil", en="Language profile"),
            form="competence_profile",
            audiences=[Audience("schools", t(de="Für Schulen", en="For schools"), outside=True)],
            sections=[DocumentSection("german", t(de="Deutsch", en="German"), facts=["german_level"], fields=["languages"])],
        )

        @hookimpl
        def documents():
            return [language_profile]
    """


@hookspec
def field_kinds() -> Sequence[type]:  # type: ignore[empty-body]  # as above
    """Classes of further kinds of fields, written like those in forms/kinds. Asked once, at start.

    Example:

        from core import hookimpl

        class Signature:
            name = "signature"

        @hookimpl
        def field_kinds():
            return [Signature]
    """
