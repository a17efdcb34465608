"""Options that were merged or split, or entries of a list: the rules of a programme follow where they mean the same as before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from core.definitions.checks.scopes import Scope, case_scope, form_scope
from core.definitions.fields import Field, Group, Optioned
from core.definitions.form import Form
from core.definitions.listing import users
from core.definitions.pens import marked, of_list
from core.definitions.programme import Programme
from core.definitions.renaming import asking
from core.definitions.rulings import rewritten, table_with
from core.definitions.table import DecisionTable
from core.definitions.vocabulary import vocabulary
from core.rules import RuleError
from core.rules.recoding import Recoding, Unclear, recoded, recoded_cell


@dataclass(frozen=True, slots=True)
class Recoded:
    """The programme, and where its rules stand that were written anew, that hold for more answers than before by it, and that
    were left since somebody has to say what they are to mean."""

    programme: Programme
    written: tuple[str, ...] = ()
    wider: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Codes:
    """A pen that says of the new codes what was said of the former ones. A rule that cannot be read stays."""

    scope: Scope
    recoding: Recoding
    written: list[str] = field(default_factory=list)
    wider: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def rule(self, path: str, text: str) -> str:
        try:
            # what is worked out is an answer itself, which may not become another one
            said = not path.endswith("/rule") or "/checks/" in path
            made, wider = recoded(text, self.scope, self.recoding, said=said)
        except Unclear:
            self.left.append(path)
            return text
        except RuleError:
            return text
        return self._kept(path, text, made, wider)

    def table(self, path: str, table: DecisionTable) -> DecisionTable:
        try:
            made = table_with(table, self._exactly, self._cell)
        except Unclear:
            self.left.append(path)
            return table
        except RuleError:
            return table
        if made != table:
            self.written.append(path)
        return made

    def _exactly(self, text: str) -> str:
        return recoded(text, self.scope, self.recoding, said=False)[0]

    def _cell(self, cell: str, column: str) -> str:
        return recoded_cell(cell, column, self.scope, self.recoding)

    def _kept(self, path: str, text: str, made: str, wider: bool) -> str:
        if made != text:
            self.written.append(path)
        if wider:
            self.wider.append(path)
        return made


def recoded_everywhere(before: Programme, after: Programme, address: str, codes: Mapping[str, Sequence[str]]) -> Recoded:
    """`after` is `before` with other options at this question (`forms/intake/fields/school`), or other entries of this list
    (`lists/places`); `codes` says what became of the former ones. Gives `after` with its rules."""
    words, way = vocabulary(), address.split("/")
    if way[0] == "lists":
        forms = list({form.id: form for form, _field in users(before.forms, way[1])}.values())
        old, new = (next(tuple(each.codes) for each in made.lists if each.id == way[1]) for made in (before, after))
    else:
        forms = asking(before, way[1], way[3::2], next(iter(codes)))
        old, new = (_options(made, way) for made in (before, after))
    recoding = Recoding(old, new, {code: tuple(now) for code, now in codes.items()})
    mark = partial(_marked, before, way)
    pens = {form.id: _Codes(mark(form_scope(form, words, before), form), recoding) for form in forms}
    steps = _Codes(mark(case_scope(before, words), None), recoding)
    made = rewritten(rewritten(after, pens, None), {}, steps)
    all_ = [*pens.values(), steps]
    return Recoded(made, *(tuple(path for pen in all_ for path in getattr(pen, name)) for name in ("written", "wider", "left")))


def _marked(programme: Programme, way: Sequence[str], scope: Scope, form: Form | None) -> Scope:
    if way[0] != "lists":
        return marked(scope, way[3::2])
    return of_list(scope, form.fields if form else programme.fields.values(), way[1])


def _options(programme: Programme, way: Sequence[str]) -> tuple[str, ...]:
    form = programme.form(way[1])
    fields: Sequence[Field] = form.fields if form else ()
    found: Field | None = None
    for name in way[3::2]:
        found = next((each for each in fields if each.id == name), None)
        fields = found.fields if isinstance(found, Group) else ()
    if not isinstance(found, Optioned):
        raise LookupError("/".join(way))
    return tuple(option.id for option in found.options)
