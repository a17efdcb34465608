"""A form of 60 questions, 14 of them asked only after a "yes": validate what was sent, and build the page with its errors.

Run it by `python -m tests.bench.bench_forms`. Half of the submissions carry four wrong answers. The limit is written by hand for this
one form: closures that check, and a Jinja template generated from the same list, with plain labels and without anything for
readers by ear. The peer is a static WTForms class with the same checks and its own widgets.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import jinja2
import wtforms as w
from werkzeug.datastructures import MultiDict
from wtforms import validators as v

from core.definitions import Choice, Date, Email, Field, Form, LongText, Option, Text, WholeNumber, YesNo, t
from forms import plugin
from forms.fill import fill
from forms.plan import Plan
from forms.render import render_page
from tests.bench.rounds import rounds, table

assert plugin  # brings the kinds
WORDS = ("Anmeldung", "Beratung & Hilfe", "Kurs", "Praktikum", "Gespräch")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
CODES = [f"code_{number}" for number in range(12)]


def _questions() -> list[dict[str, Any]]:
    plain = ["text"] * 18 + ["email"] * 3 + ["date"] * 6 + ["number"] * 7 + ["choice"] * 7 + ["yes"] * 3 + ["long"] * 2
    under = ["text", "number", "date", "choice"] * 4
    found = [{"id": f"q{n}", "kind": kind, "required": n % 2 == 0 or kind == "yes", "when": None} for n, kind in enumerate(plain)]
    asks = [question["id"] for question in found if question["kind"] == "yes"]
    found += [{"id": f"c{n}", "kind": kind, "required": True, "when": asks[n % 3]} for n, kind in enumerate(under[:14])]
    return found


QUESTIONS = _questions()
ASKED = {question["id"]: question for question in QUESTIONS}


def submission(seed: int, wrong: int) -> dict[str, str]:
    """What a browser sends; `wrong` answers of it cannot be taken."""
    rng = random.Random(seed)
    make: dict[str, Callable[[], str]] = {
        "text": lambda: f"{rng.choice(WORDS)} {rng.randrange(9999)}",
        "email": lambda: f"person{rng.randrange(999)}@example.org",
        "date": lambda: f"{rng.randrange(1, 29)}.{rng.randrange(1, 13)}.20{rng.randrange(10, 26)}",
        "number": lambda: str(rng.randrange(50)),
        "choice": lambda: rng.choice(CODES),
        "yes": lambda: rng.choice(("yes", "no")),
        "long": lambda: "Ein längerer Text. " * 6,
    }
    sent: dict[str, str] = {}
    for question in QUESTIONS:
        if question["when"] is None or sent[question["when"]] == "yes":
            sent[question["id"]] = make[question["kind"]]()
    judged = [id_ for id_ in sent if ASKED[id_]["kind"] in ("date", "number", "choice")]
    return sent | dict.fromkeys(rng.sample(judged, wrong), "not valid")


SENT = [submission(number, 4 if number % 2 else 0) for number in range(128)]
LISTS = [{name: [value] for name, value in sent.items()} for sent in SENT]


# ours


def our_form() -> Form:
    def field(question: dict[str, Any]) -> Field:
        label, rule = t(de=f"Frage {question['id']}"), f"{question['when']} = true" if question["when"] else None
        common: dict[str, Any] = {"shown_if": rule, "required_if": rule} if rule else {"required": question["required"]}
        make: dict[str, Callable[[], Field]] = {
            "text": lambda: Text(question["id"], label, max_length=80, **common),
            "email": lambda: Email(question["id"], label, **common),
            "date": lambda: Date(question["id"], label, **common),
            "number": lambda: WholeNumber(question["id"], label, minimum=0, maximum=1000, **common),
            "choice": lambda: Choice(question["id"], label, options=[Option(code, t(de=code)) for code in CODES], **common),
            "yes": lambda: YesNo(question["id"], label, **common),
            "long": lambda: LongText(question["id"], label, max_length=2000, **common),
        }
        return make[question["kind"]]()

    return Form("bench", t(de="Messung"), fields=[field(question) for question in QUESTIONS])


def ours() -> tuple[Callable[[int], bool], Callable[[int], bool]]:
    plan = Plan(our_form())

    def validate(number: int) -> bool:
        return fill(plan, "main", LISTS[number], {}, "de").ok

    def page(number: int) -> bool:
        filled = fill(plan, "main", LISTS[number], {}, "de")
        render_page(plan, "main", LISTS[number], filled.errors, "de", hidden=filled.hidden, must=filled.must)
        return filled.ok

    return validate, page


# the limit


def _closure(question: dict[str, Any]) -> Callable[[str], str | None]:
    def day(text: str) -> str | None:
        try:
            number, month, year = text.split(".")
            date(int(year), int(month), int(number))
        except ValueError:
            return "Not a date"
        return None

    def number(text: str) -> str | None:
        return None if text.isdigit() and int(text) <= 1000 else "Not a number"

    codes, answers = frozenset(CODES), frozenset(("yes", "no"))
    checks: dict[str, Callable[[str], str | None]] = {
        "text": lambda text: None if len(text) <= 80 else "Too long",
        "long": lambda text: None if len(text) <= 2000 else "Too long",
        "email": lambda text: None if MAIL.fullmatch(text) else "Not an address",
        "date": day,
        "number": number,
        "choice": lambda text: None if text in codes else "Not offered",
        "yes": lambda text: None if text in answers else "Not offered",
    }
    return checks[question["kind"]]


def limit() -> tuple[Callable[[int], bool], Callable[[int], bool]]:
    plan = [(question["id"], _closure(question), question["required"], question["when"]) for question in QUESTIONS]
    template = jinja2.Environment(autoescape=True).from_string("".join(_source(question) for question in QUESTIONS))

    def errors_of(sent: dict[str, str]) -> dict[str, str]:
        errors: dict[str, str] = {}
        for id_, check, required, when in plan:
            if when and sent.get(when) != "yes":
                continue
            text = sent.get(id_)
            if not text:
                if required:
                    errors[id_] = "Required"
            elif error := check(text):
                errors[id_] = error
        return errors

    def validate(number: int) -> bool:
        return not errors_of(SENT[number])

    def page(number: int) -> bool:
        errors = errors_of(SENT[number])
        template.render(v=SENT[number], e=errors)
        return not errors

    return validate, page


def _source(question: dict[str, Any]) -> str:
    id_, value = question["id"], f"v.get('{question['id']}', '')"
    codes = CODES if question["kind"] == "choice" else ("yes", "no")
    options = "".join(
        f"<option{{% if {value} == '{code}' %}} selected{{% endif %}} value=\"{code}\">{code}</option>" for code in codes
    )
    control = {
        "long": f'<textarea id="{id_}" name="{id_}">{{{{ {value} }}}}</textarea>',
        "choice": f'<select id="{id_}" name="{id_}">{options}</select>',
        "yes": f'<select id="{id_}" name="{id_}">{options}</select>',
    }.get(question["kind"], f'<input id="{id_}" name="{id_}" value="{{{{ {value} }}}}">')
    error = f"{{% if '{id_}' in e %}}<p class=e>{{{{ e['{id_}'] }}}}</p>{{% endif %}}"
    return f'<div class="f"><label for="{id_}">Frage {id_}</label>{control}{error}</div>'


# the peer


class When:
    """Ends a field's checks, without an error, where it is not asked."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: Any, field: Any) -> None:
        if form[self.other].data != "yes":
            field.errors = []
            raise v.StopValidation()


