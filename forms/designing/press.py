"""One press of a button in the designer: what is asked, and what was done."""

from __future__ import annotations

from dataclasses import dataclass

from core.definitions import Programme
from forms.designing.places import below
from forms.designing.taken_in import Sent


@dataclass(frozen=True, slots=True)
class Done:
    """The programme as it is now, and the part of the form that is looked at next: `fields/school`, empty for the form."""

    programme: Programme
    at: str = ""
    told: str = ""
    """The sentence of a step that was taken back or made again."""
    open: str = ""
    """The part of a rule that is looked at next: `shown_if:0.1`."""
    form: str = ""
    """The id of the form, where it has another one now."""
    asks: str = ""
    """What is done only when it is asked for once more, since more comes of it: `merge:PART:INTO`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `form` is the form's address, `part` what the panel shows, `about` what the button is about."""

    programme: Programme
    form: str
    part: str
    about: str
    sent: Sent
    published: Programme | None = None
    """What answers may have been given to; parts that stand there keep their ids in mind."""

    def one(self, name: str) -> str:
        return (self.sent.get(name) or [""])[0].strip()

    def address(self, part: str) -> str:
        return below(self.form, part)
