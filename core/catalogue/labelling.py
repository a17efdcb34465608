"""Texts of a draft: translations that are missing or out of date, and labels that some people could not use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from core.catalogue.confirming import Confirmed
from core.catalogue.overlay.adjustment import digest_of
from core.definitions import Fault, Note, Programme, Wording
from core.definitions.checks import wordings
from core.definitions.fields import Optioned
from core.rules.message import msg

HALF = 0.5
LONGEST = 200
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;")
_TITLES = ("label", "title")


def translation_findings(programme: Programme, base: Programme | None, right: Confirmed = frozenset()) -> Iterator[Fault]:
    """What this change leaves untranslated, in the languages that the programme speaks; what was missing before is not told."""
    texts, before = dict(wordings(programme)), _texts(base)
    for language in sorted(_spoken(before or texts)):
        for path, wording in texts.items():
            was = before.get(path)
            if was == wording:
                continue
            if language not in wording.languages:
                if was is None or language in was.languages:
                    yield Fault(f"{path}/{language}", msg("This text is missing in a language that the programme speaks"))
            elif (path, language, digest_of(wording.root.get("de")), wording.root[language]) in right:
                continue  # somebody has looked
            elif was and _changed(was, wording, "de") and not _changed(was, wording, language) and language in was.languages:
                yield Fault(
                    f"{path}/{language}", msg("The German text was changed, this one was not: does it still say the same?")
                )


def label_findings(programme: Programme, base: Programme | None) -> Iterator[Fault]:
    """Labels that cannot be told apart, that are no labels, or that are read out badly."""
    before, notes = _texts(base), _notes(programme)
    for path, wording in wordings(programme):
        if before.get(path) != wording:
            yield from _label(path, wording, short=path.rpartition("/")[2] in _TITLES and path not in notes)
    if base is None or base.forms != programme.forms:
        yield from _doubles(programme)


def _notes(programme: Programme) -> set[str]:
    """The labels that are texts to be read."""
    fields = [(form, field) for form in programme.forms for field in form.fields if isinstance(field, Note)]
    return {f"forms/{form.id}/fields/{field.id}/label" for form, field in fields}


def _label(path: str, wording: Wording, *, short: bool) -> Iterator[Fault]:
    for language, text in wording.root.items():
        here = f"{path}/{language}"
        if _MARKUP.search(text):
            yield Fault(here, msg("Markup is shown as it is typed; write plain text"))
        if short:
            if len(text) > LONGEST:
                yield Fault(
                    here, msg("It is longer than {most} characters: put the explanation into the help text", most=LONGEST)
                )
            letters = [letter for letter in text if letter.isalpha()]
            if len(letters) > 12 and all(letter.isupper() for letter in letters):
                yield Fault(here, msg("Only capital letters: hard to read, and some screen readers spell them out"))
            if not any(letter.isalnum() for letter in text):
                yield Fault(here, msg("There is no word in it that could be read out"))


def _doubles(programme: Programme) -> Iterator[Fault]:
    for form in programme.forms:
        for page in form.pages:
            shown = [each for each in page.fields if not each.hidden]
            for label in _twice([each.label.text("de") for each in shown]):
                path = f"forms/{form.id}/pages/{page.id}"
                yield Fault(
                    path, msg("Several questions are called '{label}': who hears the page cannot tell them apart", label=label)
                )
        for field in form.fields:
            if isinstance(field, Optioned):
                for label in _twice([each.label.text("de") for each in field.options if not each.hidden]):
                    yield Fault(
                        f"forms/{form.id}/fields/{field.id}/options", msg("Several options are called '{label}'", label=label)
                    )


def _twice(labels: list[str]) -> Iterator[str]:
    return (label for label, count in Counter(labels).items() if count > 1)


def _texts(programme: Programme | None) -> Mapping[str, Wording]:
    return dict(wordings(programme)) if programme else {}


def _spoken(texts: Mapping[str, Wording]) -> set[str]:
    """The languages in which at least half of the texts are there, beside German."""
    counts = Counter(language for wording in texts.values() for language in wording.languages)
    return {language for language, count in counts.items() if language != "de" and count >= HALF * len(texts)}


def _changed(was: Wording, wording: Wording, language: str) -> bool:
    return was.root.get(language) != wording.root.get(language)
