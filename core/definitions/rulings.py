"""All that is said by rules in a programme, rewritten in one go: what `Pen` gives for a rule stands there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from core.definitions.base import Definition
from core.definitions.fields import Field, Group
from core.definitions.form import Form, Page
from core.definitions.programme import Programme
from core.definitions.table import DecisionTable

D = TypeVar("D", bound=Definition)


class Pen(Protocol):
    """Writes the rules that may name the same things. `path` says where a rule stands."""

    def rule(self, path: str, text: str) -> str: ...
    def table(self, path: str, table: DecisionTable) -> DecisionTable: ...


def rewritten(programme: Programme, pens: Mapping[str, Pen], steps: Pen | None) -> Programme:
    """The programme with the rules of these forms (by id) and those of its steps written anew; the same where none differs."""
    forms = [_form(form, pens[form.id]) if form.id in pens else form for form in programme.forms]
    made = _but(programme, forms=forms)
    if steps is None:
        return made
    return _but(made, steps=[_ruled(step, f"steps/{step.id}", ("when", "repeat"), steps) for step in made.steps])


def _form(form: Form, pen: Pen) -> Form:
    path = f"forms/{form.id}"
    pages = [_page(page, path, pen) for page in form.pages]
    checks = [_ruled(check, f"{path}/checks/{check.id}", ("rule",), pen) for check in form.checks]
    return _but(form, pages=pages, checks=checks)


def _page(page: Page, path: str, pen: Pen) -> Page:
    made = _ruled(page, f"{path}/pages/{page.id}", ("shown_if",), pen)
    fields = [_field(field, f"{path}/fields/{field.id}", pen) for field in made.fields]
    checks = [_ruled(check, f"{path}/checks/{check.id}", ("rule",), pen) for check in made.checks]
    return _but(made, fields=fields, checks=checks)


def _field(field: Field, path: str, pen: Pen) -> Field:
    made = _ruled(field, path, ("shown_if", "required_if", "rule"), pen)
    table = getattr(made, "table", None)
    if isinstance(table, DecisionTable):
        made = _but(made, table=pen.table(f"{path}/table", table))
    if isinstance(made, Group):
        made = _but(made, fields=[_field(each, f"{path}/fields/{each.id}", pen) for each in made.fields])
    return made


def _ruled(part: D, path: str, names: tuple[str, ...], pen: Pen) -> D:
    known = {name: getattr(part, name) for name in names if name in type(part).model_fields}
    return _but(
        part, **{name: pen.rule(f"{path}/{name}", text) for name, text in known.items() if isinstance(text, str) and text}
    )


def _but(part: D, **changes: Any) -> D:
    """Only what differs: a part that stays is the very same one."""
    more = {name: value for name, value in changes.items() if not _same(getattr(part, name), value)}
    return part.but(**more) if more else part


def _same(one: Any, other: Any) -> bool:
    if isinstance(other, list):
        return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
    return bool(one == other)


def table_with(table: DecisionTable, rule: Callable[[str], str], cell: Callable[[str, str], str]) -> DecisionTable:
    """The table with its rules (inputs, what rows give) and its cells changed; `cell` is given the rule of its column, too."""
    inputs = [_but(each, rule=rule(each.rule), values=cell(each.values, each.rule)) for each in table.inputs]
    columns = [each.rule for each in table.inputs]
    rows = []
    for row in table.rows:
        fits = len(row.cells) == len(columns)
        cells = tuple(cell(text, column) for text, column in zip(row.cells, columns, strict=True)) if fits else row.cells
        rows.append(_but(row, cells=cells, gives=rule(row.gives) if row.gives.strip() else row.gives))
    otherwise = rule(table.otherwise) if table.otherwise.strip() else table.otherwise
    return _but(table, inputs=inputs, rows=rows, otherwise=otherwise)
