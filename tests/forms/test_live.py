"""What a page carries of its rules: the browser settles as the server does, and learns nothing that is none of its business."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import (
    Check,
    Choice,
    Computed,
    Date,
    DecimalNumber,
    Form,
    ManyOf,
    Money,
    Option,
    Page,
    Percentage,
    Phone,
    Scale,
    Text,
    TimeSpan,
    WholeNumber,
    YesNo,
    t,
)
from core.definitions import Field
from core.rules import names, parse
from core.rules.javascript import value_as_json
from forms import plugin
from forms.fill import fill
from forms.kinds.numbers import plain
from forms.kinds.registry import kind_of
from forms.kinds.wrong import Wrong
from forms.live import Live, live
from forms.plan import Plan
from forms.readers import reader
from tests.rules.node import FORMS, Node, as_told

assert plugin  # brings the kinds
Raw = Mapping[str, Sequence[str]]
DAY = date(2026, 3, 14)
AB = [Option("a", t(de="A")), Option("b", t(de="B"))]
few = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@cache
def browser() -> Node:
    return Node(FORMS / "answers.js", FORMS / "settle.js")


def called(name: str, *each: list[Any]) -> list[Any]:
    return browser().ask({"call": name, "each": each})


def settled(found: Live, raw: Raw) -> dict[str, Any]:
    """What the browser makes of the answers on the page."""
    assert found.sheet is not None
    sheet = json.loads(json.dumps(found.sheet))
    answers = called("readAnswer", *([kind, raw.get(id_, [])] for id_, kind in sheet["live"].items()))
    typed = dict(zip(sheet["live"], answers, strict=True))
    (outcome,) = browser().ask({"call": "settle", "each": [[sheet, typed]], "sheet": True})
    return dict(outcome)


def carried(plan: Plan, page: int, raw: Raw, others: Raw, known: Mapping[str, Any], *, sees: bool = True) -> Live:
    filled = fill(plan, plan.form.pages[page].id, raw, known, "de", others=others, on=DAY)
    return live(plan, plan.form.pages[page], filled, known, DAY, "de", sees=sees)


# forms that hypothesis draws: fields of all kinds that the browser reads, two that it does not, rules over each other and facts

KINDS: dict[str, Callable[..., Field]] = {
    "yes": lambda **more: YesNo("yes", t(de="?"), **more),
    "way": lambda **more: Choice("way", t(de="?"), options=AB, **more),
    "ways": lambda **more: ManyOf("ways", t(de="?"), options=AB, **more),
    "level": lambda **more: Scale("level", t(de="?"), codes="german_level", fact="german_level", **more),
    "born": lambda **more: Date("born", t(de="?"), fact="date_of_birth", **more),
    "number": lambda **more: WholeNumber("number", t(de="?"), minimum=-5, maximum=50, **more),
    "share": lambda **more: DecimalNumber("share", t(de="?"), places=3, **more),
    "word": lambda **more: Text("word", t(de="?"), max_length=10, **more),
    "ill": lambda **more: YesNo("ill", t(de="?"), not_stated=True, fact="disability", privacy="sensitive", **more),
    "call": lambda **more: Phone("call", t(de="?"), **more),
    "sum": lambda **more: Computed("sum", t(de="?"), rule="number * 2 + share / 3", gives="number", **more),
    "due": lambda **more: Computed("due", t(de="?"), rule='born + duration("P18Y")', gives="date", **more),
}
RULES = (
    *(
        "yes = true",
        "not(yes)",
        'way = "a"',
        'way != "a"',
        'contains(ways, "b")',
        "count(ways) = 0",
        'level >= "a2"',
        "age >= 18",
    ),
    *(
        "number > 3",
        "number / share > 2",
        'word != ""',
        'starts with(word, "A")',
        'ill = "yes"',
        'contains(call, "1")',
        "sum > 20",
    ),
    *(
        "is known(due)",
        "due < entry_date",
        "is known(word) or number in [1..5)",
        "seeking_work",
        'sex = "female" and yes',
        "is known(ill)",
    ),
    *(
        'minority = "yes"',
        'residence_category = "duldung"',
        'if yes then number > 3 else way = "b"',
        "string length(word) > 3",
    ),
)
PAGES = (("yes", "way", "number", "sum", "word"), ("ways", "level", "ill", "call"), ("born", "share", "due"))
TEXTS = {
    "yes": ["", "yes", "no"],
    "ill": ["", "yes", "no"],
    "way": ["", "a", "b"],
    "level": ["", "none", "a1", "a2", "b2"],
    "born": ["", "29.2.2008", "14.3.2008", "15.03.2008", "1.1.1990", "31.2.2000", "2009-1-5"],
    "number": ["", "4", "-2", "999", "x", "٣"],
    "share": ["", "2,5", "0", "-0,125", "1.000", "1e5"],
    "word": ["", "Anna", " Ada ", "A", "viel zu lang für das"],
    "call": ["", "0151 1", "02305 2"],
}


# what a rule reads that another field answers, or that follows from it
BEHIND = {"german_level": ("level",), "age": ("born",), "sum": ("sum", "number", "share"), "due": ("due", "born")}
READS = {rule: {id_ for name in names(parse(rule)) for id_ in BEHIND.get(name, (name,))} for rule in RULES}


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """No rule runs in a circle: each speaks of fields that come before in some order."""
    order = draw(st.permutations(list(KINDS)))

    def rule(*ids: str) -> str | None:
        first = min(order.index(one) for id_ in ids for one in (id_, *BEHIND.get(id_, ())))
        return draw(st.sampled_from([None, *(rule for rule, reads in READS.items() if not reads & set(order[first:]))]))

    def field(id_: str) -> Field:
        return KINDS[id_](shown_if=rule(id_), required_if=None if id_ in ("sum", "due") else rule(id_))

    pages = [
        Page(f"p{place}", t(de="?"), fields=[field(id_) for id_ in ids], shown_if=rule(*ids)) for place, ids in enumerate(PAGES)
    ]
    checks = [Check(f"c{place}", draw(st.sampled_from(RULES)), t(de="!"), field=ids[0]) for place, ids in enumerate(PAGES)]
    return Form("drawn", t(de="?"), pages=pages, checks=checks)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, list[str]]:
    found = {id_: [draw(st.sampled_from(texts))] for id_, texts in TEXTS.items()}
    return found | {"ways": draw(st.sampled_from([[], ["-"], ["a"], ["a", "b"]]))}


KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "german_level": st.sampled_from(["a1", "b1"]),
        "date_of_birth": st.sampled_from([date(2008, 2, 29), date(1980, 1, 1)]),
        "disability": st.sampled_from(["yes", "no"]),
        "minority": st.sampled_from(["yes", "no"]),
        "seeking_work": st.booleans(),
        "sex": st.sampled_from(["female", "male"]),
        "residence_title": st.sampled_from(["d60a", "eu"]),
        "entry_date": st.sampled_from([date(2025, 1, 1)]),
    },
)


@settings(few, max_examples=300)
@given(forms(), st.integers(0, 2), answers(), answers(), KNOWN, st.booleans())
def test_browser_and_server_agree(form, page, before, after, known, sees):
    """A page is loaded with some answers, then others are typed: what the browser shows is what the server would show."""
    plan = Plan(form)

    def own(raw: Raw, inside: bool) -> dict[str, Sequence[str]]:
        return {id_: texts for id_, texts in raw.items() if (id_ in PAGES[page]) is inside}

    loaded = fill(plan, f"p{page}", own(before, True), known, "de", others=own(before, False), on=DAY)
    found = live(plan, form.pages[page], loaded, known, DAY, "de", sees=sees)
    if found.sheet is None:
        return
    server = fill(plan, f"p{page}", own(after, True), known, "de", others=own(before, False), on=DAY)
    outcome = settled(found, own(after, True))
    mine = found.shown
    assert set(outcome["hidden"]) & mine == server.hidden & mine
    counted = {id_ for id_ in found.sheet["must"] if id_ in found.sheet["shown"] or id_ not in server.hidden}
    assert set(outcome["must"]) & counted == server.must & counted
    told = {id_: as_told(Decimal(value) if id_ == "sum" else value) for id_, value in server.answers.items()}
    for id_, _rule, _gives in found.sheet["computed"]:
        assert outcome["computed"].get(id_) == told.get(id_), id_
    checks = {id_ for _rule, field, id_ in found.sheet["checks"] if field in found.sheet["shown"] or field not in server.hidden}
    assert set(outcome["failed"]) & checks == {check.id for check in server.failed} & checks
    # what stays with the server moves the pages only when it has answered
    if loaded.hidden - found.sheet["shown"].keys() == server.hidden - found.sheet["shown"].keys():
        asked = [one for one in form.pages if any(field.id not in server.hidden for field in one.fields)]
        assert outcome["count"] == len(asked)


@few
@given(forms(), st.integers(0, 2), answers(), KNOWN, st.booleans())
def test_nothing_is_told_that_is_none_of_the_actors_business(form, page, raw, known, sees):
    plan = Plan(form)
    found = carried(plan, page, {}, raw, known, sees=sees)
    sheet = found.sheet or {"known": {}, "given": {}}
    assert "minority" not in sheet["known"]
    if not sees:
        assert not sheet["known"].keys() & {"seeking_work", "sex", "residence_title"}
    filled = fill(plan, f"p{page}", {}, known, "de", others=raw, on=DAY)
    if "ill" in filled.hidden:
        assert "disability" not in sheet["known"]
        assert "ill" not in sheet["given"]


TYPED = {
    "text": Text("f", t(de="?"), max_length=6),
    "whole": WholeNumber("f", t(de="?"), minimum=-3, maximum=100_000),
    "wide": WholeNumber("f", t(de="?")),
    "decimal": DecimalNumber("f", t(de="?"), places=2, minimum=Decimal("-1.5"), maximum=Decimal("2000.25")),
    "fine": DecimalNumber("f", t(de="?"), places=6),
    "share": Percentage("f", t(de="?"), places=1),
    "money": Money("f", t(de="?"), maximum=100_000),
    "debts": Money("f", t(de="?"), minimum=None),
    "span": TimeSpan("f", t(de="?")),
    "date": Date("f", t(de="?")),
    "past": Date("f", t(de="?"), earliest=date(2000, 1, 1), latest=date(2026, 3, 14)),
    "yes": YesNo("f", t(de="?")),
}
SIGNS = st.sampled_from(
    [*"0123456789.,-+−:' €%hm\u00a0\u2009\u202f٣۴５", "min", "std", "Euro", "EUR", "0", "000", "2024-", "29.2."]
)
WORDS = st.lists(SIGNS, max_size=9).map("".join) | st.text(max_size=12)
DATES = st.builds("{}.{}.{}".format, st.integers(0, 32), st.integers(0, 13), st.integers(1890, 2201))


@settings(few, max_examples=400)
@given(
    st.lists(WORDS | DATES | st.decimals(-3000, 3000, places=2).map(lambda x: str(x).replace(".", ",")), min_size=20, max_size=40)
)
def test_what_is_typed_is_read_as_the_server_reads_it(texts):
    for name, field in TYPED.items():
        kind, read = reader(field, DAY), kind_of(field).reader(field, "f")
        found = called("readAnswer", *([kind, [text]] for text in texts))
        for text, answer in zip(texts, found, strict=True):
            assert answer == json.loads(json.dumps(_read(read, text))), (name, text)


def _read(read: Any, text: str) -> Any:
    try:
        value = read({"f": [text]})
    except Wrong:
        return None
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return {"$n": plain(value)} if number else value_as_json(value)


def test_samples_and_wrong_ones_of_each_kind_are_read_alike():
    for field in (*TYPED.values(), *(KINDS[id_]() for id_ in ("way", "level"))):
        for raw in kind_of(field).wrongs(field):
            texts = raw[field.id]
            if "\ud800" not in texts[0] and field.kind not in ("choice", "scale"):
                assert called("readAnswer", [reader(field, DAY), texts]) == [None], (field.kind, texts)
        value = kind_of(field).example(field, Random(7))
        assert called("readAnswer", [reader(field, DAY), kind_of(field).raw(field, value)[field.id]]) != [None]


def test_text_of_a_definition_ends_no_script(worker: FlaskClient, person: str) -> None:
    html = worker.get("/ask/text/kinds").text
    script = html.split('<script type="application/json"')[1].split("</script>")[0]
    sheet = json.loads(script.partition(">")[2])
    assert sheet["shown"] == {"why": [0]}
    assert "<" not in script.partition(">")[2]


def test_a_page_without_rules_carries_none(worker: FlaskClient) -> None:
    assert "data-rules" not in worker.get("/ask/text/short").text


def test_a_question_that_is_not_asked_is_disabled_and_hidden(worker: FlaskClient) -> None:
    html = worker.get("/ask/text/long").text
    assert '<fieldset class="fk-if" role="none" data-if="employer" hidden disabled>' in html
    assert "hx-post" not in html


def test_what_only_the_server_reads_is_asked_there() -> None:
    pages = [Page("a", t(de="?"), fields=[Phone("call", t(de="?")), Text("why", t(de="?"), shown_if='call != ""')])]
    plan = Plan(Form("remote", t(de="?"), pages=pages))
    found = carried(plan, 0, {}, {}, {})
    assert found == Live(None, frozenset(), frozenset({"call"}))
