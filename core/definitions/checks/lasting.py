"""What was renamed or hidden: former ids that lead one way only, and nothing that waits for an answer nobody can give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from core.definitions.fields import Group, Optioned
from core.definitions.files import Fault
from core.definitions.form import Form
from core.definitions.lineage import Lasting, successors
from core.definitions.programme import Programme
from core.definitions.vocabulary import Vocabulary
from core.rules import RuleError, names, parse
from core.rules.message import msg


def lasting_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    yield from _former(programme.steps, "steps", split=False)
    yield from _former(programme.letters, "letters", split=False)
    yield from _former(programme.lists, "lists", split=False)
    for codes in programme.lists:
        yield from _former(codes.entries, f"lists/{codes.id}/entries", split=True)
    for form in programme.forms:
        path = f"forms/{form.id}/fields"
        yield from _former(form.fields, path, split=False)
        for field in form.fields:
            if isinstance(field, Optioned):
                yield from _former(field.options, f"{path}/{field.id}/options", split=True)
            if isinstance(field, Group):
                yield from _former(field.fields, f"{path}/{field.id}/fields", split=False)
        if form.fields and all(field.hidden for field in form.fields):
            yield Fault(f"forms/{form.id}", msg("All of its questions are hidden: nobody could fill it in; show one"))
    yield from _waiting(programme, vocabulary)


def _former(things: Iterable[Lasting], path: str, *, split: bool) -> Iterator[Fault]:
    known = {each.id: each for each in things}
    for each in known.values():
        for old in each.was:
            if old in known:
                yield Fault(
                    f"{path}/{each.id}/was", msg("'{old}' is in use; an id that is given anew is nobody's former one", old=old)
                )
    for old, heirs in successors(known.values()).items():
        if len(heirs) > 1 and not split:
            said = ", ".join(heirs)
            yield Fault(
                f"{path}/{heirs[1]}/was",
                msg("'{old}' was called so by {said}: one of them takes over what was stored", old=old, said=said),
            )


def _waiting(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Rules that hang on a question which is hidden, wherever it is asked."""
    asked = {field.id for form in programme.forms for field in form.fields if not field.hidden}
    for form in programme.forms:
        gone = {field.id for field in form.fields if field.hidden} - vocabulary.scope.keys()
        yield from _rules(form, gone)
    gone = {field.id for form in programme.forms for field in form.fields} - asked - vocabulary.scope.keys()
    for step in programme.steps:
        yield from _hidden(step.when, gone, f"steps/{step.id}/when")
        yield from _hidden(step.repeat, gone, f"steps/{step.id}/repeat")
        if step.at in gone:
            yield Fault(f"steps/{step.id}/at", msg("'{at}' is hidden, so nobody says where the task stands; show it", at=step.at))
    yield from _uncounted(programme)


def _uncounted(programme: Programme) -> Iterator[Fault]:
    for counter in programme.counters:
        form = programme.form(counter.form)
        off = {field.id for field in form.fields if field.hidden} if form else set()
        for name in sorted({counter.field, counter.on} & off):
            yield Fault(f"counters/{counter.id}", msg("'{name}' is hidden, so nothing would be counted; show it", name=name))


def _rules(form: Form, gone: Set[str]) -> Iterator[Fault]:
    for page in form.pages:
        yield from _hidden(page.shown_if, gone, f"forms/{form.id}/pages/{page.id}/shown_if")
    for field in form.fields:
        if not field.hidden:
            yield from _hidden(field.shown_if, gone, f"forms/{form.id}/fields/{field.id}/shown_if")
            yield from _hidden(field.required_if, gone, f"forms/{form.id}/fields/{field.id}/required_if")


def _hidden(rule: str | None, gone: Set[str], path: str) -> Iterator[Fault]:
    try:
        found = sorted(names(parse(rule)) & gone) if rule and gone else []
    except RuleError:
        return  # named by the check of the rule
    for name in found:
        yield Fault(
            path,
            msg(
                "'{name}' is hidden and not asked: this would wait for its answer for ever; show it, or change the rule",
                name=name,
            ),
        )
