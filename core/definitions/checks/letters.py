"""Letters: placeholders that are there and may be told, the same ones in every language, and steps that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from core.definitions.checks.names import called_now, known
from core.definitions.document import KEPT_INSIDE
from core.definitions.fields import Field, File, Group, Note
from core.definitions.files import Fault
from core.definitions.letter import PLAIN, WORDED, BadBrace, PartLetter, Recipient, Slot, pieces, readable, slots
from core.definitions.lineage import successors
from core.definitions.programme import Programme
from core.definitions.references import PersonChoice, Signature
from core.definitions.vocabulary import Vocabulary
from core.definitions.wording import Wording
from core.rules.message import joined, msg

NO_LINE: tuple[type[Field], ...] = (Group, Note, File, Signature, PersonChoice)
"""Kinds whose answer is no line of text, or is somebody else."""


def letter_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    ids, former = [step.id for step in programme.steps], successors(programme.steps)
    for letter in programme.letters:
        if isinstance(letter, PartLetter):
            said = msg("A shared part in it was not put in its place; it is when a plugin ships the programme")
            yield Fault(f"letters/{letter.id}", said)
        for step in letter.steps:
            yield from known(step, ids, f"letters/{letter.id}/steps", msg("step"), former)
        for name in WORDED:
            yield from _alike(getattr(letter, name), f"letters/{letter.id}/{name}")
    yield from placeholder_faults(programme, vocabulary)


def placeholder_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Of each text by itself: braces that cannot be read, and placeholders that cannot stand there."""
    for letter in programme.letters:
        for name in WORDED:
            wording: Wording = getattr(letter, name)
            for language, text in wording.root.items():
                for wrong in dict.fromkeys(_wrong(programme, vocabulary, text, letter.recipient)):
                    yield Fault(f"letters/{letter.id}/{name}/{language}", wrong)


def _wrong(programme: Programme, vocabulary: Vocabulary, text: str, recipient: Recipient) -> Iterator[str]:
    try:
        found = pieces(text)
    except BadBrace as error:
        yield error.args[0]
        return
    for name in (each.name for each in found if isinstance(each, Slot)):
        if wrong := slot_fault(programme, vocabulary, name) or (_inside(programme, name) if recipient == "unit" else ""):
            yield wrong


def _inside(programme: Programme, name: str) -> str:
    """A letter to another place may reach a company: it says no more than a document for readers outside."""
    table, _dot, rest = name.partition(".")
    form_id, _dot, id = rest.partition(".")
    form = programme.form(form_id) if table == "answers" else None
    field = form.field(id) if form else None
    told = rest if table == "facts" else field.fact if field else None
    if told not in KEPT_INSIDE:
        return ""
    return msg(
        "{slot} is told to nobody outside the authorities: let the letter go to the person, or take it out", slot=braced([name])
    )


def _alike(wording: Wording, path: str) -> Iterator[Fault]:
    """Each language says as much as the German text."""
    found = {language: slots(text) for language, text in wording.root.items() if readable(text)}
    if "de" not in found:
        return
    german = found.pop("de")
    for language, here in found.items():
        if lost := german - here:
            yield Fault(f"{path}/{language}", msg("The German text has {slots}, which is missing here", slots=braced(lost)))
        if more := here - german:
            said = msg("The German text does not have {slots}; put it in there, or take it out here", slots=braced(more))
            yield Fault(f"{path}/{language}", said)


def braced(names: Iterable[str]) -> str:
    """Placeholders as they are written, one after the other."""
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def slot_fault(programme: Programme, vocabulary: Vocabulary, name: str) -> str:
    """Why this placeholder cannot stand in a letter of this programme; empty where it can."""
    if name in PLAIN:
        return ""
    table, _dot, rest = name.partition(".")
    form_id, _dot, field_id = rest.partition(".")
    if table == "due":
        return _due(programme, vocabulary, name, rest)
    if table == "facts" and vocabulary.has(rest):
        return _fact(vocabulary, name, rest)
    if table == "answers":
        return _answer(programme, vocabulary, name, form_id, field_id)
    return _unknown(programme, vocabulary, name)


def _unknown(programme: Programme, vocabulary: Vocabulary, name: str, hint: str = "") -> str:
    near = get_close_matches(name, offered(programme, vocabulary), 1)
    if not hint and near:
        hint = msg("Did you mean {nearest}?", nearest=braced(near))
    hint = hint or msg("Placeholders are {plain} and others; the palette has them all.", plain=braced(list(PLAIN)[:3]))
    return joined((msg("There is no placeholder {slot}.", slot=braced([name])), hint), " ")


def _due(programme: Programme, vocabulary: Vocabulary, name: str, id: str) -> str:
    step = programme.step(id)
    if step is None:
        return _unknown(programme, vocabulary, name, called_now(id, successors(programme.steps).get(id, ())))
    if step.due is not None:
        return ""
    return msg("The step '{step}' has no deadline, so {slot} would always be empty", step=id, slot=braced([name]))


def _fact(vocabulary: Vocabulary, name: str, id: str) -> str:
    if id == "entry_date":
        return msg("{slot} belongs to a case; write {instead}", slot=braced([name]), instead="{case.entered_on}")
    return _private(vocabulary.fact(id).privacy, name)


def _answer(programme: Programme, vocabulary: Vocabulary, name: str, form_id: str, id: str) -> str:
    form = programme.form(form_id)
    field = form.field(id) if form else None
    if form is None or field is None:
        return _unknown(programme, vocabulary, name, called_now(id, successors(form.fields).get(id, ())) if form else "")
    if field.hidden:
        return msg("'{field}' is hidden and not asked, so {slot} would be empty; show it again", field=id, slot=braced([name]))
    if isinstance(field, NO_LINE):
        return msg("The answer of '{field}' is no line of text: {slot} cannot stand in a letter", field=id, slot=braced([name]))
    told = vocabulary.fact(field.fact).privacy if field.fact and vocabulary.has(field.fact) else "normal"
    return _private(field.privacy, name) or _private(told, name)


def _private(privacy: str, name: str) -> str:
    if privacy == "sensitive":
        return msg("{slot} is specially protected (Art. 9 DSGVO) and stands in no letter; take it out", slot=braced([name]))
    if privacy == "identity":
        own = braced(each for each in PLAIN if each.startswith("person."))
        return msg("{slot} tells who somebody is; for the address there are {own}", slot=braced([name]), own=own)
    return ""


def offered(programme: Programme, vocabulary: Vocabulary) -> list[str]:
    """All placeholders that letters of this programme may have, in the order in which a palette shows them."""
    names = [
        *(f"due.{step.id}" for step in programme.steps),
        *(f"answers.{form.id}.{field.id}" for form in programme.forms for field in form.fields if field.asks),
        *(f"facts.{fact.id}" for fact in vocabulary.facts),
    ]
    return [*PLAIN, *(name for name in names if not slot_fault(programme, vocabulary, name))]
