"""From the text of a rule to its tree."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput

from core.rules import functions, limits, misread
from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.limits import DEPTH
from core.rules.message import joined, msg

# texts are passed over, so that a bracket inside one does not count
_BRACKETS = re.compile(r'"(?:[^"\\\n]|\\.)*"|[(\[\])]')


def parse(text: str) -> t.Node:
    """The tree of a rule. Raises RuleError with line, column, what could stand there and the nearest word."""
    if (refused := limits.too_long(text) or misread.strange_sign(text)) is not None:
        raise refused
    _refuse_deep_brackets(text)
    try:
        # Lark has no types for a parser that makes something else than its own trees
        node: t.Node = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedInput as error:
        raise misread.explain(text, error) from None
    limits.refuse_big_tree(node)
    return _bound(node, frozenset())


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", lexer="contextual", transformer=_TreeMaker(), maybe_placeholders=False)


def _refuse_deep_brackets(text: str) -> None:
    open_ = 0
    for found in _BRACKETS.finditer(text):
        open_ += {"(": 1, "[": 1, ")": -1, "]": -1}.get(found[0], 0)
        if open_ > DEPTH:
            raise limits.too_deep(*misread.place(text, found.start()))


def _bound(node: t.Node, variables: frozenset[str]) -> t.Node:
    """With the names that a quantifier gives to its entries told from facts; the depth is known to be small."""
    match node:
        case t.Name(id_):
            return t.Variable(id_, position=node.position) if id_ in variables else node
        case t.Path(variable) if variable not in variables:
            raise misread.unbound(variable, sorted(variables), node.position)
        case t.Quantified(_, variable, entries, condition):
            inside = _bound(condition, variables | {variable})
            return t.rebuilt(node, (_bound(entries, variables), inside))
    return t.rebuilt(node, tuple(_bound(part, variables) for part in t.children(node)))


def _at(token: Token) -> t.Position:
    return token.line or 1, token.column or 1


class _TreeMaker(Transformer[Token, t.Node]):
    """Called by the parser from the inside out; the methods bear the names that the grammar gives."""

    def start(self, parts: list[t.Node]) -> t.Node:
        return parts[0]

    def or_(self, parts: list[t.Node]) -> t.Node:
        return t.Or(tuple(parts), position=parts[0].position)

    def and_(self, parts: list[t.Node]) -> t.Node:
        return t.And(tuple(parts), position=parts[0].position)

    def not_(self, parts: list[Any]) -> t.Node:
        word, part = parts
        return t.Not(part, position=_at(word))

    def if_(self, parts: list[Any]) -> t.Node:
        word, condition, _, then, _, otherwise = parts
        return t.If(condition, then, otherwise, position=_at(word))

    def quantified(self, parts: list[Any]) -> t.Node:
        word, variable, _, entries, _, condition = parts
        self.name([variable])  # refuses words of the language
        return t.Quantified(word.value, variable.value, entries, condition, position=_at(word))

    def path(self, parts: list[Token]) -> t.Node:
        variable, _, field = parts
        return t.Path(variable.value, field.value, position=_at(variable))

    def compare(self, parts: list[Any]) -> t.Node:
        left, operator, right = parts
        return t.Compare(str(operator), left, right, position=_at(operator))

    def between(self, parts: list[Any]) -> t.Node:
        item, word, lower, upper = parts
        return t.Between(item, lower, upper, position=_at(word))

    def in_(self, parts: list[Any]) -> t.Node:
        item, word, options = parts
        return t.In(item, options, position=_at(word))

    def range(self, parts: list[Any]) -> t.Node:
        opening, lower, upper, closing = parts
        return t.Range(lower, upper, opening == "[", closing == "]", position=_at(opening))

    def items(self, parts: list[Any]) -> t.Node:
        return t.Items(tuple(parts[1:-1]), position=_at(parts[0]))

    def arithmetic(self, parts: list[Any]) -> t.Node:
        left, operator, right = parts
        return t.Arithmetic(str(operator), left, right, position=_at(operator))

    def negate(self, parts: list[Any]) -> t.Node:
        minus, part = parts
        if isinstance(part, t.Literal) and isinstance(part.value, Decimal) and part.value > 0:
            return t.Literal(part.value.copy_negate(), position=_at(minus))
        return t.Negate(part, position=_at(minus))

    def number(self, parts: list[Token]) -> t.Node:
        (token,) = parts
        return t.Literal(Decimal(token), position=_at(token))

    def string(self, parts: list[Token]) -> t.Node:
        (token,) = parts
        return t.Literal(_unquoted(token), position=_at(token))

    def true(self, parts: list[Token]) -> t.Node:
        return t.Literal(True, position=_at(parts[0]))

    def false(self, parts: list[Token]) -> t.Node:
        return t.Literal(False, position=_at(parts[0]))

    def null(self, parts: list[Token]) -> t.Node:
        return t.Literal(None, position=_at(parts[0]))

    def name(self, parts: list[Token]) -> t.Node:
        (token,) = parts
        if token in misread.WORDS:
            raise RuleError(msg("'{word}' is a word of the language and cannot stand here as a name.", word=token), *_at(token))
        return t.Name(str(token), position=_at(token))

    def call(self, parts: list[Any]) -> t.Node:
        words = [part for part in parts if isinstance(part, Token)]
        arguments = tuple(part for part in parts if isinstance(part, t.Node))
        name, position = " ".join(" ".join(words).split()), _at(words[0])
        function = functions.find(name)
        if function is None:
            raise misread.unknown_function(name, words, position)
        if function.constant:
            return _constant(function, arguments, position)
        if function.reads is not None:
            arguments = (t.Name(function.reads, position=position), _written(function, arguments, position))
        return t.Call(function.name, arguments, position=position)


def _unquoted(token: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\\(.)", r"\1", token[1:-1]))


def _constant(function: functions.Function, arguments: tuple[t.Node, ...], position: t.Position) -> t.Node:
    argument = _written(function, arguments, position)
    value: Any = function.python(argument.value)
    if value is None:
        wrong = {
            "date": msg('"{value}" is no date that exists.', value=argument.value),
            "duration": msg('"{value}" is no duration that exists.', value=argument.value),
        }[function.name]
        raise RuleError(joined((wrong, msg("Write it like this: {example}", example=function.example)), " "), *argument.position)
    return t.Literal(value, position=position)


def _written(function: functions.Function, arguments: tuple[t.Node, ...], position: t.Position) -> t.Literal:
    """The one text in quotes that some functions take."""
    match arguments:
        case (t.Literal(str()) as argument,):
            return argument
    raise RuleError(
        msg("{name}(…) takes one text in double quotes: {example}", name=function.name, example=function.example), *position
    )
