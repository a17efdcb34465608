"""Somebody who works through any programme: takes a person in, opens each task, answers what must be answered."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING, Any

from core.clock import today
from core.definitions import Field, Form, Programme, Step
from forms.kinds.registry import kind_of
from tests.journeys.staff import CHECK, Answers, Lost, Staff
from tests.journeys.visitor import HtmlForm

if TYPE_CHECKING:
    from tests.journeys.moved import Hands

TURNS = 8
BEGIN = ("Beginnen", "Hinzufügen")


class Worker(Staff):
    """`wishes` are answers by field id, or by "step.field"; what else must be answered is an example, and days are today."""

    hands: Hands
    wishes: Mapping[str, Any] = {}

    def enters(self, person: str, programme: str, facts: Answers, track: str = "", exception: Answers | None = None) -> str:
        """Give the facts that the page asks for, round by round, until the person can be taken in. The path of the case."""
        self.get(f"{person}/programmes/{programme}" + (f"?track={track}" if track else ""))
        self.tells(facts)
        self.submit(self._door(), exception or {}, press="enter")
        return self._on("/cases/").path

    def tells(self, facts: Answers) -> None:
        """Answer what the verdict on this page asks for, as far as it is known."""
        address = self.page.url
        for _ in range(TURNS):
            asked = {name for form in self.page.forms if "_source" in form.names() for name in form.names()}
            known = {name: value for name, value in facts.items() if name in asked}
            if not known:
                return
            self.gives_facts(known)
            self.get(address)
        raise Lost(f"{address} does not end: {self.page.text[:1500]}")

    def _door(self) -> HtmlForm:
        for form in self.page.forms:
            if ("_do", "enter") in [button[:2] for button in form.buttons]:
                return form
        raise Lost(f"Nobody can enter on {self.page.url}: {self.page.text[:2000]}")

    def enters_block(self, case: str, block: str, facts: Answers, exception: Answers | None = None) -> None:
        """By the block's own page."""
        self.get(f"{case}/blocks/{block}")
        self.tells(facts)
        self.submit(self._door(), exception or {}, press="enter")
        self._on(case)

    def does_step(self, case: str, programme: Programme, step_id: str, **answers: Any) -> None:
        """The open task of this step."""
        open_steps, step = self.open_steps(case, programme), programme.step(step_id)
        if step is None or step_id not in open_steps:
            raise Lost(f"{step_id} is not open on {case} but {sorted(open_steps)}: {self.page.text[:1500]}")
        self.works(open_steps[step_id], step, programme, **answers)

    def open_steps(self, case: str, programme: Programme) -> dict[str, str]:
        """Step id -> address of its open task, for those that this sign-in may do."""
        page, found = self.get(case), {}
        steps = {step.title.text("de"): step.id for step in programme.steps}
        for href, words in page.links:
            start, _, title = words.partition(":")
            if href.startswith("/tasks/") and start.strip() in BEGIN and title.strip() in steps:
                found[steps[title.strip()]] = href
        return found

    def works(self, address: str, step: Step, programme: Programme, **answers: Any) -> None:
        """One task from its form to the receipt."""
        form = programme.form(step.form or "")
        assert form is not None, step.id
        self.get(address)
        own = {name.partition(".")[2]: value for name, value in self.wishes.items() if name.startswith(f"{step.id}.")}
        wishes = {**self.wishes, **own, **answers}
        for _ in range(60):
            here = self.shown()
            if here == CHECK:
                self.hands_in()
                return
            if self._answers(form, here, wishes):
                return
        raise Lost(f"The form {form.id} has no end: {self.page.url}")

    def _answers(self, form: Form, here: str, wishes: Mapping[str, Any]) -> bool:
        """One page; whether the form is handed in by it."""
        fields = {field.id: field for page in form.pages for field in page.fields if page.id == here}
        known = {name.partition(".")[0] for name, value in self.form().values() if value}
        open_fields = [one for one in fields.values() if one.id in wishes or (one.required and one.id not in known)]
        given = self._raw(open_fields, wishes)
        for _ in range(TURNS):
            last = ("_do", "submit") in [button[:2] for button in self.form().buttons]
            shown = {name: value for name, value in given.items() if name in self.form().names()}
            self.submit(self.form(), shown, press="submit" if last else "next")
            if self.page.path.startswith("/receipts/"):
                return True
            if self.page.status not in (200, 422):
                raise Lost(f"{form.id}/{here}: {self.page.status} {self.page.text[:1500]}")
            if self.shown() != here:
                return False
            bad = [fields[name] for name in self._named(fields)]
            if self.page.status == 422 and not bad:
                raise Lost(f"{form.id}/{here}: {self.errors()}")
            given |= self._raw([*bad, *(field for field in fields.values() if field.id in wishes)], wishes)
        raise Lost(f"{form.id}/{here} is not left: {self.errors()} {given}")

    def _named(self, fields: Mapping[str, Field]) -> set[str]:
        """The fields that the list of errors names."""
        found = set()
        for id in self.errors():
            fitting = [name for name in fields if id == name or id.startswith((f"{name}.", f"{name}-"))]
            found |= {max(fitting, key=len)} if fitting else set()
        return found

    def _raw(self, fields: list[Field], wishes: Mapping[str, Any]) -> Answers:
        """What is typed, by the name of the input."""
        controls, made = self.form(), {}
        for field in fields:
            if field.kind in ("organisation", "person"):
                made |= self._chosen(field, wishes.get(field.id, ""))
            elif field.kind == "signature":
                made |= {f"{field.id}.name": "Alex Muster", f"{field.id}.signed": "yes"}
            elif field.id in wishes:
                made[field.id] = wishes[field.id]
            elif field.kind == "date":
                made[field.id] = f"{today(self.hands.moment):%d.%m.%Y}"
            elif field.kind == "yes_no":
                made[field.id] = "yes"
            else:
                raw = kind_of(field).raw(field, kind_of(field).example(field, Random(1)))
                made |= {name: values if len(values) > 1 else values[0] for name, values in raw.items() if values}
        return {name: value for name, value in made.items() if name in controls.names()}

    def _chosen(self, field: Field, words: str) -> Answers:
        """The first of the list whose words contain these."""
        for control in self.form().controls:
            if control.name == field.id:
                pairs = zip(control.options, control.words, strict=True)
                return {field.id: next((value for value, shown in pairs if value and words in shown), "")}
        return {}
