"""What a change does to the letters of a programme: those that are offered no more, and those that lose what they say."""

from __future__ import annotations

from dataclasses import dataclass

from core.definitions import Letter, Programme, Wording, vocabulary
from core.definitions.checks.letters import slot_fault
from core.definitions.letter import WORDED, slots
from workflows.letters.filling import title_of


@dataclass(frozen=True, slots=True)
class Lost:
    """A letter that is gone or hidden, or placeholders that would have nothing to say; what was made of it stays."""

    letter: Wording
    gone: bool
    slots: tuple[Wording | str, ...] = ()


def letters(before: Programme, after: Programme) -> list[Lost]:
    """In the order in which they are offered now."""
    found = []
    for letter in before.letters:
        now = after.letter(letter.id) or next((each for each in after.letters if letter.id in each.was), None)
        if letter.hidden:
            continue
        if now is None or now.hidden:
            found.append(Lost(letter.title, gone=True))
        elif lost := _slots(now, before, after):
            found.append(Lost(now.title, gone=False, slots=lost))
    return found


def _slots(letter: Letter, before: Programme, after: Programme) -> tuple[Wording | str, ...]:
    """The placeholders of a letter that were sound and are not any more, by what they were called."""
    names = {name for each in WORDED for text in getattr(letter, each).root.values() for name in slots(text)}
    words = vocabulary()
    lost = [name for name in sorted(names) if slot_fault(after, words, name) and not slot_fault(before, words, name)]
    return tuple(title_of(before, name) for name in lost)
