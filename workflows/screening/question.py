"""One question of a talk as a form of one field: shown as a programme asks it, read, and shown with what was said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from core import catalogue
from core.definitions import Field, Form, vocabulary
from core.web.i18n import language, wording_text
from forms.fill import fill
from forms.kinds.registry import kind_of
from forms.kinds.wrong import told
from forms.plan import Plan, bound_facts
from forms.render import render_page
from workflows.asking import PAGE, question

Raw = Mapping[str, Sequence[str]]


class Unanswered(Exception):
    """What is wrong with the answer; `errors` by field, `raw` as it came."""

    def __init__(self, raw: Raw, errors: Mapping[str, list[str]]) -> None:
        super().__init__("The answer cannot be taken.")
        self.raw, self.errors = raw, errors


def read(fact: str, raw: Raw, known: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Fact → value. Raises Unanswered."""
    plan = _plan(fact)
    filled = fill(plan, PAGE, raw, known, language(), on=on)
    asked = plan.asked[0]
    given = {} if filled.errors else bound_facts(asked, filled.answers.get(fact))
    if not given:
        raise Unanswered(raw, filled.errors or {fact: [told(kind_of(asked).missing(asked), language())]})
    return given


def shown(fact: str, known: Mapping[str, Any], wrong: Unanswered | None = None) -> Any:
    """The question as HTML, filled in with what is known or with what was sent."""
    plan = _plan(fact)
    if wrong is not None:
        return render_page(plan, PAGE, wrong.raw, wrong.errors, language())
    raw = kind_of(plan.asked[0]).raw(plan.asked[0], known[fact]) if fact in known else {}
    return render_page(plan, PAGE, raw, {}, language())


def label(fact: str) -> str:
    return wording_text(_plan(fact).asked[0].label)


def _plan(fact: str) -> Plan:
    """Built for the moment: which programmes are on offer may change between two requests."""
    return Plan(Form("talk", vocabulary().fact(fact).title, fields=[_field(fact)]))


def _field(fact: str) -> Field:
    """As the first programme that asks for it does, else as its type is asked."""
    asking = [each for each in catalogue.offered() if any(f.fact == fact and not f.read_only for f in each.fields.values())]
    return question(asking[0] if asking else catalogue.offered()[0], fact).model_copy(update={"required": True})
