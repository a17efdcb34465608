"""Programmes that were edited at random, from those of the house: what the laws of adjustments are held against.

The edits know nothing of adjustments: they change the JSON. Both sides draw from the same few edits, so that they often meet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

import plugins
from core.catalogue.overlay.tree import Tree
from core.definitions import DefinitionError, Programme, load_programme, resolve

Data = dict[str, Any]
LISTS = (
    "forms pages fields options checks eligibility combinations roles phases blocks tracks steps offerings counters exits"
    " examples lists entries letters"
).split()
OWN = [
    {"id": id, "title": {"de": id}, "entries": [{"id": f"{id}_{part}", "title": {"de": part}} for part in "abc"]}
    for id in ("places", "reasons")
]
"""Code lists of a programme's own, which none in plugins/ has."""


Edit = tuple[str, int]


@dataclass(frozen=True)
class Sides:
    """A programme by its number, cut to a size, and the edits of both sides: short to print, and made when they are asked for."""

    number: int
    size: int
    here: tuple[Edit, ...] = ()
    there: tuple[Edit, ...] = ()

    @cached_property
    def base(self) -> Programme:
        return _cut(self.number, self.size)

    @cached_property
    def ours(self) -> Programme:
        return _edited(self.base, self.here)

    @cached_property
    def theirs(self) -> Programme:
        return _edited(self.base, self.there)

    def __iter__(self) -> Iterator[Programme]:
        return iter((self.base, self.ours, self.theirs))


@cache
def shipped() -> tuple[Programme, ...]:
    """The programmes in plugins/, with their shared parts in place."""
    folders = sorted(each.name for each in Path(plugins.__file__).parent.iterdir() if (each / "__init__.py").is_file())
    modules = [import_module(f"plugins.{name}") for name in folders]
    parts = {name: part for module in modules if hasattr(module, "parts") for name, part in module.parts().items()}
    found = [each for module in modules if hasattr(module, "programmes") for each in module.programmes()]
    return tuple(resolve(each, parts) for each in found)


def sides() -> st.SearchStrategy[Sides]:
    """One of them, mostly cut short: in a small one two edits meet more often."""
    edits = st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 9)), max_size=8).map(tuple)
    return st.builds(Sides, st.integers(0, len(shipped()) - 1), st.sampled_from([2, 3, 3, 5]), edits, edits)


@cache
def _cut(number: int, size: int) -> Programme:
    def short(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: short(part) for name, part in value.items()}
        return [short(each) for each in value[:size]] if isinstance(value, list) else value

    return load_programme(short(shipped()[number].as_data() | {"lists": OWN}))


def _edited(programme: Programme, steps: Iterable[Edit]) -> Programme:
    """An edit that finds nothing, gives nothing readable, or an id twice, is left out."""
    for name, seed in steps:
        data = json.loads(programme.as_json())
        try:
            EDITS[name](data, Random(f"{name} {seed}"))
            now = load_programme(data)
            Tree.of(now)
        except (DefinitionError, IndexError):
            continue
        programme = now
    return programme


def lists(data: Data, names: tuple[str, ...] = tuple(LISTS)) -> Iterator[tuple[str, list[Data]]]:
    """Every list of elements, wherever it is nested."""
    for name in LISTS:
        # the steps of a letter are names
        if isinstance(data.get(name), list) and all(isinstance(each, dict) for each in data[name]):
            if name in names:
                yield name, data[name]
            for each in data[name]:
                yield from lists(each, names)


def _elements(data: Data, *names: str) -> list[Data]:
    return [each for _name, row in lists(data, names or tuple(LISTS)) for each in row]


def _wordings(data: Data) -> list[Data]:
    names = ("label", "title", "help", "wording", "message", "summary", "unconfirmed", "unit", "subject", "text")
    return [each[name] for each in [data, *_elements(data)] for name in names if name in each]


def _set(data: Data, rng: Random) -> None:
    sort = rng.choice(["fields", "options", "entries", "steps", "eligibility", "blocks", "exits", "letters"])
    values: dict[str, tuple[str, list[Any]]] = {
        "fields": ("required", [True, False]),
        "options": ("attributes", [{"isced": "1"}, {"isced": "2"}]),
        "entries": ("hidden", [True, False]),
        "steps": ("due", [{"days": 7}, {"days": 14, "after": "opened"}]),
        "eligibility": ("source", ["§ 1", "§ 2"]),
        "blocks": ("places", [3, 4]),
        "exits": ("success", [True, False]),
        "letters": ("recipient", ["participant", "unit"]),
    }
    name, choices = values[sort]
    if here := _elements(data, sort):
        rng.choice(here)[name] = rng.choice(choices)


