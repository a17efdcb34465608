"""Texts of a draft: translations that are missing or out of date, and labels that some people could not use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from core.catalogue.confirming import Confirmed
from core.catalogue.doubled import doubled
from core.catalogue.label_rules import hard
from core.catalogue.overlay.adjustment import digest_of
from core.definitions import Fault, Note, Programme, Wording
from core.definitions.checks import wordings
from core.rules.message import msg

HALF = 0.5
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
    before, texts, notes = _texts(base), _texts(programme), _notes(programme)
    for path, wording in texts.items():
        if before.get(path) != wording:
            help_ = texts.get(f"{path.rpartition('/')[0]}/help")
            short = path.rpartition("/")[2] in _TITLES and path not in notes
            for language, text in wording.root.items():
                helped = help_ is not None and language in help_.languages
                yield from (
                    Fault(f"{path}/{language}", said) for said in hard(text, short=short, helped=helped or not _asks(path))
                )
    known = set(doubled(base)) if base else set()
    yield from (fault for fault in doubled(programme) if fault not in known)


def _asks(path: str) -> bool:
    """Whether it is the label of a question: what participants read, and what has a help text."""
    words = path.split("/")
    return words[0] == "forms" and words[-1] == "label" and "options" not in words[::2]


def _notes(programme: Programme) -> set[str]:
    """The labels that are texts to be read."""
    fields = [(form, field) for form in programme.forms for field in form.fields if isinstance(field, Note)]
    return {f"forms/{form.id}/fields/{field.id}/label" for form, field in fields}


def _texts(programme: Programme | None) -> Mapping[str, Wording]:
    return dict(wordings(programme)) if programme else {}


def _spoken(texts: Mapping[str, Wording]) -> set[str]:
    """The languages in which at least half of the texts are there, beside German."""
    counts = Counter(language for wording in texts.values() for language in wording.languages)
    return {language for language, count in counts.items() if language != "de" and count >= HALF * len(texts)}


def _changed(was: Wording, wording: Wording, language: str) -> bool:
    return was.root.get(language) != wording.root.get(language)
