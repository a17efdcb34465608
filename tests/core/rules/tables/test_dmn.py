"""DMN files: what is written is read again; what cannot be said here is named and nothing of the file is taken."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest

from core.rules import DATE, NUMBER, TEXT
from core.rules.tables import Column, Row, Table, compile_table
from core.rules.tables.dmn import Decision, DmnError, Fact, Model, read_dmn, write_dmn
from core.rules.tables.dmn_model import SPACES, as_name
from core.rules.types import Code, SetOf

TABLE = Table(
    columns=(
        Column("age", "Alter & mehr", "[0..120]", "in_age"),
        Column("residence_title", 'Titel "neu"', "", "in_title"),
        Column("day", id="in_day"),
    ),
    rows=(
        Row(("< 18", "-", "-"), '"young"', ("§ 1 <alt>", ""), "r1"),
        Row((">= 18", 'not("d60a")', '[date("2024-01-01")..date("2024-12-31")]'), '"old"', ("", "Erlass"), "r2"),
        Row((">= limit", '"d60a", "g55"', "-"), "null", ("", ""), "r3"),
    ),
    gives="text",
    hit="P",
    values=('"young"', '"old"'),
    otherwise='"none"',
    note_labels=("Quelle", "Bemerkung"),
    id="t1",
    output_id="out",
    output_label="Gruppe",
)
MODEL = Model(
    "Prüfung",
    facts=(
        Fact("age", NUMBER, "Alter", "i_age"),
        Fact("residence_title", Code("residence_title", ("d60a", "g55", "eu")), "", "i_title"),
        Fact("benefits", SetOf(Code("benefits", ("sgb2", "sgb3"))), "", "i_benefits"),
        Fact("day", DATE, "", "i_day"),
        Fact("limit", NUMBER, "", "i_limit"),
        Fact("city", TEXT, "", "i_city"),
    ),
    decisions=(
        Decision("group", "text", TABLE, label="Gruppe", description="Wer\nist gemeint?", id="d1"),
        Decision("allowed", "yes_no", rule='"sgb2" in benefits and group = "old"', id="d2"),
        Decision(
            "points",
            "number",
            Table((Column("age", id="a"),), (Row(("> 1",), "5", id="x"),), "number", "C", "sum", id="t2", output_id="o2"),
            id="d3",
        ),
    ),
    id="m1",
    space="urn:test",
)


@pytest.mark.parametrize("version", SPACES)
def test_a_file_that_was_written_is_read_as_the_same(version: str) -> None:
    data = write_dmn(MODEL, version)
    assert read_dmn(data) == MODEL
    assert write_dmn(read_dmn(data), version) == data
    assert SPACES[version].encode() in data


def test_the_requirements_point_to_what_a_decision_reads() -> None:
    text = write_dmn(MODEL).decode()
    allowed = text[text.index('id="d2"') : text.index('id="d3"')]
    assert 'requiredInput href="#i_benefits"' in allowed
    assert 'requiredDecision href="#d1"' in allowed
    assert "i_age" not in allowed


def dmn(body: str, space: str = SPACES["1.3"]) -> bytes:
    return f'<definitions xmlns="{space}" name="m" namespace="urn:x">\n{body}\n</definitions>'.encode()


FACT = '<inputData name="Years of Service" id="i"><variable name="Years of Service" typeRef="number"/></inputData>'


def decided(logic: str, name: str = "d") -> str:
    return f'<decision name="{name}" id="{name}"><variable name="{name}" typeRef="number"/>\n{logic}\n</decision>'


def ruled(cell: str = "&lt;1", gives: str = "1", attributes: str = "", more: str = "") -> str:
    return (
        f"<decisionTable {attributes}><input><inputExpression><text>Years of Service</text></inputExpression></input>"
        f"<output/>{more}<rule><inputEntry><text>{cell}</text></inputEntry>"
        f"<outputEntry><text>{gives}</text></outputEntry></rule></decisionTable>"
    )


def test_names_with_spaces_become_names_of_rules() -> None:
    logic = "<literalExpression><text>Years\n of Service + 1</text></literalExpression>"
    model = read_dmn(dmn(FACT + decided(ruled("&gt; Years of Service", "Years of Service * 2")) + decided(logic, "Mehr Tage")))
    assert model.facts[0] == Fact("years_of_service", NUMBER, "Years of Service", "i")
    table = model.decisions[0].table
    assert table is not None
    assert (table.columns[0].rule, table.rows[0]) == ("years_of_service", Row(("> years_of_service",), "years_of_service * 2"))
    assert (model.decisions[1].name, model.decisions[1].rule) == ("mehr_tage", "years_of_service + 1")
    assert compile_table(table, model.scope)


def test_thousands_of_names_are_read_in_no_time() -> None:
    facts = "".join(f'<inputData name="Fact {n}"><variable name="Fact {n}" typeRef="number"/></inputData>' for n in range(3_000))
    rules = "".join(
        decided(f"<literalExpression><text>Fact {n} + Fact 1</text></literalExpression>", f"d{n}") for n in range(3_000)
    )
    begun = perf_counter()
    model = read_dmn(dmn(facts + rules))
    assert model.decisions[2_999].rule == "fact_2999 + fact_1"
    assert perf_counter() - begun < 30


def test_a_text_keeps_its_words() -> None:
    model = read_dmn(dmn(FACT + decided(ruled('"Years of Service"'))))
    table = model.decisions[0].table
    assert table is not None
    assert table.rows[0].cells == ('"Years of Service"',)


def test_names() -> None:
    assert [as_name(name) for name in ("Age", "Years of Service", "Größe in m²", "1 A", "§")] == [
        "Age", "years_of_service", "groesse_in_m", "n_1_a", "n",
    ]  # fmt: skip


def test_what_means_nothing_to_a_rule_is_left_out_and_named() -> None:
    body = FACT + decided(ruled()) + '<textAnnotation id="a"><text>x</text></textAnnotation><di:DMNDI xmlns:di="urn:di"/>'
    assert read_dmn(dmn(body)).left_out == ("textAnnotation", "DMNDI")


REFUSED: dict[str, tuple[bytes, str]] = {
    "a function": (
        dmn(FACT + decided(ruled()) + '<businessKnowledgeModel name="f"/>'),
        "businessKnowledgeModel 'f': This",
    ),
    "an import": (dmn('<import name="other"/>' + FACT + decided(ruled())), "import 'other': This has no"),
    "a context": (
        dmn(decided("<context/>")),
        "decision 'd': A decision is a <decisionTable> or a <literalExpression>",
    ),
    "no logic": (dmn(decided("")), "this one holds nothing"),
    "no decision": (dmn(FACT), "There is no decision"),
    "two names": (dmn(FACT + decided(ruled(), "years of service")), "'years_of_service' is what rules call it"),
    "two outputs": (dmn(FACT + decided(ruled(more="<output/>"))), "this one has 2 outputs"),
    "rule order": (dmn(FACT + decided(ruled(attributes='hitPolicy="RULE ORDER"'))), "The hit policy RULE ORDER gives a list"),
    "collect": (dmn(FACT + decided(ruled(attributes='hitPolicy="COLLECT"'))), "The hit policy COLLECT gives a list"),
    "a type": (dmn(FACT.replace('"number"', '"dateTime"') + decided(ruled())), "The type 'dateTime' has no counterpart"),
    "components": (
        dmn('<itemDefinition name="t"><itemComponent name="a"/></itemDefinition>' + FACT + decided(ruled())),
        "itemDefinition 't': A type with components",
    ),
    "another language": (
        dmn(FACT + decided(ruled().replace("<inputEntry>", '<inputEntry expressionLanguage="groovy">'))),
        "written in 'groovy'; FEEL is read",
    ),
    "a cell": (dmn(FACT + decided(ruled("? &gt; 1"))), "inputEntry: '? > 1': The sign '?'"),
    "an output": (dmn(FACT + decided(ruled(gives="for x in y return x"))), "outputEntry: 'for x in y return x'"),
    "entries": (dmn(FACT + decided(ruled(more="").replace("<output/>", "<input/><output/>"))), "1 input entries for 2 inputs"),
    "another version": (
        dmn(FACT, "http://www.omg.org/spec/DMN/20180521/MODEL/"),
        "<definitions> of DMN 1.3, 1.4, 1.5",
    ),
    "no DMN": (b"<html/>", "begins with <definitions>"),
    "no XML": (b"a,b", "This is not XML"),
    "nothing": (b"", "This is not XML"),
    "a strange encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', "file"),
    "an entity": (b'<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>', "A document type or entity"),
    "a file of the machine": (b'<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>', "A document type or entity"),
    "a bomb in UTF-16": (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY a "x">]><d/>'.encode("utf-16"),
        "A document",
    ),
    "depth": (b"<a>" * 60 + b"</a>" * 60, "more than 40 levels"),
    "number": (b"<a>" + b"<b/>" * 60_000 + b"</a>", "more than 50,000 elements"),
    "size": (b" " * 2_000_001, "larger than 2 MB"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_said_is_named_and_nothing_is_taken(what: str) -> None:
    data, said = REFUSED[what]
    with pytest.raises(DmnError) as refused:
        read_dmn(data)
    assert said in str(refused.value)


def test_what_stands_beside_in_a_table_is_named() -> None:
    noted = ruled().replace("<rule>", "<rule><description>why</description>")
    assert read_dmn(dmn(FACT + decided(noted))).left_out == ("description of rule",)
    with pytest.raises(DmnError, match="Line 3, strange: In <rule> this has no counterpart here"):
        read_dmn(dmn(FACT + decided(ruled().replace("<rule>", "<rule><strange/>"))))
    with pytest.raises(DmnError, match="The input has no <inputExpression> that says what it looks at"):
        read_dmn(dmn(FACT + decided(ruled().replace("<text>Years of Service</text>", ""))))


def test_all_problems_are_told_at_once_with_their_lines() -> None:
    body = FACT + "\n" + decided("<context/>", "one") + "\n" + decided(ruled("? = 1"), "two")
    with pytest.raises(DmnError) as refused:
        read_dmn(dmn(body))
    assert [(problem.line, problem.element) for problem in refused.value.problems] == [(3, "decision 'one'"), (7, "inputEntry")]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ufffe"])
def test_a_sign_that_xml_cannot_hold_is_refused_when_written(sign: str) -> None:
    with pytest.raises(DmnError, match="XML cannot hold"):
        write_dmn(Model(f"a{sign}", decisions=MODEL.decisions))


def test_line_breaks_and_tabs_survive() -> None:
    table = Table((Column("age", "two\nlines\tand tab", id="c"),), (Row(("-",), "1", ("a\r\nb",), "r"),), "number", id="t")
    model = Model("m", (Fact("age", NUMBER, id="i"),), (Decision("d", "number", table, id="d"),), "m", "urn:x")
    assert read_dmn(write_dmn(model)).decisions[0].table == table


def test_an_unknown_version_is_not_written() -> None:
    with pytest.raises(DmnError, match=r"DMN 2\.0 is not written"):
        write_dmn(MODEL, "2.0")


def change(data: bytes, edit: Callable[[str], str]) -> bytes:
    return edit(data.decode()).encode()


def test_prefixes_mean_the_same_as_none() -> None:
    plain = write_dmn(MODEL)
    prefixed = change(plain, lambda text: text.replace("</", "</s:").replace("<", "<s:").replace("<s:/s:", "</s:"))
    prefixed = change(prefixed, lambda text: text.replace("<s:?xml", "<?xml").replace("xmlns=", "xmlns:s="))
    assert read_dmn(prefixed) == MODEL
