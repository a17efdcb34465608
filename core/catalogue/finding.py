"""What the checks have found, for a page: the place in words, the sentence in the reader's language, and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from core.catalogue.compare import spoken
from core.catalogue.designers import way_to, way_to_text
from core.catalogue.overlay import Unfit, where
from core.catalogue.overlay.tree import Tree
from core.definitions import Fault, Programme
from core.rules.message import joined, said


@dataclass(frozen=True, slots=True)
class Shown:
    """`place` is in words, `path` by keys; `way` leads to the designer, empty where there is none."""

    place: str
    path: str
    text: str
    way: str = ""


class Finder:
    """Finds the places of faults in a programme; what it does not have any more, in those that came before it."""

    def __init__(self, *programmes: Programme | None) -> None:
        given = [(each, _nodes(each)) for each in programmes if each is not None]
        self._known = [(programme, nodes, _undated(nodes)) for programme, nodes in given]

    def shown(self, fault: Fault, change_id: str = "", *, text: bool = False) -> Shown:
        """`text`: the fault is about a text in one language, and is mended where texts are translated."""
        path = said(fault.path, gettext)
        place, address, name = self.place(fault.path)
        way = ""
        if change_id and text and "/" in name:
            way = way_to_text(change_id, f"{address}/{name.partition('/')[0]}".lstrip("/"), name.partition("/")[2])
        elif change_id and (address or name or not path):
            way = way_to(change_id, address, name)
        return Shown(place, path, said(fault.message, gettext), way)

    def place(self, path: str) -> tuple[str, str, str]:
        """In words, the address of the element, and what is meant of it; nothing for what is no place in a programme."""
        for programme, nodes, undated in self._known:
            address, rest = _split(path, nodes, undated)
            if nodes and (address or path in Programme.model_fields or path.rpartition("/")[0] in Programme.model_fields):
                return where(programme, address, _property(rest), spoken()), address, _property(rest)
        return "", "", ""


def lines(faults: Sequence[Fault], *programmes: Programme | None) -> list[str]:
    """Each as one line, for a list of what is wrong with a page's own step."""
    finder = Finder(*programmes)
    found = [finder.shown(fault) for fault in faults]
    return [said(joined((each.place or _called(each.path), each.text), ": "), gettext) for each in found]


def _called(path: str) -> str:
    """A path that is no place in a programme yet, as a file has it; an id also by the word that the screens have for it."""
    word = gettext("Id")
    if path.rpartition("/")[2] != "id" or word.lower() == "id":
        return path
    return f"{word} (id)" if path == "id" else f"{path} ({word})"


def _nodes(programme: Programme) -> Mapping[str, Any]:
    try:
        return Tree.of(programme).nodes
    except Unfit:
        return {}  # an id stands twice: places are told by their keys alone


def _undated(nodes: Iterable[str]) -> Mapping[str, str]:
    """Versions of a criterion are told apart by their first day, which faults leave out: the last one stands for all."""
    return {"/".join(word.partition("@")[0] for word in each.split("/")): each for each in nodes if "@" in each}


def _split(path: str, nodes: Mapping[str, Any], undated: Mapping[str, str]) -> tuple[str, list[str]]:
    """The longest address that the path begins with, and the rest of it."""
    words = _bare(path.split("/"))
    for end in range(len(words), 1, -1):
        head = "/".join(words[:end])
        found = head if head in nodes else undated.get(head)
        if found:
            return found, words[end:]
    return "", words


def _bare(words: list[str]) -> list[str]:
    """A field's address leaves out its page; faults of what was read name it, and the kind of a field, too."""
    if len(words) > 5 and words[0] == "forms" and words[2] == "pages" and words[4] == "fields":
        return [*words[:2], *words[4:]]
    return words


def _property(rest: list[str]) -> str:
    """`label/de`, `rule`; of what lies deeper the property that holds it."""
    if not rest:
        return ""
    language = rest[1] if len(rest) == 2 and len(rest[1]) in (2, 3) and rest[1].isalpha() else ""
    return f"{rest[0]}/{language}" if language else rest[0]
