"""A cell (FEEL's unary tests) and the input that it looks at become a part of a rule, by the parser of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.message import joined, msg
from core.rules.parse import parse

ANY = ("-", "")
"""What a cell holds that asks nothing; an empty one is read so too, and is written as '-'."""
CELL_LENGTH = 2_000

_OPERATOR = re.compile(r"\s*(<=|>=|<|>|!=|=)")
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"?')
_EXAMPLES = msg("Examples: {examples}", examples='-, 18, < 18, [18..27], "a", "b", not("a"), date("2024-01-01")')
# the input is put in when the cell has been read; a cell that begins behind it keeps its columns
_INPUT = "x"


def condition(cell: str, item: t.Node) -> t.Node | None:
    """The rule that the cell stands for when it looks at `item`; None when it asks nothing. Raises RuleError within the cell."""
    text = cell.strip()
    if text in ANY:
        return None
    if len(text) > CELL_LENGTH:
        raise RuleError(
            msg(
                "The cell has {count} characters; at most {cell_length} are allowed.",
                count=f"{len(text):,}",
                cell_length=f"{CELL_LENGTH:,}",
            )
        )
    if (inner := _negated(text)) is not None:
        return t.Not(_either(inner, item))
    return _either(text, item)


def parts_of(text: str) -> list[str]:
    """What commas part in a list of values; nothing for an empty one."""
    return [part.strip() for part, _ in _parts(text)] if text.strip() else []


def _negated(text: str) -> str | None:
    """What stands within `not(…)`, when that is the whole cell."""
    found = re.match(r"not\s*\(", text)
    if found is None or not text.endswith(")"):
        return None
    inner = text[found.end() : -1]
    depth = 0
    for sign in _signs(inner):
        depth += (sign in "([") - (sign in ")]")
        if depth < 0:
            return None
    return inner


def _either(text: str, item: t.Node) -> t.Node:
    """Any of the tests, which commas part; values alone make a list."""
    tests = [_test(part, start, item) for part, start in _parts(text)]
    if len(tests) == 1:
        return tests[0]
    values = [part.right for part in tests if isinstance(part, t.Compare) and part.operator == "="]
    if len(values) == len(tests):
        return t.In(item, t.Items(tuple(values)))
    return t.Or(tuple(tests))


def _test(text: str, start: int, item: t.Node) -> t.Node:
    stripped = text.strip()
    start += len(text) - len(text.lstrip())
    if not stripped:
        raise RuleError(msg("Nothing stands beside this comma. {examples}", examples=_EXAMPLES), 1, start + 1)
    if "?" in _without_texts(stripped):
        raise RuleError(msg("The sign '?' for the input is left out here; write the test itself, e.g. < 18."), 1, start + 1)
    if _OPERATOR.match(stripped):
        return _on(item, _read(f"{_INPUT} ", stripped, start), stripped, start)
    if stripped[0] in "[(]" and ".." in _without_texts(stripped):
        return _on(item, _read(f"{_INPUT} in ", stripped, start), stripped, start)
    return _on(item, _read(f"{_INPUT} = ", stripped, start), stripped, start)


def _read(before: str, text: str, start: int) -> t.Node:
    """What the parser makes of the cell behind the input; an error points into the cell."""
    try:
        return parse(before + text)
    except RuleError as error:
        column = error.column - len(before) + start if error.line == 1 else error.column
        raise RuleError(
            joined((error.message, _EXAMPLES), " "),
            error.line,
            max(column, 1),
            expected=error.expected,
            nearest=error.nearest,
        ) from None


def _on(item: t.Node, read: t.Node, text: str, start: int) -> t.Node:
    """The test with the input in its place. `18 or true` would be a rule of its own, which a cell must not be."""
    match read:
        case t.Compare(operator, t.Name(id_), value) if id_ == _INPUT:
            return _against(item, operator, value, start)
        case t.In(t.Name(id_), t.Range() as options) if id_ == _INPUT:
            return replace(read, item=item, options=options)
    raise RuleError(msg("'{text}' is no test that a cell can hold. {examples}", text=text, examples=_EXAMPLES), 1, start + 1)


def _against(item: t.Node, operator: str, value: t.Node, start: int) -> t.Node:
    match operator, value:
        case "=", t.Literal(True):
            return item
        case "=", t.Literal(False):
            return t.Not(item)
        case _, t.Literal(None):
            raise RuleError(msg("Nothing can be compared with null. Make 'is known(…)' an input of its own."), 1, start + 1)
    return t.Compare(operator, item, value)


def _parts(text: str) -> Iterator[tuple[str, int]]:
    """The tests between commas that stand in no bracket and no text, each with where it begins."""
    start = depth = 0
    for index, sign in _indexed(text):
        fresh = not text[start:index].strip()
        if sign in "([" and not _closes(text[start:index], depth, sign):
            depth += 1
        elif sign == "]" and fresh:
            depth += 1  # ]1..5] leaves its lower end out
        elif sign in ")][":
            depth -= 1
        elif sign == "," and depth == 0:
            yield text[start:index], start
            start = index + 1
    yield text[start:], start


def _closes(before: str, depth: int, sign: str) -> bool:
    """Whether this `[` ends a range that leaves its upper end out: `[1..5[`."""
    return sign == "[" and depth == 1 and ".." in _without_texts(before)


def _indexed(text: str) -> Iterator[tuple[int, str]]:
    index = 0
    while index < len(text):
        if text[index] == '"' and (found := _TEXT.match(text, index)):
            index = found.end()
            continue
        yield index, text[index]
        index += 1


def _signs(text: str) -> Iterator[str]:
    return (sign for _, sign in _indexed(text))


def _without_texts(text: str) -> str:
    return "".join(_signs(text))


def rewritten(cell: str, item: str, change: Callable[[str], str]) -> str:
    """The cell with each of its tests changed as the rule that it stands for; `item` is the rule of its column. What stands
    between the tests stays."""
    text = cell.strip()
    if text in ANY:
        return cell
    inner = _negated(text)
    body = text if inner is None else inner
    made, end = "", 0
    for part, start in _parts(body):
        made += body[end:start] + _test_rewritten(part, item, change)
        end = start + len(part)
    before, _body, after = cell.partition(body)
    return before + made + after


def _test_rewritten(part: str, item: str, change: Callable[[str], str]) -> str:
    stripped = part.strip()
    between = "" if _OPERATOR.match(stripped) else "in " if stripped[:1] in "[(]" and ".." in _without_texts(stripped) else "= "
    made = change(f"({item}) {between}{stripped}")
    return part.replace(stripped, made[len(f"({change(item)}) {between}") :], 1) if stripped else part


def with_values(cell: str, change: Callable[[str], Iterable[str]]) -> str:
    """The cell with other values in the place of each of its values, each once; tests with an operator or a range stay."""
    text = cell.strip()
    inner = _negated(text)
    parts = parts_of(text if inner is None else inner)
    made = ", ".join(dict.fromkeys(new for part in parts for new in (change(part) if part.startswith('"') else (part,))))
    return made if inner is None else f"not({made})"
