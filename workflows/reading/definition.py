"""A programme taken apart for reading: what is not confirmed, the steps as a graph, the code lists, the languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from core.definitions import (
    CodeList,
    Combination,
    Criterion,
    Definition,
    Field,
    Form,
    Group,
    Programme,
    Step,
    Wording,
    vocabulary,
)
from core.definitions.checks.wordings import wordings
from core.definitions.fields import Optioned
from core.definitions.form import Page


@dataclass(frozen=True, slots=True)
class Open:
    """Something that no source confirms: what sort of thing it is, its title, what is open, and its anchor on the page."""

    sort: str
    title: Wording
    text: Wording
    anchor: str


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of the programme itself, of a track, a block or an offering."""

    id: str
    title: Wording | str
    criteria: Sequence[Criterion]


@dataclass(frozen=True, slots=True)
class Node:
    """A step as the graph draws it. `after`, `any_of` and `back` are ids of steps."""

    step: Step
    after: tuple[str, ...]
    any_of: tuple[str, ...]
    back: str | None


def unconfirmed(programme: Programme) -> list[Open]:
    """Everything that is marked so, in the order of the page."""
    return list(_marked(programme, "programme", programme.title))


def _marked(item: Definition, anchor: str, title: Wording) -> Iterator[Open]:
    text = getattr(item, "unconfirmed", None)
    if isinstance(text, Wording):
        yield Open(sort_of(item), title, text, anchor)
    for name in type(item).model_fields:
        value = getattr(item, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Definition):
                yield from _marked(part, anchor_of(part, anchor) or anchor, _title(part) or title)


def anchor_of(item: Definition, owner: str = "") -> str:
    """Where a thing stands on the page; empty for what has no place of its own. A criterion stands below its `owner`'s anchor:
    others may have one of the same id, and it may itself have several versions."""
    sort, id = type(item).__name__.lower(), getattr(item, "id", "")
    if isinstance(item, Criterion):
        return f"criterion-{owner}-{id}" + (f"-{item.valid_from}" if item.valid_from else "")
    if isinstance(item, Form):
        return f"form-{id}"
    if sort == "retention":
        return sort
    if isinstance(item, Combination):
        return f"combination-{item.with_}" + (f"-{item.valid_from}" if item.valid_from else "")
    return f"{sort}-{id}" if sort in ("role", "phase", "block", "track", "step", "offering", "counter", "exitreason") else ""


def sort_of(item: Definition) -> str:
    """What a thing is, in a word."""
    names = {
        "Programme": _("Programme"), "Criterion": _("Criterion"), "Role": _("Role"), "Block": _("Block"), "Track": _("Track"),
        "Step": _("Step"), "Offering": _("Offering"), "Counter": _("Budget"), "Form": _("Form"), "Retention": _("Retention"),
        "Combination": _("Two programmes at once"),
    }  # fmt: skip
    return names.get(type(item).__name__, _("Question"))


def _title(item: Definition) -> Wording | None:
    return getattr(item, "title", None) or getattr(item, "label", None) or getattr(item, "wording", None)


def criteria(programme: Programme) -> list[Criteria]:
    """Who may take part: first everybody's, then what tracks, blocks and offerings ask beside it."""
    found = [Criteria("programme", _("Who may take part"), programme.eligibility)]
    for sort in (programme.tracks, programme.blocks, programme.offerings):
        found += [Criteria(anchor_of(each), each.title, each.eligibility) for each in sort if each.eligibility]
    return found


def graph(programme: Programme) -> list[Node]:
    """The steps with their ways: `after_any` and `back` are drawn apart from `after`."""
    known = {step.id for step in programme.steps}
    return [
        Node(
            step,
            tuple(each for each in step.after if each in known),
            tuple(each for each in step.after_any if each in known),
            step.back_to,
        )
        for step in programme.steps
    ]


def asked(form: Form) -> list[Field]:
    return [field for field in form.fields if field.asks and not field.hidden]


def hidden(part: Form | Page) -> list[tuple[Wording, Wording | None]]:
    """What is hidden in a form or on a page: a question, or an option with the question that it is one of."""
    found: list[tuple[Wording, Wording | None]] = []
    for field in part.fields:
        if field.hidden:
            found.append((field.label, None))
            continue
        inner = field.fields if isinstance(field, Group) else field.options if isinstance(field, Optioned) else ()
        found += [(each.label, field.label) for each in inner if each.hidden]
    return found


def inside(part: Form | Page) -> list[tuple[Wording, Wording]]:
    """Options that as results are told to authorities alone, each with its question."""
    asked = [field for field in part.fields if isinstance(field, Optioned)]
    return [(each.label, field.label) for field in asked for each in field.own if each.kept_inside]


def code_lists(programme: Programme) -> list[CodeList]:
    """Its own lists, then the shared ones that its forms and facts choose from, by id."""
    names: set[str] = set()
    for field in _every_field(programme):
        names |= {name for name in (getattr(field, "codes", None),) if isinstance(name, str)}
        fact = vocabulary().fact(field.fact) if field.fact and vocabulary().has(field.fact) else None
        names |= {fact.codes or fact.id} if fact is not None and fact.type in ("code", "set") else set()
    known = {each.id: each for each in (*vocabulary().lists, *programme.lists)}
    own = {each.id for each in programme.lists}
    return [*programme.lists, *(known[name] for name in sorted(names - own) if name in known)]


def _every_field(programme: Programme) -> Iterator[Field]:
    for form in programme.forms:
        for field in form.fields:
            yield field
            yield from field.fields if isinstance(field, Group) else ()


def languages(item: Definition) -> list[str]:
    """The languages that its texts are written in, German first."""
    found: set[str] = set()
    for _path, wording in wordings(item):
        found |= wording.languages
    return sorted(found, key=lambda code: (code != "de", code != "en", code))


def title_of(programme: Programme, sort: str, id: str | None) -> Any:
    """The title of a role, phase, block, track or form of this id, else the id."""
    if not id:
        return ""
    return next((each.title for each in getattr(programme, sort) if each.id == id), id)
