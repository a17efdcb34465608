"""DMN 1.3 to 1.5: decision tables and literal expressions in our subset of FEEL, read from XML and written to it.

Either the whole file can be said in our words or nothing of it is taken: `read_dmn` raises DmnError with each element that
cannot be, its line and the reason. Drawings and notes beside the decisions mean nothing to a rule; they are left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, partial

from core.rules.errors import RuleError
from core.rules.parse import parse
from core.rules.tables.cells import condition, parts_of
from core.rules.tables.dmn_model import GIVES, SPACES, Decision, DmnError, Fact, Model, Problem, as_name
from core.rules.tables.dmn_write import write_dmn
from core.rules.tables.model import HIT_POLICIES, Aggregation, Column, Gives, Row, Table
from core.rules.tables.xml import Element, XmlError, read_xml
from core.rules.text import text
from core.rules.tree import Literal
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, SetOf, Type

__all__ = ["Decision", "DmnError", "Fact", "Model", "Problem", "read_dmn", "write_dmn"]

_PLAIN: dict[str, Type] = {"string": TEXT, "number": NUMBER, "boolean": BOOLEAN, "date": DATE}
_LETTERS = {word: letter for letter, word in HIT_POLICIES.items()}
_AGGREGATIONS: dict[str, Aggregation] = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}
_MEANINGLESS = {"DMNDI", "extensionElements", "textAnnotation", "association", "group", "knowledgeSource", "elementCollection"}
_BESIDE = {"description", "question", "allowedAnswers", "variable", "informationRequirement", "authorityRequirement"}
_BESIDE |= {"extensionElements", "supportedObjective", "impactedPerformanceIndicator", "decisionMaker", "decisionOwner"}
_BESIDE |= {"usingProcess", "usingTask"}
_TEXTS = re.compile(r'("(?:[^"\\\n]|\\.)*")')


def read_dmn(data: bytes) -> Model:
    """The model in a file. Raises DmnError, with all problems that were found."""
    try:
        root = read_xml(data)
    except XmlError as error:
        raise DmnError([Problem(error.line, "file", str(error).partition(": ")[2])]) from None
    return _Reading(root).model()


class _Reading:
    """One file while it is read: names and types of its facts, and the problems so far."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._problems: list[Problem] = []
        self._items: dict[str, Type] = {}
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._left_out: list[str] = []

    def model(self) -> Model:
        root = self._root
        if root.name != "definitions" or root.space not in SPACES.values():
            self._wrong(root, f"A DMN file begins with <definitions> of DMN {', '.join(SPACES)}, not of '{root.space}'.")
            raise DmnError(self._problems)
        self._left_out = [child.name for child in root.children if self._meaningless(child)]
        self._items = dict(self._item(each) for each in root.all("itemDefinition"))
        for each in (*root.all("inputData"), *root.all("decision")):
            self._take_name(each)
        facts = tuple(self._fact(each) for each in root.all("inputData"))
        decisions = tuple(found for each in root.all("decision") if (found := self._decision(each)) is not None)
        if not root.all("decision"):
            self._wrong(root, "There is no decision in the file.")
        if self._problems:
            raise DmnError(sorted(self._problems))
        return Model(
            root.get("name"), facts, decisions, root.get("id"), root.get("namespace"), tuple(dict.fromkeys(self._left_out))
        )

    def _take_name(self, element: Element) -> None:
        called = " ".join(_called(element).split())
        plain = as_name(called)
        if plain in self._taken:
            self._wrong(element, f"'{plain}' is what rules call it, and so they call another one already. Rename one of both.")
        self._names[called] = plain
        self._taken.add(plain)

    def _meaningless(self, element: Element) -> bool:
        if element.space != self._root.space or element.name in _MEANINGLESS:
            return True
        if element.name not in ("itemDefinition", "inputData", "decision"):
            self._wrong(element, "This has no counterpart here; a decision is a table or a rule.")
        return False

    def _known(self, element: Element, *names: str) -> None:
        """Names what else stands in a part of a table: refused, or left out where it has no meaning for a rule."""
        for child in element.children:
            if child.space != element.space or child.name in ("description", "extensionElements"):
                self._left_out.append(f"{child.name} of {element.name}")
            elif child.name not in names:
                self._wrong(child, f"In <{element.name}> this has no counterpart here.")

    def _wrong(self, element: Element, message: str) -> None:
        name = element.get("name") or element.get("label") or element.get("id")
        self._problems.append(Problem(element.line, f"{element.name} '{name}'" if name else element.name, message))

    def _item(self, element: Element) -> tuple[str, Type]:
        """A named type: one of the plain ones, perhaps with its values; several values of it are a set."""
        name = element.get("name")
        if element.all("itemComponent") or element.one("functionItem"):
            self._wrong(element, "A type with components has no counterpart; give each component as a fact of its own.")
            return name, TEXT
        reference = element.one("typeRef")
        type_ = self._typed(element, reference.text if reference else "string")
        allowed = element.one("allowedValues")
        if allowed is not None and type_ == TEXT:
            values = [self._literal(allowed, part) for part in self._parts(allowed, allowed.text)]
            type_ = Code(name.removeprefix("t_"), tuple(str(value) for value in values))
        return name, SetOf(type_) if element.get("isCollection") == "true" else type_

    def _typed(self, element: Element, reference: str) -> Type:
        plain = reference.rpartition(":")[2]
        found = _PLAIN.get(plain) or self._items.get(plain)
        if found is None:
            known = ", ".join((*_PLAIN, *self._items))
            self._wrong(element, f"The type '{reference or '-'}' has no counterpart. There are: {known}.")
        return found or TEXT

    def _fact(self, element: Element) -> Fact:
        variable = element.one("variable")
        reference = variable.get("typeRef") if variable is not None else ""
        label = element.get("label") or (_called(element) if as_name(_called(element)) != _called(element) else "")
        return Fact(as_name(_called(element)), self._typed(element, reference), label, element.get("id"))

    def _decision(self, element: Element) -> Decision | None:
        logic = [child for child in element.children if child.space == element.space and child.name not in _BESIDE]
        if len(logic) != 1 or logic[0].name not in ("decisionTable", "literalExpression"):
            names = ", ".join(f"<{child.name}>" for child in logic) or "nothing"
            self._wrong(element, f"A decision is a <decisionTable> or a <literalExpression> here; this one holds {names}.")
            return None
        variable, description = element.one("variable"), element.one("description")
        written = variable.get("typeRef") if variable is not None else ""
        gives = self._gives(element, written, logic[0])
        name = as_name(_called(element))
        label = element.get("label") or (_called(element) if name != _called(element) else "")
        about = "".join(description.pieces).strip() if description is not None else ""
        if logic[0].name == "literalExpression":
            rule = self._rule(logic[0], logic[0].text)
            return Decision(name, gives, rule=rule, label=label, description=about, id=element.get("id"))
        table = self._table(logic[0], gives)
        if table is None:
            return None
        return Decision(name, gives, table, label=label, description=about, id=element.get("id"))

    def _gives(self, element: Element, reference: str, logic: Element) -> Gives:
        output = logic.one("output")
        written = reference or logic.get("typeRef") or (output.get("typeRef") if output is not None else "")
        if not written and logic.get("aggregation"):
            return "number"
        type_ = self._typed(element, written)
        if isinstance(type_, SetOf):
            self._wrong(element, "A decision gives one value here, not a list.")
        word = next((word for word, plain in _PLAIN.items() if plain == type_), "string")
        return GIVES[word]

    def _table(self, element: Element, gives: Gives) -> Table | None:
        policy = element.get("hitPolicy") or "UNIQUE"
        collect = _AGGREGATIONS.get(element.get("aggregation"))
        outputs = element.all("output")
        if policy not in _LETTERS or (policy == "COLLECT" and collect is None):
            self._wrong(element, f"The hit policy {policy} gives a list, which has no counterpart; take UNIQUE, ANY, FIRST, "
                        "PRIORITY, or COLLECT with SUM, MIN, MAX or COUNT.")  # fmt: skip
        if len(outputs) != 1:
            self._wrong(element, f"A table gives one thing here; this one has {len(outputs)} outputs. Make a decision of each.")
            return None
        self._known(element, "input", "output", "annotation", "rule")
        (output,) = outputs
        self._known(output, "outputValues", "defaultOutputEntry")
        values, otherwise = output.one("outputValues"), output.one("defaultOutputEntry")
        return Table(
            columns=tuple(self._column(each) for each in element.all("input")),
            rows=tuple(self._row(each, len(element.all("input"))) for each in element.all("rule")),
            gives=gives,
            hit=_LETTERS.get(policy, "U"),  # type: ignore[arg-type]  # the letters of HIT_POLICIES
            collect=collect if policy == "COLLECT" else None,
            values=tuple(self._parts(values, values.text)) if values is not None else (),
            otherwise=self._rule(otherwise, otherwise.text) if otherwise is not None else "",
            note_labels=tuple(each.get("name") for each in element.all("annotation")),
            id=element.get("id"),
            output_id=output.get("id"),
            output_label=element.get("outputLabel") or output.get("label") or output.get("name"),
        )

    def _column(self, element: Element) -> Column:
        expression, values = element.one("inputExpression"), element.one("inputValues")
        self._known(element, "inputExpression", "inputValues")
        if expression is None or not expression.text:
            self._wrong(element, "The input has no <inputExpression> that says what it looks at.")
        rule = self._rule(expression, expression.text) if expression is not None else "null"
        return Column(
            rule, element.get("label"), self._cell(values, values.text) if values is not None else "", element.get("id")
        )

    def _row(self, element: Element, inputs: int) -> Row:
        self._known(element, "inputEntry", "outputEntry", "annotationEntry")
        outputs = element.all("outputEntry")
        if len(outputs) != 1:
            self._wrong(element, f"A rule gives one thing here; this one gives {len(outputs)}.")
        cells = tuple(self._cell(each, each.text) for each in element.all("inputEntry"))
        if len(cells) != inputs:
            self._wrong(element, f"The rule has {len(cells)} input entries for {inputs} inputs.")
        notes = tuple(each.text for each in element.all("annotationEntry"))
        return Row(cells, self._rule(outputs[0], outputs[0].text) if outputs else "null", notes, element.get("id"))

    def _rule(self, element: Element, written: str) -> str:
        """An expression in our subset, with names as rules write them. An empty one gives nothing: null."""
        renamed = self._renamed(written) or "null"
        return renamed if self._read(element, lambda: parse(renamed)) else "null"

    def _cell(self, element: Element, written: str) -> str:
        renamed = self._renamed(written) or "-"
        return renamed if self._read(element, lambda: condition(renamed, Literal(None)) or True) else "-"

    def _parts(self, element: Element, written: str) -> list[str]:
        return [text(parse(part)) for part in parts_of(written) if self._read(element, partial(parse, part))]

    def _literal(self, element: Element, part: str) -> object:
        node = parse(part)
        if not isinstance(node, Literal):
            self._wrong(element, f"'{part}' is no written value.")
        return node.value if isinstance(node, Literal) else ""

    def _read(self, element: Element, make: Callable[[], object]) -> bool:
        if (language := element.get("expressionLanguage")) and "feel" not in language.lower():
            self._wrong(element, f"The expression is written in '{language}'; FEEL is read.")
        try:
            make()
        except RuleError as error:
            self._wrong(element, f"'{element.text[:80]}': {error.message}")
            return False
        return True

    def _renamed(self, written: str) -> str:
        """Names with spaces as rules write them, outside of texts."""
        pieces = _TEXTS.split(written)
        return "".join(piece if piece.startswith('"') else self._swap(piece) for piece in pieces).strip()

    def _swap(self, piece: str) -> str:
        return self._spoken.sub(lambda found: self._names[" ".join(found[0].split())], piece)

    @cached_property
    def _spoken(self) -> re.Pattern[str]:
        """All names that rules write differently, the longest first, in one pattern: a file may hold thousands."""
        names = sorted((name for name, plain in self._names.items() if name != plain), key=len, reverse=True)
        either = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        return re.compile(rf"(?<![\w.])(?:{either})(?!\w)" if names else r"(?!)")


def _called(element: Element) -> str:
    """How rules name it: as its variable is called, else as itself."""
    variable = element.one("variable")
    return (variable.get("name") if variable is not None else "") or element.get("name")
