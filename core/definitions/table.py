"""A decision table in a definition: instead of a rule, where several inputs together decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field as _Field
from pydantic import StringConstraints

from core.definitions.base import Definition, Many
from core.definitions.wording import Wording
from core.rules.message import msg
from core.rules.tables import Column, Row, Table

if TYPE_CHECKING:
    from typing import Self

ElementId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,99}$")]
"""An id as XML has it: what the element is called in a DMN file, kept for the way back."""


class TableInput(Definition):
    """What a column looks at: a fact, or a rule that gives one value."""

    rule: str = _Field(kw_only=False)
    title: Wording | None = None
    values: str = ""
    """The values that can occur, written as a cell: `[0..120]`. What lies outside is no gap."""
    element: ElementId | None = None


class TableRow(Definition):
    """A cell for each input, `-` where it does not matter, and what the row gives."""

    cells: Many[str] = _Field(kw_only=False)
    gives: str = _Field(kw_only=False)
    notes: Many[str] = ()
    element: ElementId | None = None


class DecisionTable(Definition):
    """Rows of cells (FEEL's unary tests: `-`, `18`, `< 18`, `[18..27]`, `"a", "b"`, `not("a")`), and what they give.

    `hit` says what counts when several rows match: U none but one may, A they agree, F the first, P the most important of
    `values`, C all of them, taken together by `collect`.
    """

    inputs: Many[TableInput] = _Field(kw_only=False)
    rows: Many[TableRow] = _Field(kw_only=False)
    gives: Literal["yes_no", "number", "date", "text"] = "yes_no"
    hit: Literal["U", "A", "F", "P", "C"] = "U"
    collect: Literal["sum", "min", "max", "count"] | None = None
    values: Many[str] = ()
    """What a row may give; the order is that of importance."""
    otherwise: str = ""
    """What holds when no row matches; `null` leaves the answer open."""
    note_titles: Many[str] = ()
    output_title: Wording | None = None
    element: ElementId | None = None
    output_element: ElementId | None = None

    def plain(self, language: str = "de") -> Table:
        """The table as rules read it."""
        return Table(
            columns=tuple(
                Column(each.rule, _text(each.title, language), each.values, each.element or "") for each in self.inputs
            ),
            rows=tuple(Row(tuple(each.cells), each.gives, tuple(each.notes), each.element or "") for each in self.rows),
            gives=self.gives,
            hit=self.hit,
            collect=self.collect,
            values=tuple(self.values),
            otherwise=self.otherwise,
            note_labels=tuple(self.note_titles),
            id=self.element or "",
            output_id=self.output_element or "",
            output_label=_text(self.output_title, language),
        )

    @classmethod
    def of(cls, table: Table, before: DecisionTable | None = None) -> Self:
        """The definition of a table that was read from a file. Wordings of `before` stay where the German text is the same."""
        known = {each.title.text(): each.title for each in before.inputs if each.title} if before else {}
        if before is not None and before.output_title is not None:
            known[before.output_title.text()] = before.output_title

        def worded(label: str) -> Wording | None:
            return known.get(label) or Wording({"de": label}) if label else None

        return cls(
            inputs=[
                TableInput(each.rule, title=worded(each.label), values=each.values, element=each.id or None)
                for each in table.columns
            ],
            rows=[TableRow(each.cells, each.gives, notes=each.notes, element=each.id or None) for each in table.rows],
            gives=table.gives,
            hit=table.hit,
            collect=table.collect,
            values=table.values,
            otherwise=table.otherwise,
            note_titles=table.note_labels,
            output_title=worded(table.output_label),
            element=table.id or None,
            output_element=table.output_id or None,
        )


def _text(wording: Wording | None, language: str) -> str:
    return wording.text(language) if wording else ""


def one_of_both(rule: str, table: DecisionTable | None) -> None:
    """Raises ValueError unless there is a rule or a table, and not both."""
    if bool(rule.strip()) is (table is not None):
        there = msg("both") if table is not None else msg("neither")
        raise ValueError(msg("a rule or a table says what holds, one of them; here is {there}", there=there))
