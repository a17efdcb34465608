"""What somebody has typed into a letter, and what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flask_babel import gettext as _

from core.web.inputs import storable
from workflows.documents.glyphs import printable
from workflows.letters.filling import Filled, by_hand, gaps_in

LONGEST = {"address": 600, "subject": 300, "text": 20_000, "german_subject": 300, "german_text": 20_000}
SHOWN = 20
Errors = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """A letter as it stands in the inputs. The German text is empty where the letter is in German, or goes to an office."""

    address: str = ""
    subject: str = ""
    text: str = ""
    german_subject: str = ""
    german_text: str = ""

    def on_paper(self) -> Typed:
        """With a line to write on for each gap."""
        return Typed(**{name: by_hand(text) for name, text in asdict(self).items()})

    def gaps(self) -> list[str]:
        return gaps_in(*asdict(self).values())


def read(sent: Mapping[str, str]) -> Typed:
    """As text is kept: NFC, one kind of line end, no blanks around it."""
    return Typed(**{name: _clean(sent.get(name, "")) for name in LONGEST})


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return unicodedata.normalize("NFC", text) if storable(text) else text


def begun(address: str, made: Filled, german: Filled | None) -> Typed:
    """What the inputs hold before anybody has typed."""
    beside = (german.subject, german.text) if german else ("", "")
    return Typed(address, made.subject, made.text, *beside)


def wrong(typed: Typed, *, beside: bool, gaps_by_hand: bool) -> Errors:
    """By input; empty where the letter can be made."""
    given = asdict(typed)
    needed = [name for name in given if beside or not name.startswith("german")]
    found = {name: list(_wrong(given[name], LONGEST[name], gaps_by_hand)) for name in needed}
    return {name: said for name, said in found.items() if said}


def _wrong(text: str, most: int, gaps_by_hand: bool) -> list[str]:
    if not text:
        return [_("Please write something here.")]
    if not storable(text):
        return [_("The text holds characters that cannot be stored. Delete them, or type the text anew.")]
    if len(text) > most:
        return [_("The text is too long: at most %(most)s characters.", most=most)]
    said = []
    if odd := sorted(printable(text)[1]):
        shown = ", ".join(each if each.isprintable() else f"U+{ord(each):04X}" for each in odd[:SHOWN])
        said.append(_("These characters cannot be printed: %(characters)s. Write them in another way.", characters=shown))
    if not gaps_by_hand and (open_ := gaps_in(text)):
        said.append(_("Not filled in yet: %(gaps)s", gaps=", ".join(open_)))
    return said
