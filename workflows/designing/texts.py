"""All texts of a programme by address and language: read, set in one go, and which of them lag behind their German source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from core.catalogue.confirming import Confirmed
from core.catalogue.overlay import Adjustment, Unfit, apply
from core.catalogue.overlay.adjustment import digest_of
from core.catalogue.overlay.tree import Tree
from core.definitions import Programme
from core.definitions.wording import unstorable
from core.web.i18n import LANGUAGES
from forms.designing.places import Refused
from forms.designing.setting import LONG, LONGEST

SOURCE = "de"
"""German is authoritative; all else is a translation of it."""
Texts = Mapping[str, Mapping[str, str]]
"""Path → language → text."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A text as somebody typed it or a file has it; an empty one takes it out."""

    path: str
    language: str
    text: str


def texts(programme: Programme) -> dict[str, dict[str, str]]:
    """Every text in the order of the definition: `forms/intake/fields/school/label` → language → text."""
    found: dict[str, dict[str, str]] = {}
    for address, node in Tree.of(programme).nodes.items():
        for name, value in node.own.items():
            word, slash, language = name.partition("/")
            if slash and isinstance(value, str):
                found.setdefault(f"{address}/{word}".lstrip("/"), {})[language] = value
    return found


def part_of(path: str) -> str:
    """Which page of the matrix shows a text: its form, else its list, else the programme itself."""
    words = path.split("/")
    return "" if len(words) == 1 else "/".join(words[:2]) if words[0] == "forms" else words[0]


def stale(
    history: Sequence[Texts], steps: Sequence[Sequence[Mapping[str, Any]]] = (), confirmed: Confirmed = frozenset()
) -> frozenset[tuple[str, str]]:
    """Translations (path, language) of the last state whose German source was changed after them. `history`: the definitions
    one after the other, the draft last; `steps`: the adjustments of each step of the draft; what was confirmed is not stale."""
    last = history[-1]
    turns = _turns(steps)

    def behind(path: str, code: str) -> bool:
        if (path, code, digest_of(last[path].get(SOURCE)), last[path][code]) in confirmed:
            return False
        if _changed(history, path) > _changed(history, path, code):
            return True
        # both were changed in the draft: the later step counts
        return (path, code) in turns and turns.get((path, SOURCE), -1) > turns[path, code]

    return frozenset((path, code) for path, told in last.items() for code in told if code != SOURCE and behind(path, code))


def _changed(history: Sequence[Texts], path: str, language: str = SOURCE) -> int:
    """The place in the history at which a text was changed last."""
    said = history[-1].get(path, {}).get(language)
    for place in range(len(history) - 1, 0, -1):
        if history[place - 1].get(path, {}).get(language) != said:
            return place
    return 0


def _turns(steps: Sequence[Sequence[Mapping[str, Any]]]) -> dict[tuple[str, str], int]:
    """The last step of the draft that set each text."""
    found: dict[tuple[str, str], int] = {}
    for number, step in enumerate(steps):
        for each in step:
            word, slash, language = str(each.get("property", "")).partition("/")
            if slash:
                found[f"{each['address']}/{word}".lstrip("/"), language] = number
    return found


def missing(told: Texts, language: str) -> list[str]:
    """The paths that have no text in this language."""
    return [path for path, each in told.items() if language not in each]


def write(programme: Programme, typed: Sequence[Typed]) -> Programme:
    """The programme with these texts. Raises Refused at the first that cannot be taken."""
    there = texts(programme)
    wanted: dict[tuple[str, str], Adjustment] = {}
    for each in typed:
        if fault := unfit(there, each):
            raise Refused(f"{each.path}/{each.language}", fault)
        if each.text != there[each.path].get(each.language, ""):
            address, _slash, name = each.path.rpartition("/")
            wanted[each.path, each.language] = Adjustment("set", address, f"{name}/{each.language}", each.text or None)
    if not wanted:
        return programme
    try:
        return apply(wanted.values(), programme)
    except Unfit as error:
        raise Refused(error.faults[0].path, error.faults[0].message) from None


def unfit(there: Texts, each: Typed) -> Any:
    """Why a text cannot be taken; nothing where it can."""
    if each.path not in there:
        return _("There is no such text in the programme any more.")
    if each.language not in LANGUAGES:
        return _("There is no such language here.")
    if unstorable(each.text):
        return _("The text holds characters that cannot be stored. Delete them, or type the text anew.")
    most = LONGEST.get(each.path.rpartition("/")[2], LONG)
    if len(each.text) > most:
        return _("The text is too long: at most %(most)s characters.", most=most)
    if each.language == SOURCE and not each.text:
        return _("The German text is missing; it is the authoritative one.")
    return None
