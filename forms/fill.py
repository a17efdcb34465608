"""Fill a form: raw input becomes answers, or errors that name field, reason and an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as _field
from datetime import date
from typing import Any

from flask import has_app_context
from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from forms.kinds.base import Raw
from forms.kinds.wrong import Wrong
from forms.plan import Plan

_SHOWN_NAMES = 10


@dataclass(slots=True)
class Filled:
    """What became of the raw input.

    `errors`: path (`school`, `jobs.0.employer`, "" for the whole form) -> messages. `refused`: nothing of this input may
    be stored. `hidden`: ids of the fields that are not asked now. `must`: ids that a rule makes required now.
    """

    answers: dict[str, Any]
    errors: dict[str, list[str]]
    hidden: frozenset[str]
    must: frozenset[str]
    unknown_keys: tuple[str, ...] = ()
    refused: bool = False
    all_errors: dict[str, list[str]] = _field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.errors


def fill(
    plan: Plan,
    page: str | None,
    raw: Raw,
    known: Mapping[str, Any],
    language: str,
    *,
    others: Raw | None = None,
    on: date | None = None,
) -> Filled:
    """Read one page (or, with None, the whole form), with what other pages hold in `others`. Errors are those of the page;
    rules see the answers of all pages and the known facts."""
    merged: Raw = {**others, **raw} if others else raw
    answers, wrongs = _read(plan, merged)
    for id_, fact in plan.given:
        if fact in known:
            answers[id_] = known[fact]
    hidden, must = _settle(plan, answers, known, on)
    required = (plan.required | must) - hidden
    wrongs = {id_: found for id_, found in wrongs.items() if id_ not in hidden} if hidden else wrongs
    missing = [id_ for id_ in required if id_ not in answers and id_ not in wrongs] if required - answers.keys() else []
    filled = Filled(answers, {}, hidden, must)
    strange = plan.strange(raw, page)
    forbidden = _forbidden(plan, page, raw, hidden, answers, known, on) if hidden else ()
    if wrongs or missing or strange or forbidden:
        _tell(plan, page, filled, wrongs, missing, language)
        _refuse(filled, [*strange, *forbidden], language)
    return filled


def _read(plan: Plan, raw: Raw) -> tuple[dict[str, Any], dict[str, Wrong]]:
    answers: dict[str, Any] = {}
    wrongs: dict[str, Wrong] = {}
    for id_, reader in plan.readers:
        try:
            value = reader(raw)
        except Wrong as wrong:
            wrongs[id_] = wrong
            continue
        if value is not None:
            answers[id_] = value
    return answers, wrongs


def _settle(
    plan: Plan, answers: dict[str, Any], known: Mapping[str, Any], on: date | None
) -> tuple[frozenset[str], frozenset[str]]:
    """Drop the answers of hidden fields, which may hide further ones, until nothing changes."""
    rules = plan.rules
    if rules.empty:
        return frozenset(), frozenset()
    hidden: frozenset[str] = frozenset()
    left = answers
    # a chain of n fields is settled after n turns; definitions with a cycle stop there too
    for _turn in range(len(rules.keys) + 1):
        outcomes = rules.outcomes(known, left, on)
        before, hidden = hidden, rules.hidden(outcomes)
        if hidden & answers.keys() == before & answers.keys():
            break
        left = {id_: value for id_, value in answers.items() if id_ not in hidden}
    for id_ in hidden & answers.keys():
        del answers[id_]
    must = frozenset(id_ for (kind, id_), value in outcomes.items() if kind == "needed" and value is True)
    return hidden, must - hidden


def _forbidden(
    plan: Plan,
    page: str | None,
    raw: Raw,
    hidden: frozenset[str],
    answers: Mapping[str, Any],
    known: Mapping[str, Any],
    on: date | None,
) -> list[str]:
    """Answers to fields that could not have been asked, whatever stands on this page. (A field that an answer of
    the same page hides was there when the page was filled in: its answer is dropped, not refused.)"""
    suspects = {id_ for id_ in hidden if any(raw.get(id_, ()))}
    if plan.takers:
        suspects |= {part for key, values in raw.items() if any(values) and (part := key.partition(".")[0]) in hidden}
    if not suspects:
        return []
    elsewhere = {id_: value for id_, value in answers.items() if page is not None and plan.page_of[id_] != page}
    surely = plan.rules.hidden(plan.rules.outcomes(known, elsewhere, on), surely=True)
    return sorted(suspects & surely)


def _tell(plan: Plan, page: str | None, filled: Filled, wrongs: Mapping[str, Wrong], missing: list[str], language: str) -> None:
    with speaking(language):
        for id_ in plan.fields:
            found = wrongs.get(id_)
            if found is not None:
                _add(filled.all_errors, [(f"{id_}{at}", str(message)) for at, message in found.errors])
            elif id_ in missing:
                _add(filled.all_errors, [(id_, str(_("This question needs an answer.")))])
    filled.errors.update(
        (path, messages)
        for path, messages in filled.all_errors.items()
        if page is None or plan.page_of[path.partition(".")[0]] == page
    )


def _refuse(filled: Filled, keys: list[str], language: str) -> None:
    filled.unknown_keys = tuple(sorted(keys))
    filled.refused = bool(keys)
    if keys:
        listed = ", ".join(ascii(key[:60])[1:-1] for key in sorted(keys)[:_SHOWN_NAMES])
        with speaking(language):
            message = str(_("Entries came that this page does not ask for; nothing was stored: %(names)s.", names=listed))
        filled.errors[""] = [message]


def _add(errors: dict[str, list[str]], found: list[tuple[str, str]]) -> None:
    for path, message in found:
        errors.setdefault(path, []).append(message)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Lazy texts inside come in this language, where an app is there to translate."""
    if not has_app_context():
        yield
        return
    with force_locale(language if language in ("de", "en") else "de"):
        yield