def _unset(data: Data, rng: Random) -> None:
    optional = [
        (each, name) for each in _elements(data) for name in ("due", "help", "source", "shown_if", "required") if name in each
    ]
    if optional:
        each, name = rng.choice(optional)
        del each[name]


def _word(data: Data, rng: Random) -> None:
    rng.choice(_wordings(data))[rng.choice(["de", "en", "prs", "uk"])] = f"Text {rng.randint(1, 3)}"


def _unword(data: Data, rng: Random) -> None:
    texts = rng.choice(_wordings(data))
    del texts[rng.choice(sorted(texts))]


def _add(data: Data, rng: Random) -> None:
    rows = [row for _name, row in lists(data) if row and "id" in row[0]]
    row = rng.choice(rows)
    new = json.loads(json.dumps(rng.choice(row))) | {"id": f"new_{rng.randint(1, 3)}"}
    if "fields" in new and "kind" not in new:
        new["fields"] = []
    row.insert(rng.randint(0, len(row)), new)


def _remove(data: Data, rng: Random) -> None:
    row = rng.choice([row for _name, row in lists(data) if row])
    row.remove(rng.choice(row))


def _reorder(data: Data, rng: Random) -> None:
    row = rng.choice([row for _name, row in lists(data) if row])
    row.insert(rng.randint(0, len(row) - 1), row.pop(rng.randint(0, len(row) - 1)))


def _turn(data: Data, rng: Random) -> None:
    rng.shuffle(rng.choice([row for _name, row in lists(data) if row]))


def _across(data: Data, rng: Random) -> None:
    """A field goes to another page."""
    form = rng.choice(data.get("forms", []))
    there = [page for page in form["pages"] if page["fields"]]
    if there:
        field = rng.choice(there)["fields"].pop()
        row = rng.choice(form["pages"])["fields"]
        row.insert(rng.randint(0, len(row)), field)


def _rename(data: Data, rng: Random) -> None:
    each = rng.choice(_elements(data, "fields", "options", "steps", "lists", "entries", "letters"))
    each["was"] = [*each.get("was", []), each["id"]]
    each["id"] = f"{each['id'][:20]}_{rng.randint(1, 2)}"


def _split(data: Data, rng: Random) -> None:
    rows = [row for _name, row in lists(data, ("options", "entries")) if row]
    if rows:
        row = rng.choice(rows)
        old = row.pop(rng.randint(0, len(row) - 1))
        row += [{**old, "id": f"{old['id'][:20]}_{part}", "was": [old["id"]]} for part in "ab"]


def _merge(data: Data, rng: Random) -> None:
    rows = [row for _name, row in lists(data, ("options", "steps", "entries")) if len(row) > 1]
    if rows:
        row = rng.choice(rows)
        one, two = row.pop(), row.pop()
        row.append({**one, "id": f"{one['id'][:20]}_both", "was": [one["id"], two["id"]]})


def _version(data: Data, rng: Random) -> None:
    row = data.get("eligibility") or [None]
    old = rng.choice(row)
    if old is not None:
        old["valid_to"] = "2026-12-31"
        row.append({**old, "valid_from": "2027-01-01", "valid_to": "2030-12-31"})


def _rule(data: Data, rng: Random) -> None:
    holders = [each for each in _elements(data, "eligibility") if "rule" in each or "table" in each]
    if holders:
        holder = rng.choice(holders)
        holder.pop("rule", None), holder.pop("table", None)
        said: list[Data] = [
            {"rule": "age < 30"},
            {"rule": "age < 40"},
            {"table": {"inputs": [{"rule": "age"}], "rows": [{"cells": ["< 30"], "gives": "true"}], "otherwise": "false"}},
        ]
        holder.update(rng.choice(said))


def _kind(data: Data, rng: Random) -> None:
    if texts := [each for each in _elements(data, "fields") if each["kind"] in ("text", "long_text", "phone")]:
        each = rng.choice(texts)
        each["kind"] = rng.choice(["text", "long_text", "phone"])
        each.pop("max_length", None), each.pop("rows", None)
        each.update(rng.choice([{}, {"max_length": 99}, {"rows": 4}]))


def _whole(data: Data, rng: Random) -> None:
    rng.choice(
        [
            lambda: data.update(version=str(rng.randint(2, 3))),
            lambda: data.update(retention={"years": rng.randint(1, 3)}),
            lambda: data.pop("retention", None),
            lambda: data.pop("summary", None),
        ]
    )()


EDITS: dict[str, Callable[[Data, Random], None]] = {
    each.__name__.removeprefix("_"): each
    for each in (
        _set, _unset, _word, _unword, _add, _remove, _reorder, _turn, _across, _rename, _split, _merge, _version, _rule, _kind,
        _whole,
    )
}  # fmt: skip