class Asked(w.SelectField):
    def pre_validate(self, form: Any) -> None:
        if self.data is not None:
            super().pre_validate(form)


def peer() -> tuple[Callable[[int], bool], Callable[[int], bool]]:
    sheet = type("Sheet", (w.Form,), {question["id"]: _unbound(question) for question in QUESTIONS})
    template = jinja2.Environment(autoescape=True).from_string(
        "{% for f in form %}<div class=f>{{ f.label }}{{ f() }}{% for e in f.errors %}<p class=e>{{ e }}</p>{% endfor %}</div>{% endfor %}"
    )

    def validate(number: int) -> bool:
        return bool(sheet(MultiDict(SENT[number])).validate())

    def page(number: int) -> bool:
        form = sheet(MultiDict(SENT[number]))
        good = bool(form.validate())
        template.render(form=form)
        return good

    return validate, page


def _unbound(question: dict[str, Any]) -> Any:
    checks: list[Any] = [When(question["when"])] if question["when"] else []
    checks.append(v.InputRequired() if question["required"] else v.Optional())
    label = f"Frage {question['id']}"
    make: dict[str, Callable[[], Any]] = {
        "text": lambda: w.StringField(label, [*checks, v.Length(max=80)]),
        "long": lambda: w.TextAreaField(label, [*checks, v.Length(max=2000)]),
        "email": lambda: w.EmailField(label, [*checks, v.Regexp(MAIL)]),
        "date": lambda: w.DateField(label, checks, format="%d.%m.%Y"),
        "number": lambda: w.IntegerField(label, [*checks, v.NumberRange(0, 1000)]),
        "choice": lambda: Asked(label, checks, choices=[(code, code) for code in CODES], coerce=lambda code: code),
        "yes": lambda: Asked(label, checks, choices=[("yes", "yes"), ("no", "no")], coerce=lambda code: code),
    }
    return make[question["kind"]]()


def cases() -> dict[str, Callable[[int], bool]]:
    """Each case takes the number of a submission and says whether it is valid; all of them must agree."""
    validate, page = ours()
    bare_validate, bare_page = limit()
    sheet_validate, sheet_page = peer()
    found = {
        "validate, limit: closures": bare_validate,
        "validate, ours": validate,
        "validate, WTForms static class": sheet_validate,
        "page, limit: closures + generated Jinja": bare_page,
        "page, ours": page,
        "page, WTForms static class": sheet_page,
    }
    for name, case in found.items():
        wrong = [number for number in range(128) if case(number) != (number % 2 == 0)]
        assert not wrong, f"{name} judges otherwise: {wrong[:5]}"
    return found


def main(seconds: float = 0.3, repeats: int = 9) -> None:
    found = {name: (lambda call, case=case: case(call & 127)) for name, case in cases().items()}
    for what in ("validate", "page"):
        rows = rounds({name: case for name, case in found.items() if name.startswith(what)}, seconds, repeats)
        print(table(rows, "calls/s/core"))
        print(f"{what}: {rows[1].rate / rows[2].rate:.1f} x the static WTForms class\n")


if __name__ == "__main__":
    main(*(float(word) for word in sys.argv[1:2]))
