"""What the tests of several programmes ask of them: soundness, who may enter what, and walks through the engine."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from core import Block, Computed, Criterion, Form, Offering, Programme, Track, WholeNumber
from core.definitions import vocabulary
from core.definitions.checks import form_scope
from core.rules import Decider, check_rule, derive
from core.rules.python import compile_rule
from core.testing import copies, faults
from forms.fill import fill
from forms.kinds.builtin import BUILT_IN
from forms.kinds.registry import kind_of, register
from forms.plan import Plan as FormPlan
from workflows.effects import OpenTask, Outcome
from workflows.engine import advance, begin, enter_block, leave_block
from workflows.state import State

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)


def assert_sound(programme: Programme) -> None:
    """No fault, whole after JSON and YAML, everything in German and English, a source at each criterion."""
    assert faults(programme) == []
    for copy in copies(programme):
        assert copy == programme
        assert copy.digest == programme.digest
    lacking = [path for path, text in wordings(programme.as_data()) if not {"de", "en"} <= {k for k in text if text[k].strip()}]
    assert not lacking
    assert not [criterion.id for criterion in criteria(programme) if not criterion.source]
    assert not [
        offering.id for offering in programme.offerings if offering.attendance == "numbers" and not heads(programme, offering)
    ]


def heads(programme: Programme, offering: Offering) -> list[str]:
    """The questions of an offering's form that count who came."""
    form = programme.form(offering.form or "")
    return [field.id for field in form.fields if isinstance(field, WholeNumber)] if form else []


def criteria(programme: Programme) -> Iterator[Criterion]:
    """Those of the programme, its tracks, its blocks and its offerings."""
    parts: list[Programme | Track | Block | Offering] = [programme, *programme.tracks, *programme.blocks, *programme.offerings]
    for part in parts:
        yield from part.eligibility


def wordings(data: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in the plain data of a definition, with its address."""
    if isinstance(data, dict) and "de" in data:
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            yield from wordings(value, f"{path}/{name}")
    elif isinstance(data, list):
        for value in data:
            yield from wordings(value, f"{path}/{value.get('id') if isinstance(value, dict) else value}")


def outcome_of(rules: Any, on: str, **known: Any) -> tuple[str, list[str]]:
    """The outcome of these criteria on a day, with what decided it (not eligible) or is missing (open)."""
    words = vocabulary()
    found = Decider(rules, words.scope, categories=words.categories).decide(known, date.fromisoformat(on))
    return found.outcome, list(found.missing if found.outcome == "open" else found.decided_by if "not" in found.outcome else ())


def refusing(form: Form | None, entered: date = date(2026, 1, 1), **answers: Any) -> list[str]:
    """The checks of the form that these answers fail."""
    assert form is not None
    assert answers.keys() <= {field.id for field in form.fields}
    words = vocabulary()
    facts = {**derive(answers, entered, categories=words.categories), "entry_date": entered}
    scope = form_scope(form, words)
    return [check.id for check in form.checks if compile_rule(check_rule(check.rule, scope), scope)(facts) is False]


def computed(form: Form | None, name: str, **answers: Any) -> Any:
    """What the computed field of the form gives for these answers."""
    assert form is not None
    words = vocabulary()
    scope = form_scope(form, words)
    field = form.field(name)
    assert isinstance(field, Computed)
    return compile_rule(check_rule(field.rule, scope, field.type(words)), scope)(answers)


def alike(form: Form) -> list[str]:
    """Pages on which two questions read the same, and fields of which two options do."""
    found = []
    for language in ("de", "en"):
        lists = [(page.id, [field.label for field in page.fields]) for page in form.pages]
        lists += [(field.id, [option.label for option in getattr(field, "options", ())]) for field in form.fields]
        found += [name for name, labels in lists if len({label.text(language) for label in labels}) < len(labels)]
    return found


def can_be_filled(form: Form) -> bool:
    """Whether made-up answers of each kind, put in as a browser sends them, are taken: all but what names a record."""
    register(BUILT_IN)
    plan, day = FormPlan(form), NOW.date()
    records = {field.id for field in form.fields if field.kind in ("person", "organisation")}
    for seed in range(200):
        raw: dict[str, list[str]] = {}
        rng = random.Random(seed)
        for field in plan.asked:
            value = kind_of(field).example(field, rng)
            raw |= {} if value is None else kind_of(field).raw(field, value)
        filled = fill(plan, None, raw, {"entry_date": date(2000, 1, 1)}, "de", on=day)
        assert not filled.unknown_keys
        if filled.errors.keys() <= records:
            return True
    return False


class Walk:
    """A case on its way: `do` hands in what stands open, `open` names what does."""

    def __init__(self, programme: Programme, track: str = "", **known: Any) -> None:
        self.programme = programme
        self.state: State
        self.state, effects = begin(programme, known, NOW, track)
        self.places = self._places(effects)

    def do(self, step: str, **answers: Any) -> "Walk":
        defined = self.programme.step(step)
        form = self.programme.form((defined.form if defined else None) or "")
        assert form is not None, step
        assert answers.keys() <= {field.id for field in form.fields}, f"{form.id} does not ask that"
        task = next((task for task in reversed(self.state.tasks) if task.step == step and task.status == "open"), None)
        assert task is not None, f"{step} is not open, but {self.open}"
        self.state, effects = advance(self.programme, self.state, Outcome(task.key, answers), NOW)
        self.places |= self._places(effects)
        return self

    def enter(self, block: str) -> "Walk":
        self.state, _ = enter_block(self.programme, self.state, block, NOW)
        return self

    def leave(self, block: str) -> "Walk":
        self.state, _ = leave_block(self.programme, self.state, block, NOW)
        return self

    @property
    def open(self) -> set[str]:
        return {task.step for task in self.state.open()}

    def status(self, step: str) -> str:
        return [task.status for task in self.state.tasks if task.step == step][-1]

    def result(self, step: str) -> Any:
        return [task.outcome for task in self.state.tasks if task.step == step and task.status == "done"][-1]

    @staticmethod
    def _places(effects: Any) -> dict[tuple[str, int], str]:
        return {effect.key: effect.at for effect in effects if isinstance(effect, OpenTask) and effect.at}
