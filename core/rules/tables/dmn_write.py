"""A model as DMN XML: facts with their types and codes, and a decision for each table or rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from core.rules import tree as t
from core.rules.parse import parse
from core.rules.tables.cells import condition
from core.rules.tables.dmn_model import SPACES, TYPE_NAMES, Decision, DmnError, Fact, Model, Problem, codes_of, item_name
from core.rules.tables.model import HIT_POLICIES, TYPES, Table
from core.rules.text import quoted
from core.rules.types import SetOf

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACE = "urn:foerderkette:dmn"


def write_dmn(model: Model, version: str = "1.5") -> bytes:
    """The file, in the same bytes for the same model. Raises DmnError for a text that XML cannot hold."""
    if version not in SPACES:
        raise DmnError([Problem(1, "file", f"DMN {version} is not written; there are: {', '.join(SPACES)}.")])
    root = {"xmlns": SPACES[version], "id": model.id, "name": model.name, "namespace": model.space or _NAMESPACE}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<definitions{_attributes(root)}>"]
    for fact in model.facts:
        lines += _item(fact)
    for fact in model.facts:
        lines += _fact(fact)
    for decision in model.decisions:
        lines += _decision(decision, model)
    return ("\n".join([*lines, "</definitions>"]) + "\n").encode()


def _item(fact: Fact) -> Iterator[str]:
    """The type of a fact that has codes or several values."""
    codes, several = codes_of(fact.type), isinstance(fact.type, SetOf)
    if not codes and not several:
        return
    collection = {"isCollection": "true"} if several else {}
    yield f"  <itemDefinition{_attributes({'name': item_name(fact.name), **collection})}>"
    yield f"    <typeRef>{_plain_type(fact)}</typeRef>"
    if codes:
        yield f"    <allowedValues><text>{_text(', '.join(map(quoted, codes)))}</text></allowedValues>"
    yield "  </itemDefinition>"


def _plain_type(fact: Fact) -> str:
    inner = fact.type.item if isinstance(fact.type, SetOf) else fact.type
    return TYPE_NAMES.get(inner, "string")


def _fact(fact: Fact) -> Iterator[str]:
    listed = codes_of(fact.type) or isinstance(fact.type, SetOf)
    type_ = item_name(fact.name) if listed else _plain_type(fact)
    yield f"  <inputData{_attributes({'id': fact.id or f'input_{fact.name}', 'name': fact.name, 'label': fact.label})}>"
    yield f"    <variable{_attributes({'name': fact.name, 'typeRef': type_})}/>"
    yield "  </inputData>"


def _decision(decision: Decision, model: Model) -> Iterator[str]:
    id_ = decision.id or f"decision_{decision.name}"
    type_ = TYPE_NAMES[TYPES[decision.gives]]
    yield f"  <decision{_attributes({'id': id_, 'name': decision.name, 'label': decision.label})}>"
    if decision.description:
        yield f"    <description>{_text(decision.description)}</description>"
    yield f"    <variable{_attributes({'name': decision.name, 'typeRef': type_})}/>"
    yield from _requirements(decision, model)
    if decision.table is None:
        yield f"    <literalExpression{_attributes({'typeRef': type_})}><text>{_text(decision.rule)}</text></literalExpression>"
    else:
        yield from _table(decision.table, type_)
    yield "  </decision>"


def _requirements(decision: Decision, model: Model) -> Iterator[str]:
    """What the decision reads, as arrows to where it comes from."""
    reads = {name for text in _rules(decision) for name in t.names(parse(text))} | _names_in_cells(decision.table)
    for fact in model.facts:
        if fact.name in reads:
            href = _attributes({"href": f"#{fact.id or f'input_{fact.name}'}"})
            yield f"    <informationRequirement><requiredInput{href}/></informationRequirement>"
    for other in model.decisions:
        if other.name in reads and other is not decision:
            href = _attributes({"href": f"#{other.id or f'decision_{other.name}'}"})
            yield f"    <informationRequirement><requiredDecision{href}/></informationRequirement>"


def _rules(decision: Decision) -> Iterator[str]:
    if decision.table is None:
        yield decision.rule
    else:
        yield from (column.rule for column in decision.table.columns)
        yield from (row.gives for row in decision.table.rows)
        yield from (decision.table.otherwise,) if decision.table.otherwise else ()


def _names_in_cells(table: Table | None) -> set[str]:
    found = [condition(cell, t.Literal(None)) for row in table.rows for cell in row.cells] if table else []
    return {name for node in found if node is not None for name in t.names(node)}


def _table(table: Table, type_: str) -> Iterator[str]:
    policy = {"hitPolicy": HIT_POLICIES[table.hit], "aggregation": (table.collect or "").upper()}
    yield f"    <decisionTable{_attributes({'id': table.id, **policy, 'outputLabel': table.output_label})}>"
    for column in table.columns:
        yield f"      <input{_attributes({'id': column.id, 'label': column.label})}>"
        yield f"        <inputExpression><text>{_text(column.rule)}</text></inputExpression>"
        if column.values:
            yield f"        <inputValues><text>{_text(column.values)}</text></inputValues>"
        yield "      </input>"
    yield f"      <output{_attributes({'id': table.output_id, 'typeRef': type_})}>"
    if table.values:
        yield f"        <outputValues><text>{_text(', '.join(table.values))}</text></outputValues>"
    if table.otherwise:
        yield f"        <defaultOutputEntry><text>{_text(table.otherwise)}</text></defaultOutputEntry>"
    yield "      </output>"
    yield from (f"      <annotation{_attributes({'name': label})}/>" for label in table.note_labels)
    for row in table.rows:
        yield f"      <rule{_attributes({'id': row.id})}>"
        yield from (f"        <inputEntry><text>{_text(cell)}</text></inputEntry>" for cell in row.cells)
        yield f"        <outputEntry><text>{_text(row.gives)}</text></outputEntry>"
        yield from (f"        <annotationEntry><text>{_text(note)}</text></annotationEntry>" for note in row.notes)
        yield "      </rule>"
    yield "    </decisionTable>"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{_attribute(value)}"' for name, value in values.items() if value or name == "name")


def _attribute(value: str) -> str:
    # a line break in an attribute would be read as a space
    return _text(value).replace("\n", "&#10;").replace("\t", "&#9;")


def _text(value: str) -> str:
    if (found := _UNWRITABLE.search(value)) is not None:
        raise DmnError([Problem(1, f"text '{value[:40]!r}'", f"XML cannot hold the sign U+{ord(found[0]):04X}.")])
    return escape(value, quote=True).replace("\r", "&#13;")
