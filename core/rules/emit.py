"""One rule as a Python expression (`ast`) that gives its value or None.

Facts are locals of the function around it; constants are its globals. Nothing of a rule's text becomes Python: names of
facts are keys of strings, locals are numbered.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from core.rules import tree as t
from core.rules import values
from core.rules.check import Typing, common_type, type_of
from core.rules.durations import Duration, add_days, add_months, days_from, take_days, take_months
from core.rules.functions import FUNCTIONS
from core.rules.pieces import NOTHING, bind, chain, either, junction, load, same
from core.rules.types import DATE, DAYS, MONTHS, Code, Ordered, Scope, Type

Tables = Callable[[t.Node, str], Mapping[object, object]]
"""Makes the table of a rule that reads a single coded fact: code (and None) → value."""

_COMPARISONS: dict[str, type[ast.cmpop]] = {
    "=": ast.Eq,
    "!=": ast.NotEq,
    "<": ast.Lt,
    "<=": ast.LtE,
    ">": ast.Gt,
    ">=": ast.GtE,
}
_NUMBERS = {"+": values.add, "-": values.subtract, "*": values.multiply, "/": values.divide}
_DATES: Mapping[tuple[str, Type], Callable[..., object]] = {
    ("+", MONTHS): add_months,
    ("-", MONTHS): take_months,
    ("+", DAYS): add_days,
    ("-", DAYS): take_days,
    ("-", DATE): days_from,
}


def run_time(value: t.Value) -> object:
    """What a literal is when it is compared: whole numbers as int (they compare faster, and equal with decimals)."""
    if isinstance(value, Duration):
        return value.amount
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value


class Emitter:
    """Emits the rules of one function and gathers what they share: facts read, constants, temporary names."""

    def __init__(self, scope: Scope, tables: Tables | None = None) -> None:
        self.scope = scope
        self._typing = Typing(scope)
        self.facts: dict[str, str] = {}
        self.constants: dict[str, object] = {}
        self.unguarded: set[str] = set()
        """Coded facts that are read outside of tables, and therefore are looked up on their list first."""
        self.looked_up: dict[str, list[tuple[str, Mapping[object, object]]]] = {}
        """Coded fact → local and table of each part that hangs on it alone: all of them are one look-up at run time."""
        self._tables = tables
        self._found: dict[t.Node, str] = {}
        self._temporary = 0
        self._variables: dict[str, str] = {}

    def value(self, node: t.Node) -> ast.expr:
        """The expression for a checked rule."""
        match node:
            case t.Literal(value):
                return self._literal(value)
            case t.Name(id_):
                return self._fact(id_)
            case t.Variable(id_):
                return load(self._variables[id_])
            case t.Path(variable, field):
                return ast.Subscript(load(self._variables[variable]), ast.Constant(field), ast.Load())
            case t.Quantified():
                return self._quantified(node)
        if self._tables is not None and (coded := self._single_code(node)) is not None:
            return load(self._look_up(node, coded, self._tables))
        return self._operation(node)

    def _look_up(self, node: t.Node, coded: str, tables: Tables) -> str:
        if node not in self._found:
            self._local(coded)
            self._found[node] = f"q{len(self._found)}"
            self.looked_up.setdefault(coded, []).append((self._found[node], tables(node, coded)))
        return self._found[node]

    def constant(self, value: object) -> ast.Name:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return load(name)

    def _operation(self, node: t.Node) -> ast.expr:
        match node:
            case t.And(parts):
                return self._junction(parts, settles=False)
            case t.Or(parts):
                return self._junction(parts, settles=True)
            case t.Not(part):
                return self._known([part], lambda uses: ast.UnaryOp(ast.Not(), uses[0]))
            case t.Compare(operator, left, right):
                return self._compare(operator, left, right)
            case t.Between(item, lower, upper):
                return self._within(item, t.Range(lower, upper))
            case t.In(item, t.Range() as range_):
                return self._within(item, range_)
            case t.In(item, t.Items(items)):
                return self._one_of(item, items)
            case t.In(item, options):
                return self._known([item, options], lambda uses: ast.Compare(uses[0], [ast.In()], [uses[1]]))
        return self._calculation(node)

    def _quantified(self, node: t.Quantified) -> ast.expr:
        quantify = self.constant(values.some if node.quantifier == "some" else values.every)
        outer, variables = self._typing, self._variables
        entry = f"v{len(variables)}"

        def build(uses: list[ast.expr]) -> ast.expr:
            self._typing, self._variables = outer.inside(node), {**variables, node.variable: entry}
            holds = ast.Lambda(ast.arguments([], [ast.arg(entry)], None, [], [], None, []), self.value(node.condition))
            self._typing, self._variables = outer, variables
            return ast.Call(quantify, [uses[0], holds], [])

        return self._known([node.entries], build)

    def _calculation(self, node: t.Node) -> ast.expr:
        match node:
            case t.If(condition, then, otherwise):
                test, use = self._test(condition, True)
                no = ast.IfExp(same(use, False), self.value(otherwise), NOTHING)
                return ast.IfExp(test, self.value(then), no)
            case t.Arithmetic(operator, left, right):
                moves = type_of(left, self._typing) == DATE
                function = _DATES[operator, type_of(right, self._typing)] if moves else _NUMBERS[operator]
                return self._call(function, (left, right))
            case t.Negate(part):
                return self._call(values.negate, (part,))
            case t.Call(name, arguments):
                called = FUNCTIONS[name]
                if called.strict:
                    return self._call(called.python, arguments)
                return ast.Call(self.constant(called.python), [self.value(argument) for argument in arguments], [])
        raise TypeError(f"{type(node).__name__} is no value of its own")

    def _local(self, fact: str) -> str:
        return self.facts.setdefault(fact, f"f{len(self.facts)}")

    def _fact(self, fact: str) -> ast.Name:
        if isinstance(self.scope[fact], Code):
            self.unguarded.add(fact)
        return load(self._local(fact))

    def _single_code(self, node: t.Node) -> str | None:
        names = t.names(node)
        if len(names) != 1 or (self._variables and any(isinstance(part, t.Variable | t.Path) for part, _ in t.walk(node))):
            return None
        (name,) = names
        return name if isinstance(self.scope[name], Code) else None

    def _literal(self, value: t.Value) -> ast.expr:
        constant = run_time(value)
        if constant is None or isinstance(constant, bool | str | int):
            return ast.Constant(constant)
        return self.constant(constant)

    def _temp(self) -> str:
        self._temporary += 1
        return f"t{self._temporary}"

    def _test(self, node: t.Node, constant: bool | None) -> tuple[ast.expr, ast.expr]:
        """A test whether the value is the constant, and the expression that reads the value again behind the test."""
        value = self.value(node)
        if isinstance(value, ast.Name):
            return same(value, constant), value
        name = self._temp()
        return same(bind(name, value), constant), load(name)

    def _known(self, nodes: Sequence[t.Node], build: Callable[[list[ast.expr]], ast.expr]) -> ast.expr:
        """None as soon as one of the values is unknown, else what is built of them."""
        tests, uses = [], []
        for node in nodes:
            if isinstance(node, t.Literal) and node.value is not None:
                uses.append(self._literal(node.value))
            else:
                test, use = self._test(node, None)
                tests.append(test)
                uses.append(use)
        return ast.IfExp(either(tests), NOTHING, build(uses)) if tests else build(uses)

    def _call(self, function: Callable[..., object], arguments: Sequence[t.Node]) -> ast.expr:
        called = self.constant(function)
        return self._known(arguments, lambda uses: ast.Call(called, uses, []))

    def _junction(self, parts: Sequence[t.Node], *, settles: bool) -> ast.expr:
        tested = [self._test(part, settles) for part in parts]
        return junction([test for test, _ in tested], [use for _, use in tested], settles)

    def _ranked(self, type_: Type | None, node: t.Node, use: ast.expr) -> ast.expr:
        """Ordered codes are compared by their position on the list."""
        if not isinstance(type_, Ordered):
            return use
        if isinstance(node, t.Literal):
            return ast.Constant(type_.codes.index(str(node.value)))
        ranks = self.constant({code: rank for rank, code in enumerate(type_.codes)})
        return ast.Subscript(ranks, use, ast.Load())

    def _compare(self, operator: str, left: t.Node, right: t.Node) -> ast.expr:
        type_ = common_type(left, right, self._typing) if operator not in ("=", "!=") else None

        def build(uses: list[ast.expr]) -> ast.expr:
            first, second = self._ranked(type_, left, uses[0]), self._ranked(type_, right, uses[1])
            return ast.Compare(first, [_COMPARISONS[operator]()], [second])

        return self._known([left, right], build)

    def _within(self, item: t.Node, range_: t.Range) -> ast.expr:
        """`item >= lower and item <= upper`: a known end may settle it although the other one is unknown."""
        bound, again = self._bound_once(item)
        low = self._end(bound, item, again, ">=" if range_.lower_closed else ">", range_.lower)
        high = self._end(again, item, again, "<=" if range_.upper_closed else "<", range_.upper)
        if isinstance(range_.lower, t.Literal) and isinstance(range_.upper, t.Literal):
            (low_test, low_holds), (high_test, high_holds) = low, high
            del high_test  # only the item can be unknown, and the lower end asks for it
            return ast.IfExp(low_test, NOTHING, chain(low_holds, high_holds))
        first, second = self._temp(), self._temp()
        tests = [
            same(bind(name, ast.IfExp(test, NOTHING, holds)), False)
            for name, (test, holds) in zip((first, second), (low, high), strict=True)
        ]
        return junction(tests, [load(first), load(second)], settles=False)

    def _bound_once(self, node: t.Node) -> tuple[ast.expr, ast.expr]:
        value = self.value(node)
        if isinstance(value, ast.Name):
            return value, value
        name = self._temp()
        return bind(name, value), load(name)

    def _end(self, asked: ast.expr, item: t.Node, use: ast.expr, operator: str, end: t.Node) -> tuple[ast.expr, ast.Compare]:
        """Whether the item or the end of the range is unknown, and the comparison for when both are known."""
        type_ = common_type(item, end, self._typing)
        tests: list[ast.expr] = [same(asked, None)]
        if isinstance(end, t.Literal):
            limit = self._literal(end.value)
        else:
            test, limit = self._test(end, None)
            tests.append(test)
        compare = ast.Compare(self._ranked(type_, item, use), [_COMPARISONS[operator]()], [self._ranked(type_, end, limit)])
        return either(tests), compare

    def _one_of(self, item: t.Node, items: Sequence[t.Node]) -> ast.expr:
        if all(isinstance(option, t.Literal) for option in items):
            members = frozenset(run_time(option.value) for option in items if isinstance(option, t.Literal))
            return self._known([item], lambda uses: ast.Compare(uses[0], [ast.In()], [self.constant(members)]))
        bound, again = self._bound_once(item)
        tests: list[ast.expr] = []
        uses: list[ast.expr] = []
        for option in items:
            unknown, limit = self._test(option, None)
            found = self._temp()
            equal = ast.IfExp(
                either([same(bound if not tests else again, None), unknown]), NOTHING, ast.Compare(again, [ast.Eq()], [limit])
            )
            tests.append(same(bind(found, equal), True))
            uses.append(load(found))
        return junction(tests, uses, settles=True)
