"""Steps: the names they speak of, their order, and how the case ends."""

from __future__ import annotations

from collections.abc import Iterator

from core.definitions.checks.names import before, called_now, known
from core.definitions.checks.scopes import case_scope, rule_faults
from core.definitions.fields import Optioned
from core.definitions.files import Fault
from core.definitions.lineage import successors
from core.definitions.programme import Programme
from core.definitions.references import Organisation
from core.definitions.step import Step
from core.definitions.vocabulary import Vocabulary
from core.rules.message import joined, msg


def step_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    scope = case_scope(programme, vocabulary)
    for step in programme.steps:
        path = f"steps/{step.id}"
        yield from _names(programme, step, path)
        yield from rule_faults(step.when, f"{path}/when", scope)
        yield from rule_faults(step.repeat, f"{path}/repeat", scope)
        yield from _exit(programme, step, path)
        yield from _answers(programme, step, path)
    for reason in programme.exits:
        yield from known(reason.track, [track.id for track in programme.tracks], f"exits/{reason.id}/track", msg("track"))
    yield from _order(programme)


def _names(programme: Programme, step: Step, path: str) -> Iterator[Fault]:
    steps = [other.id for other in programme.steps]
    yield from known(step.role, [role.id for role in programme.roles], f"{path}/role", msg("role"))
    yield from known(step.form, [form.id for form in programme.forms], f"{path}/form", msg("form"))
    yield from known(step.phase, [phase.id for phase in programme.phases], f"{path}/phase", msg("phase"))
    yield from known(step.block, [block.id for block in programme.blocks], f"{path}/block", msg("block"))
    yield from known(step.track, [track.id for track in programme.tracks], f"{path}/track", msg("track"))
    former = successors(programme.steps)
    for name in (*step.after, *step.after_any):
        yield from known(name, steps, f"{path}/after", msg("step"), former)
    if step.due:
        yield from known(step.due.after, ["entry", "opened", *steps], f"{path}/due/after", msg("step"), former)


def _answers(programme: Programme, step: Step, path: str) -> Iterator[Fault]:
    """The fields that a step speaks of: its outcome in its own form, its place in any form of the programme."""
    form = programme.form(step.form or "")
    if step.outcome:
        fields = list(form.fields) if form else []
        yield from known(step.outcome, [field.id for field in fields], f"{path}/outcome", msg("field"), successors(fields))
    if step.at:
        places = [id for id, field in programme.fields.items() if isinstance(field, Organisation)]
        former = successors(programme.fields.values())
        yield from known(step.at, places, f"{path}/at", msg("field that asks for an organisation"), former)
    for name in (*step.after, *step.after_any):
        other = programme.step(name)
        if other and other.track != step.track:
            yield Fault(f"{path}/after", msg("'{name}' belongs to another track, whose cases this step never sees", name=name))


def _exit(programme: Programme, step: Step, path: str) -> Iterator[Fault]:
    if step.exit is None:
        return
    form = programme.form(step.form or "")
    field = form.field(step.exit) if form else None
    if not isinstance(field, Optioned):
        now = called_now(step.exit, successors(form.fields if form else ()).get(step.exit, ()))
        wanted = msg("'{exit}' has to be a choice in the step's form, whose options are ids of exits.", exit=step.exit)
        yield Fault(f"{path}/exit", joined((wanted, now), " "))
        return
    if field.hidden:
        yield Fault(
            f"{path}/exit", msg("'{exit}' is hidden, so no reason could be given and no case be closed; show it", exit=step.exit)
        )
    reasons = [reason.id for reason in programme.exits if reason.track == step.track]
    for option in field.own:
        yield from known(option.id, reasons, f"{path}/exit", msg("exit reason of this track"))


def _ends(programme: Programme, step: Step) -> bool:
    """Whether the case is sure to be closed by it: a reason that need not be given closes it only when it is."""
    form = programme.form(step.form or "")
    field = form.field(step.exit) if form and step.exit else None
    return field is not None and field.required and field.shown_if is None


def _order(programme: Programme) -> Iterator[Fault]:
    """Steps that wait for each other in a circle, and steps that come after the end."""
    after = {step.id: {*step.after, *step.after_any} for step in programme.steps}
    for id in after:
        if id in before(id, after):
            yield Fault(
                f"steps/{id}/after", msg("The step '{id}' waits, by way of others, for itself: it would never open", id=id)
            )
    for step in programme.steps:
        yield from _back(step, before(step.id, after))
    exits = {step.id for step in programme.steps if _ends(programme, step)}
    for id in after:
        if late := exits & before(id, after) - {id}:
            yield Fault(
                f"steps/{id}/after",
                msg("It comes after '{late}', which closes the case: it can never be reached", late=min(late)),
            )


def _back(step: Step, earlier: set[str]) -> Iterator[Fault]:
    if step.back_to is None:
        return
    path = f"steps/{step.id}/back_to"
    if step.back_to not in earlier:
        yield Fault(
            path,
            msg(
                "'{back_to}' is no step that comes before this one; there are: {earlier}",
                back_to=step.back_to,
                earlier=", ".join(sorted(earlier)) or msg("none"),
            ),
        )
    if step.repeat is None:
        yield Fault(path, msg("The way goes back while `repeat` holds; say when that is"))
