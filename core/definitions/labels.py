"""What rules call the shared facts, the fields of a programme, their codes and units: labels for `core.rules.words`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from core.definitions.fields import Field, Group, Optioned
from core.definitions.programme import Programme
from core.definitions.quantities import Money, Percentage, TimeSpan
from core.definitions.vocabulary import CodeList, vocabulary
from core.definitions.wording import Wording
from core.rules.labels import EURO, Labels, Phrase, Unit
from core.rules.shipped import shipped_yaml
from core.rules.words import spoken

_PHRASES = Path(__file__).parent / "phrases"
_MINUTES: Mapping[str, Unit] = {"de": ("Minute", "Minuten"), "en": ("minute", "minutes")}


def labels(locale: str, programme: Programme | None = None, others: Iterable[Programme] = ()) -> Labels:
    """The labels for this language: of the shared facts, and of a programme's forms and steps where one is given.

    `others` are the programmes that a rule may name by `enrolled("…")`.
    """
    language = spoken(locale)
    shared = _shared(language)
    if programme is None and not others:
        return shared
    fields = [] if programme is None else list(_fields(programme))
    known = [*others, *([programme] if programme else [])]
    return Labels(
        titles={**{key: field.label.text(language) for key, field in fields}, **shared.titles},
        codes={**shared.codes, **(_listed(programme.lists, language) if programme else {}), **_options(fields, language)},
        units={**{key: unit for key, field in fields if (unit := _unit(field, language))}, **shared.units},
        phrases=shared.phrases,
        things={
            "enrolled": {each.id: each.title.text(language) for each in known},
            "done": {step.id: step.title.text(language) for step in (programme.steps if programme else ())},
        },
    )


@cache
def _shared(language: str) -> Labels:
    words = vocabulary()
    phrases = {key: _phrase(said) for key, said in _file(language).items()}
    return Labels(
        titles={fact.id: fact.title.text(language) for fact in words.facts},
        codes=_listed(words.lists, language),
        units={key: (said["unit"][0], said["unit"][1]) for key, said in _file(language).items() if "unit" in said},
        phrases=phrases,
    )


@cache
def _file(language: str) -> Mapping[str, dict[str, Any]]:
    """The phrases of a language; without a file the facts are called by their titles."""
    path = _PHRASES / f"{language}.yaml"
    found: Mapping[str, dict[str, Any]] = shipped_yaml(path)["facts"] if path.is_file() else {}
    return found


def _phrase(said: dict[str, Any]) -> Phrase:
    codes = said.get("codes", {})
    return Phrase(
        subject=said.get("subject"),
        not_subject=said.get("not_subject"),
        dative=said.get("dative"),
        true=said.get("true"),
        false=said.get("false"),
        empty=said.get("empty"),
        filled=said.get("filled"),
        compare=said.get("compare", {}),
        codes={code: text if isinstance(text, str) else text[0] for code, text in codes.items()},
        denied={code: text[1] for code, text in codes.items() if not isinstance(text, str)},
    )


def _fields(programme: Programme) -> Iterator[tuple[str, Field]]:
    """Every field with the name that rules and labels know it by: an answer in a row as `group.field`."""
    for form in programme.forms:
        for field in form.fields:
            yield field.id, field
            if isinstance(field, Group):
                yield from ((f"{field.id}.{inner.id}", inner) for inner in field.fields)


def _listed(lists: Iterable[CodeList], language: str) -> dict[str, Mapping[str, str]]:
    return {codes.id: {entry.id: entry.title.text(language) for entry in codes.entries} for codes in lists}


def _options(fields: Iterable[tuple[str, Field]], language: str) -> dict[str, Mapping[str, str]]:
    """Labels of own options; those of lists are there already."""
    found: dict[str, Mapping[str, str]] = {}
    for _key, field in fields:
        if isinstance(field, Optioned) and field.codes is None:
            found.setdefault(field.id, {option.id: option.label.text(language) for option in field.options})
    return found


def _unit(field: Field, language: str) -> Unit | None:
    if isinstance(field, Money):
        return EURO
    if isinstance(field, TimeSpan):
        return _MINUTES.get(language)
    if isinstance(field, Percentage):
        return "%", "%"
    unit: Wording | None = getattr(field, "unit", None)
    return (unit.text(language), unit.text(language)) if unit else None
