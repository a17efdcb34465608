"""Rules of six programmes in words: nothing raw, nothing untranslated, and what each part gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import import_module

import pytest

from core.definitions import Programme, vocabulary
from core.definitions.checks import case_scope
from core.definitions.labels import labels
from core.rules import (
    Decider,
    parse,
)
from core.rules import tree as t
from core.rules.labels import NO_PHRASE, Labels, Phrase
from core.rules.tables import tree_of
from core.rules.words import explain, in_words, languages
from core.testing import resolved
from tests.core.rules.called import called

IDS = ("wir", "wir_onnfit", "my_turn", "gemeinsam_durchstarten", "drei_phasen_modell", "wir_sind_usingen")


class Strict(Labels):
    """Labels that invent nothing: what has no title or label is a fault."""

    def title(self, name: str) -> str:
        return self.titles[name]

    def code(self, list_id: str, code: str, phrase: Phrase = NO_PHRASE) -> str:
        return phrase.codes.get(code) or self.codes[list_id][code]


@cache
def shipped(id: str) -> Programme:
    return resolved(import_module(f"plugins.{id}").programme)


def rules_of(programme: Programme) -> Iterator[tuple[str, t.Node]]:
    scope = case_scope(programme, vocabulary())
    owners = (programme, *programme.tracks, *programme.blocks, *programme.offerings)
    for criterion in (each for owner in owners for each in owner.eligibility):
        yield criterion.id, tree_of(criterion, scope)
    for step in programme.steps:
        yield from ((f"{step.id}", parse(rule)) for rule in (step.when, step.repeat) if rule)
    for field in (field for form in programme.forms for field in form.fields):
        yield from ((field.id, parse(rule)) for rule in (field.shown_if, field.required_if) if rule)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("id", IDS)
def test_the_programmes_say_nothing_raw_and_nothing_untranslated(id: str, language: str) -> None:
    programme = shipped(id)
    scope, known = case_scope(programme, vocabulary()), labels(language, programme)
    strict = Strict(known.titles, known.codes, known.units, known.phrases, known.things)
    for where, node in rules_of(programme):
        found = in_words(node, scope, language, strict)
        written = {part.value for part, _ in t.walk(node) if isinstance(part, t.Literal) and isinstance(part.value, str)}
        raw = {*t.names(node), *written}
        # a code may be a word, and a fact may hold a name that is written as it is
        shown = [each for each in raw if re.search(rf"\b{re.escape(each)}\b", found) and "_" in each]
        assert not shown, f"{id}/{where}: {shown} in {found}"
        assert "_" not in found, f"{id}/{where}: {found}"


def test_an_explanation_tells_what_each_part_gave() -> None:
    programme = shipped("wir_onnfit")
    decider = Decider(programme.eligibility, vocabulary().scope, categories=vocabulary().categories)
    verdict = decider.decide({"residence_title": "d60a"}, date(2026, 1, 1))
    (reason,) = (each for each in verdict.reasons if each.id == "residence_title")
    found = explain(reason.tree, vocabulary().scope, "de", called("de"))
    (first,) = found.children
    assert found.state == "true"
    assert first.label == "weil gilt: Aufenthaltspapier: nicht „Fiktionsbescheinigung (Antrag läuft)“"
    assert first.children[0].state == "true"
    assert first.children[0].listing


def test_an_explanation_turns_the_state_below_a_not() -> None:
    criterion = next(each for each in shipped("gemeinsam_durchstarten").eligibility if each.id == "not_in_state_reception")
    decider = Decider([criterion], vocabulary().scope)
    for lives, state in ((True, "false"), (False, "true"), (None, "unknown")):
        (reason,) = decider.decide({"in_state_reception": lives}, date(2021, 1, 1)).reasons
        found = explain(reason.tree, vocabulary().scope, "de", called("de"))
        assert (found.text, found.state) == ("wohnt nicht in einer Einrichtung des Landes", state)
