"""Choose one of the records that are stored elsewhere: a list, and where it is long a search that narrows it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from itertools import groupby
from random import Random
from typing import Any, ClassVar, NamedTuple

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from forms.kinds.asker import Asker
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.clean import first
from forms.kinds.markup import control
from forms.kinds.wrong import Wrong

SHOWN = 200
"""So many entries stand in the list; where there are more, a search narrows them."""
_TYPED = 200
_ID = re.compile(r"[0-9a-f-]{32,36}")


class Candidate(NamedTuple):
    """What may be chosen. Candidates of one `group` stand together under it."""

    id: str
    label: str
    group: str = ""


class ChosenKind(Kind):
    """The answer is the id of a record that the asker may choose: shown as a list, asked anew when it is sent."""

    what: ClassVar[Any]
    """What is chosen, as the reason of a refusal names it: a lazy sentence."""

    @classmethod
    @abstractmethod
    def candidates(cls, field: Any, asker: Asker, text: str, limit: int) -> Sequence[Candidate]:
        """What may be chosen, narrowed by what was typed, in the order to show."""

    @classmethod
    @abstractmethod
    def named(cls, field: Any, asker: Asker, id: str, *, choosing: bool) -> str | None:
        """The record's name, None where the asker may not know (or with `choosing`: not choose) it."""

    @classmethod
    def reader(cls, field: Any, name: str) -> Reader:
        find = f"{name}._find"

        def read(raw: Raw) -> str | None:
            id = first(raw, name)
            if not id:
                if first(raw, find):
                    raise Wrong(_("You have searched but chosen nothing. Choose an entry of the list, or empty the search."))
                return None
            if not _ID.fullmatch(id):
                raise Wrong(cls.what)
            return id

        return read

    @classmethod
    def takes(cls, field: Any, name: str) -> Callable[[str], bool]:
        return f"{name}._find".__eq__

    @classmethod
    def confirms(cls, field: Any) -> bool:
        return True

    @classmethod
    def confirm(cls, field: Any, value: str, asker: Asker) -> None:
        if cls.named(field, asker, value, choosing=True) is None:
            raise Wrong(cls.what)

    @classmethod
    def json_schema(cls, field: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9a-f-]{32,36}$"}

    @classmethod
    def show_for(cls, field: Any, value: str, language: str, asker: Asker) -> str:
        return cls.named(field, asker, value, choosing=False) or "–"

    @classmethod
    def widget(cls, field: Any, place: Place, say: Say) -> str:
        listed = say.helper(_List(cls, field, say.text(_("Please choose"))))
        find = place.part("_find")
        chosen = (
            f'<div class="kern-form-input__select-wrapper"><select class="kern-form-input__select@class" id="{place.name}"'
            f' name="{place.name}"@aria>{{{{ found.options }}}}</select></div>'
        )
        return (
            f"{{% set found = {listed}(asker, {place.value}, {find.value}) %}}"
            f"{{% if found.many or {find.value} %}}{_search(find, say)}{{% endif %}}{control(field, place, say, chosen)}"
        )

    @classmethod
    def example(cls, field: Any, rng: Random) -> None:
        return None  # a made-up id would point to no record

    @classmethod
    def example_for(cls, field: Any, rng: Random, asker: Asker) -> str | None:
        found = cls.candidates(field, asker, "", SHOWN)
        return rng.choice(found).id if found else None

    @classmethod
    def wrongs(cls, field: Any) -> list[dict[str, list[str]]]:
        texts = ("nobody", "1", "\0", "' or 1=1", "x" * 10_000)
        return [{field.id: [text]} for text in texts] + [{f"{field.id}._find": ["nobody"]}]


class Listed(NamedTuple):
    """The list as HTML, and whether it shows a part only."""

    options: Markup
    many: bool


class _List:
    """Makes the list while the page is shown; without an asker (a preview) it is empty."""

    def __init__(self, kind: type[ChosenKind], field: Any, empty: str) -> None:
        self.kind, self.field = kind, field
        self.empty = Markup('<option value="">{}</option>').format(Markup(empty))  # noqa: S704 - came through `say.text`, which escapes

    def __call__(self, asker: Asker | None, chosen: str, text: str) -> Listed:
        if asker is None:
            return Listed(self.empty, False)
        found = list(self.kind.candidates(self.field, asker, text.strip()[:_TYPED], SHOWN + 1))
        many, found = len(found) > SHOWN, found[:SHOWN]
        if chosen and _ID.fullmatch(chosen) and all(one.id != chosen for one in found):
            label = self.kind.named(self.field, asker, chosen, choosing=True)
            found = [Candidate(chosen, label), *found] if label else found
        return Listed(self.empty + Markup("").join(_grouped(found, chosen)), many)


def _grouped(found: Sequence[Candidate], chosen: str) -> list[Markup]:
    lines: list[Markup] = []
    for group, members in groupby(found, key=lambda one: one.group):
        options = Markup("").join(_option(one, one.id == chosen) for one in members)
        lines.append(Markup('<optgroup label="{}">{}</optgroup>').format(group, options) if group else options)
    return lines


def _option(one: Candidate, chosen: bool) -> Markup:
    shape = Markup('<option value="{}" selected>{}</option>') if chosen else Markup('<option value="{}">{}</option>')
    return shape.format(one.id, one.label)


def _search(find: Place, say: Say) -> str:
    """Works by its button alone; with JavaScript the list follows what is typed."""
    label, button = say.text(_("Search the list: name or number")), say.text(_("Search"))
    return (
        f'<div class="kern-form-input fk-field"><label class="kern-label" for="{find.name}">{label}</label><div class="fk-find">'
        f'<input class="kern-form-input__input" type="search" id="{find.name}" name="{find.name}" value="{{{{ {find.value} }}}}" maxlength="200"'
        ' autocomplete="off" hx-post="{{ here }}" hx-trigger="input changed delay:400ms" hx-include="closest form" hx-target="closest form"'
        ' hx-swap="outerMorph" hx-vals=\'{"_do": "look"}\'>'
        f'<button class="kern-btn kern-btn--secondary" type="submit" name="_do" value="look"><span class="kern-label">{button}</span></button></div></div>'
    )
