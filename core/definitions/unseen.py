"""Characters that make a text read otherwise than it is stored: they turn its direction, hide in it or steer a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from core.definitions.files import Fault
from core.definitions.programme import Programme
from core.rules.message import Message, msg

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
_TURNING = r"\u202a-\u202e"
_HIDDEN = r"\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_ISOLATES, _CLOSE = "\u2066\u2067\u2068", "\u2069"
_JOINERS = "\u200c\u200d"
_SUSPECT = re.compile(f"[{_CONTROLS}{_TURNING}{_HIDDEN}{_ISOLATES}{_CLOSE}{_JOINERS}]")
_AROUND = 12


def unseen(text: str) -> Message | None:
    """What is wrong with a text, by its first such character. Marks that honest texts need are none: LRM, RLM, ALM, an isolate
    that is closed in its line, and joiners behind letters that join or in an emoji."""
    return next((said for line in text.split("\n") if (said := _unseen(line.removesuffix("\r"))) is not None), None)


def _unseen(line: str) -> Message | None:
    opened: list[int] = []
    for found in _SUSPECT.finditer(line):
        sign, at = found[0], found.start()
        if sign in _ISOLATES:
            opened.append(at)
        elif sign == _CLOSE and opened:
            opened.pop()
        elif sign not in _JOINERS or not _joins(line, at):
            return _told(line, at, _kind(sign))
    return _told(line, opened[0], _kind(line[opened[0]])) if opened else None


def unseen_faults(programme: Programme) -> list[Fault]:
    """All of a definition's texts that hold such a character, each by its place."""
    if not _suspect(programme.as_json()):
        return []
    return [Fault(path, said) for path, text in _texts(programme.as_data(), "") if (said := unseen(text)) is not None]


def _kind(sign: str) -> Message:
    if re.match(f"[{_CONTROLS}]", sign):
        return msg("a control character")
    if re.match(f"[{_TURNING}]", sign):
        return msg("a character that turns the direction of writing")
    if sign in _ISOLATES or sign == _CLOSE:
        return msg("a mark of direction without its other half")
    return msg("an invisible character")


def _joins(text: str, at: int) -> bool:
    """Whether the sign before a joiner is one of a script that joins, or a picture: Dari and Persian are not written without."""
    before = text[:at].rstrip("\ufe0f")[-1:]
    return before > "\u0590" and not unicodedata.name(before, "LATIN").startswith("LATIN")


def _told(text: str, at: int, kind: Message) -> Message:
    around = _SUSPECT.sub("", text[max(0, at - _AROUND) : at]) + "▯" + _SUSPECT.sub("", text[at + 1 : at + _AROUND])
    return msg(
        "The text holds {kind} (U+{code}) where ▯ stands: “{text}”. It makes a text read otherwise than it is stored; delete it",
        kind=kind,
        code=f"{ord(text[at]):04X}",
        text=" ".join(around.split()),
    )


def _suspect(json: str) -> bool:
    """Quickly, and too often rather than too seldom: in JSON a control character is escaped."""
    return "\\u" in json or "\\b" in json or "\\f" in json or _SUSPECT.search(json) is not None


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of JSON data with its address; a field's leaves out its page."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            home = path.rsplit("/pages/", 1)[0] if name == "fields" else path
            yield from _texts(each, f"{home}/{name}" if home else name)
    elif isinstance(value, list):
        for position, each in enumerate(value):
            key = each.get("id", position) if isinstance(each, dict) else position
            yield from _texts(each, f"{path}/{key}")
