"""Fill a form: raw input becomes answers, or errors that name field, reason and an example."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as _field
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Check
from forms.kinds.base import Asker, Raw, Since
from forms.kinds.date import BIRTH, ENTRY
from forms.kinds.partial_date import whole_day
from forms.kinds.registry import kind_of
from forms.kinds.spoken import said
from forms.kinds.wrong import Wrong, told
from forms.plan import Plan

_SHOWN_NAMES = 10
_NONE: frozenset[str] = frozenset()
Wrongs = dict[str, list[tuple[str, Any]]]
"""Field id -> paths below it with their reasons. (The exceptions themselves would hold the frames that they were raised in.)"""


@dataclass(slots=True)
class Filled:
    """What became of the raw input.

    `errors`: path (`school`, `jobs.0.employer`, "" for the whole form) -> messages. `refused`: nothing of this input may
    be stored. `hidden`: ids of the fields that are not asked now. `must`: ids that a rule makes required now.
    `failed`: the checks across answers that are false. `read`: the answers before those of hidden fields were dropped.
    """

    answers: dict[str, Any]
    errors: dict[str, list[str]]
    hidden: frozenset[str]
    must: frozenset[str]
    failed: Sequence[Check] = ()
    read: Mapping[str, Any] = _field(default_factory=dict)
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
    asker: Asker | None = None,
) -> Filled:
    """Read one page (or, with None, the whole form), with what other pages hold in `others`. Errors are those of the page;
    rules see the answers of all pages and the known facts. With an `asker`, answers that name a record are looked up."""
    answers, wrongs = _read(plan, {**others, **raw} if others else raw)
    if asker is not None and plan.confirmed:
        _confirm(plan, answers, wrongs, asker)
    for id_, fact in plan.given:
        if fact in known:
            answers[id_] = known[fact]
    if plan.dated:
        _hold(plan, answers, wrongs, _since(plan, answers, known))
    filled = _settle(plan, answers, known, on)
    hidden = filled.hidden
    missing = [i for i in (*plan.required, *filled.must) if i not in answers and i not in wrongs and i not in hidden]
    strange = plan.strange(raw, page)
    forbidden = _forbidden(plan, page, raw, filled, known, on) if hidden else ()
    if wrongs or missing or filled.failed:
        _tell(plan, page, filled, wrongs, missing, language)
    if strange or forbidden:
        _refuse(filled, [*strange, *forbidden], language)
    return filled


def _read(plan: Plan, raw: Raw) -> tuple[dict[str, Any], Wrongs]:
    answers: dict[str, Any] = {}
    wrongs: Wrongs = {}
    for id_, parse in plan.parsers:
        values = raw.get(id_)
        if values and (text := values[0].strip()):
            try:
                answers[id_] = parse(text)
            except Wrong as wrong:
                wrongs[id_] = wrong.errors
    for id_, reader in plan.readers:
        try:
            value = reader(raw)
        except Wrong as wrong:
            wrongs[id_] = wrong.errors
            continue
        if value is not None:
            answers[id_] = value
    return answers, wrongs


def _confirm(plan: Plan, answers: dict[str, Any], wrongs: Wrongs, asker: Asker) -> None:
    """What names something stored elsewhere has to be there, and the asker may choose it."""
    for field, kind in plan.confirmed:
        if field.id in answers:
            try:
                kind.confirm(field, answers[field.id], asker)
            except Wrong as wrong:
                wrongs[field.id] = wrong.errors
                del answers[field.id]


def _since(plan: Plan, answers: Mapping[str, Any], known: Mapping[str, Any]) -> Since:
    """Birth and entry; what is answered now counts more than what was known."""
    births = [day for id_ in plan.births if (day := _day(answers.get(id_)))]
    return Since(births[0] if births else _day(known.get(BIRTH)), _day(known.get(ENTRY)))


def _day(value: Any) -> date | None:
    return whole_day(value) if isinstance(value, str) else value


def _hold(plan: Plan, answers: dict[str, Any], wrongs: Wrongs, since: Since) -> None:
    """No day lies before there was a person, or a case, to tell it of."""
    if since == (None, None):
        return
    for field, kind in plan.dated:
        if field.id in answers:
            try:
                kind.hold(field, answers[field.id], since)
            except Wrong as wrong:
                wrongs[field.id] = wrong.errors
                del answers[field.id]


def _settle(plan: Plan, answers: dict[str, Any], known: Mapping[str, Any], on: date | None) -> Filled:
    """Drop the answers of hidden fields, which may hide further ones, until nothing changes; add what is worked out."""
    rules = plan.rules
    if rules.empty:
        return Filled(answers, {}, _NONE, _NONE)
    hidden, before, left = _NONE, _NONE, answers
    # a chain of n fields is settled after n turns; definitions with a cycle stop there too
    for _turn in range(len(rules.hideable) + 1):
        outcomes = rules.decide(known, left, on, hidden)
        hidden = rules.hidden(outcomes)
        gone = frozenset(id_ for id_ in hidden if id_ in answers or id_ in rules.worked_out)
        if gone == before:
            break
        before, left = gone, {id_: value for id_, value in answers.items() if id_ not in hidden}
    read = dict(answers)
    for id_ in gone & answers.keys():
        del answers[id_]
    if outcomes.computed:
        answers.update((id_, value) for id_, value in outcomes.computed.items() if id_ not in hidden)
    failed = [check for check in rules.failed(outcomes) if check.field not in hidden]
    return Filled(answers, {}, hidden, rules.needed(outcomes) - hidden, failed, read)


def _forbidden(plan: Plan, page: str | None, raw: Raw, filled: Filled, known: Mapping[str, Any], on: date | None) -> list[str]:
    """Answers to fields that could not have been asked, whatever stands on this page. (A field that an answer of
    the same page hides was there when the page was filled in: its answer is dropped, not refused.)"""
    hidden = filled.hidden
    suspects = {id_ for id_ in hidden if id_ in raw and any(raw[id_])}
    if plan.takers:
        suspects |= {part for key, values in raw.items() if any(values) and (part := key.partition(".")[0]) in hidden}
    if not suspects:
        return []
    elsewhere = {id_: value for id_, value in filled.answers.items() if page is not None and plan.page_of[id_] != page}
    return sorted(suspects & plan.rules.hidden(plan.rules.decide(known, elsewhere, on), surely=True))


def _tell(plan: Plan, page: str | None, filled: Filled, wrongs: Wrongs, missing: list[str], language: str) -> None:
    """Put the reasons into words, in the order of the fields."""
    found: dict[str, list[str]] = {}
    for id_, wrong in ((id_, wrong) for id_, wrong in wrongs.items() if id_ not in filled.hidden):
        for at, message in wrong:
            found.setdefault(id_ + at, []).append(told(message, language))
    for id_ in missing:
        found.setdefault(id_, []).append(told(kind_of(plan.fields[id_]).missing(plan.fields[id_]), language))
    for check in filled.failed:
        found.setdefault(check.field, []).append(check.message.text(language))
    place, page_of = plan.place, plan.page_of
    for path, messages in sorted(found.items(), key=lambda pair: place[pair[0].partition(".")[0]]):
        filled.all_errors[path] = messages
        if page is None or page_of[path.partition(".")[0]] == page:
            filled.errors[path] = messages


def _refuse(filled: Filled, keys: list[str], language: str) -> None:
    filled.unknown_keys = tuple(sorted(keys))
    filled.refused = True
    listed = ", ".join(ascii(key[:60])[1:-1] for key in sorted(keys)[:_SHOWN_NAMES])
    reason = _("Entries came that this page does not ask for; nothing was stored: %(names)s.", names=listed)
    filled.errors[""] = [said(language, reason)]
