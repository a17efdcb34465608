"""What letters say when a form, a field or a step is called otherwise: their placeholders and steps follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

from core.definitions.letter import WORDED, Letter, rewritten
from core.definitions.programme import Programme
from core.definitions.wording import Wording

Sort = Literal["forms", "fields", "steps"]


def letters_renamed(programme: Programme, sort: Sort, old: str, new: str, form: str = "") -> Programme:
    """The programme whose letters name `new` where they named `old`; of a field `form` says in which form it stands.

    Pure, and nothing else is touched: whoever renames calls it beside what renames the thing itself.
    """
    made = [_letter(letter, sort, old, new, form) for letter in programme.letters]
    return programme if made == list(programme.letters) else programme.but(letters=made)


def _letter(letter: Letter, sort: Sort, old: str, new: str, form: str) -> Letter:
    name = partial(_named, {"forms": ("answers", old), "fields": ("answers", form, old), "steps": ("due", old)}[sort], new)
    steps = tuple(new if sort == "steps" and each == old else each for each in letter.steps)
    return letter.but(steps=steps, **{each: _wording(getattr(letter, each), name) for each in WORDED})


def _named(old: tuple[str, ...], new: str, name: str) -> str:
    parts = tuple(name.split("."))
    return ".".join((*old[:-1], new, *parts[len(old) :])) if parts[: len(old)] == old else name


def _wording(wording: Wording, name: Callable[[str], str]) -> Wording:
    return Wording({code: rewritten(text, name) for code, text in wording.root.items()})
