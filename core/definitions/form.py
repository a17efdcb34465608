"""A form: pages of fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, SerializeAsAny, model_serializer
from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.fields import AnyField, Field
from core.definitions.wording import Wording, t


class Check(Definition):
    """A rule across answers, asked when the form is handed in: while it is false the form is refused with `message` at `field`.
    Unknown does not refuse: nobody is held up by what was not asked."""

    id: Key = _Field(kw_only=False)
    rule: str = _Field(kw_only=False)
    message: Wording = _Field(kw_only=False)
    field: Key


class Page(Definition):
    """What is asked at once."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    fields: Many[AnyField]
    help: Wording | None = None
    shown_if: str | None = None
    checks: Many[Check] = ()
    """What a shared page brings with it: they join the checks of the form that takes it in."""


class PartPage(Page):
    """A page that several programmes share, taken in by its name; resolved when the programme is shipped."""

    title: Wording = t(de="–")
    fields: Many[AnyField] = ()

    @model_serializer
    def _by_name(self) -> dict[str, str]:
        return {"part": self.id}


def _page(value: Any) -> Any:
    """A union would name the faults of both; which one was meant is seen by its key."""
    return PartPage(value["part"]) if isinstance(value, dict) and value.keys() == {"part"} else value


AnyPage = Annotated[SerializeAsAny[Page], BeforeValidator(_page)]


class Form(Definition):
    """Pages of fields. `Form("exit", t(de="Austritt"), fields=[…])` is the short way to write a form of one page."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    pages: Many[AnyPage]
    checks: Many[Check] = ()
    help: Wording | None = None
    was: Many[Key] = ()
    """Former ids: what was handed in under them is found by it."""
    locked: str | None = None
    unconfirmed: Wording | None = None

    def __init__(self, *args: Any, fields: Many[Field] | None = None, **data: Any) -> None:
        if fields is not None and "pages" not in data:
            title = data.get("title") or (args[1] if len(args) > 1 else t(de="Seite 1", en="Page 1"))
            data["pages"] = [{"id": "main", "title": title, "fields": fields}]
        super().__init__(*args, **data)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of all pages, in their order; a group counts as one."""
        return tuple(field for page in self.pages for field in page.fields)

    def field(self, id: str) -> Field | None:
        return next((field for field in self.fields if field.id == id), None)

    def page(self, id: str) -> Page | None:
        return next((page for page in self.pages if page.id == id), None)

    def facts(self) -> Iterator[tuple[str, Field]]:
        """Each shared fact that the form asks for, with its field."""
        return ((field.fact, field) for field in self.fields if field.fact)


class PartForm(Form):
    """A form that several programmes share, taken in by its name; resolved when the programme is shipped."""

    title: Wording = t(de="–")
    pages: Many[AnyPage] = ()

    @model_serializer
    def _by_name(self) -> dict[str, str]:
        return {"part": self.id}


def _form(value: Any) -> Any:
    return PartForm(value["part"]) if isinstance(value, dict) and value.keys() == {"part"} else value


AnyForm = Annotated[SerializeAsAny[Form], BeforeValidator(_form)]
