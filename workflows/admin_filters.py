"""Filters of the administration by what people know: the number of a person, the name of an offering, what a phase is called."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import has_request_context
from flask_admin.contrib.sqla.filters import FilterEqual, FilterLike
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from core import catalogue
from core.definitions import Programme
from core.people.models import Person
from core.web.i18n import wording_text
from workflows.models import Case
from workflows.offering_models import Offering

HALF = 4


class Numbered(FilterEqual):
    """Rows of the person or case with this number, however it is typed; the id does it too, as exports have it."""

    def __init__(self, column: Any, name: Any, model: type[Case] | type[Person]) -> None:
        super().__init__(column, name)
        self.of = model

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        ids = select(self.of.id).where(self.of.number == written(value, self.of))
        return query.where(self.get_column(alias).in_(ids) | (self.get_column(alias) == value.strip()))


class Containing(FilterLike):
    """Rows whose text holds this one, in whatever case; per cent is a character like others."""

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        return query.where(func.lower(self.get_column(alias)).contains(value.strip().lower(), autoescape=True))


class OfOffering(FilterLike):
    """Rows of the offerings whose name holds this text."""

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        ids = select(Offering.id).where(func.lower(Offering.title).contains(value.strip().lower(), autoescape=True))
        return query.where(self.get_column(alias).in_(ids) | (self.get_column(alias) == value.strip()))


def written(typed: str, model: type[Case] | type[Person]) -> str:
    """A number as it is stored, from how people type it."""
    bare = "".join(char for char in typed.upper() if char.isalnum())
    if model is Case:
        return f"F-{bare[1 : HALF + 1]}-{bare[HALF + 1 :]}"
    return f"{bare[:HALF]}-{bare[HALF:]}"


def called(column: Any, name: Any, parts: str) -> FilterEqual:
    """A choice among the parts (such as "phases") of all programmes on offer; parts of one id are one choice."""
    return FilterEqual(column, name, options=partial(_parts, parts))


def of_programme(column: Any) -> FilterEqual:
    return FilterEqual(column, _l("Programme"), options=_programmes)


def _programmes() -> list[tuple[str, str]]:
    return [(each.id, wording_text(each.title)) for each in _offered()]


def _parts(parts: str) -> list[tuple[str, str]]:
    titles: dict[str, list[str]] = {}
    for programme in _offered():
        for part in getattr(programme, parts):
            titles.setdefault(part.id, []).append(wording_text(part.title))
    return [(id, " / ".join(dict.fromkeys(each))) for id, each in titles.items()]


def _offered() -> Iterable[Programme]:
    """Asked anew for each page: while the views are made, nothing is on offer yet."""
    return catalogue.offered() if has_request_context() else ()


def of_person(column: Any) -> Numbered:
    return Numbered(column, _l("Person"), Person)


def of_case(column: Any) -> Numbered:
    return Numbered(column, _l("Case"), Case)
