"""A thousand adjustments on a definition of five thousand elements are carried to the next shipped version.

Run it by `python -m tests.bench.bench_rebase`. The limit reads the texts of the three definitions as JSON and compares them as
plain values: what nobody who reads three definitions can go below. It finds nothing out and checks nothing; a rebase tells for
each place what came of it, and reads its result as a programme, with all that a definition has to keep.
"""

from __future__ import annotations

import json
import sys
from random import Random
from time import perf_counter
from typing import Any

from core.catalogue.overlay import apply, diff, rebase
from core.catalogue.overlay.tree import Tree
from core.definitions import Programme, load_programme
from tests.bench.rounds import quick, rounds, table

FORMS, PAGES, FIELDS, OPTIONS, STEPS = 10, 8, 15, 3, 120
WANTED = 1_000


def shipped() -> dict[str, Any]:
    """Forms full of choices: about five thousand elements with an address."""
    count = 1 if quick() else FORMS
    forms = [
        {
            "id": f"form_{form}",
            "title": _text("Formular"),
            "pages": [
                {"id": f"page_{page}", "title": _text("Seite"), "fields": [_field(f"q{page}_{one}") for one in range(FIELDS)]}
                for page in range(PAGES)
            ],
        }
        for form in range(count)
    ]
    steps = [{"id": f"step_{one}", "title": _text("Schritt"), "role": "advisor", "due": {"days": 28}} for one in range(STEPS)]
    return {"id": "large", "title": _text("Groß"), "forms": forms, "steps": steps}


def _text(word: str) -> dict[str, str]:
    return {"de": f"{word} mit einem Satz dahinter", "en": f"{word} with a sentence behind it"}


def _field(id: str) -> dict[str, Any]:
    options = [{"id": f"o{number}", "label": _text("Auswahl")} for number in range(OPTIONS)]
    return {"kind": "choice", "id": id, "label": _text("Frage"), "help": _text("Hilfe"), "options": options}


def adjusted(data: dict[str, Any], chance: Random) -> None:
    """What an admin does in a year: mostly texts, some questions more and fewer, another order, other deadlines."""
    for page in (page for form in data["forms"] for page in form["pages"]):
        fields = page["fields"]
        for field in fields[:8]:
            field["label"]["prs"] = "متن"
        fields[9]["required"] = True
        fields[9]["options"].append({"id": "more", "label": _text("Mehr")})
        fields[10]["label"]["de"] = "Anders gefragt"
        fields.insert(0, fields.pop(chance.randrange(11, FIELDS - 1)))
        fields.append({"kind": "text", "id": f"own_{fields[0]['id']}", "label": _text("Eigene Frage")})
    for step in data["steps"][:80]:
        step["due"] = {"days": 14}


def upgraded(data: dict[str, Any], chance: Random) -> None:
    """What a plugin does in its next version: names, texts, questions and deadlines, some where the admin was, too."""
    for page in (page for form in data["forms"] for page in form["pages"]):
        fields = page["fields"]
        fields[3] |= {"id": f"{fields[3]['id']}_new", "was": [fields[3]["id"]]}
        fields[10]["label"]["de"] = "Neu gefragt"
        fields[11]["help"]["de"] = "Neue Hilfe"
        fields[12]["options"].pop()
        fields.insert(5, {"kind": "text", "id": f"new_{fields[0]['id']}", "label": _text("Neue Frage")})
    for step in data["steps"][60:100]:
        step["due"] = {"days": 21}


def edited(data: dict[str, Any], how: Any) -> Programme:
    copy = json.loads(json.dumps(data))
    how(copy, Random(5))
    return load_programme(copy)


def main() -> None:
    base = load_programme(shipped())
    ours, theirs = edited(shipped(), adjusted), edited(shipped(), upgraded)
    adjustments = diff(base, ours)
    done = rebase(base, ours, theirs)
    texts = [each.as_json() for each in (base, ours, theirs)]
    print(f"{len(Tree.of(base).nodes):,} elements, {len(adjustments):,} adjustments, {len(diff(base, theirs)):,} changes shipped")
    print(f"{len(done.items):,} items, {len(done.conflicts):,} conflicts, {sum(map(len, texts)) / 1e6:.1f} MB of JSON")
    assert apply(adjustments, base).digest == ours.digest
    assert quick() or len(adjustments) >= WANTED
    result = json.loads(done.programme.as_json())

    def limit(_number: int) -> object:
        one, two, three = (json.loads(text) for text in texts)
        return one == two, two == three

    rows = rounds(
        {
            "limit: three texts read and compared": limit,
            "the result alone read as a programme": lambda _n: load_programme(result),
            "diff": lambda _n: diff(base, ours),
            "apply": lambda _n: apply(adjustments, base),
            "rebase": lambda _n: rebase(base, ours, theirs),
        },
        seconds=1,
        repeats=5,
    )
    print(table(rows, "times a second"))
    begun = perf_counter()
    rebase(base, ours, theirs)
    print(f"one rebase: {perf_counter() - begun:.3f} seconds on the clock", file=sys.stdout)


if __name__ == "__main__":
    main()
