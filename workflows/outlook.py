"""What a verdict says beyond today, in words: until when it holds, what would turn it, and what is worth asking next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _

from core import catalogue
from core.definitions import vocabulary
from core.rules import Verdict
from core.rules.cells import OTHER, Cell
from core.rules.flips import Flip, flips
from core.rules.horizon import Turn, horizon
from core.rules.questions import Sensitivity, next_questions
from core.web.i18n import show_date, wording_text
from workflows.eligibility import judge
from workflows.words import KINDS, fact_text, title_of, verdict_text

SHOWN = 6
"""So many values of one fact are named; the others are counted."""
_BETTER = {"not eligible": ("open", "eligible"), "open": ("eligible",), "eligible": ("open", "not eligible")}
"""What is worth telling: how somebody could get in, and what would take it from her."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes with time: a sentence with the day, and why, a sentence for each criterion that turns."""

    text: str
    kind: str
    because: Sequence[str]


@dataclass(frozen=True, slots=True)
class Would:
    """What another value of one fact would give."""

    fact: Any
    values: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact to ask for, with the titles of the programmes that an answer can settle."""

    fact: Any
    settles: Sequence[Any]
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """`text` and `kind` say the verdict itself; `doubts` are facts with "weak" (no document was seen) or "expired"."""

    text: str
    kind: str
    ahead: Ahead
    would: Sequence[Would]
    asks: Sequence[Ask]
    doubts: Sequence[tuple[Any, str]]


def outlook(
    verdict: Verdict, facts: Mapping[str, Any], sources: Mapping[str, str] | None = None, *, turning: bool = True
) -> Outlook:
    """`facts` and `sources` are as the verdict was judged on: other programmes are judged on them, too, to rank the questions.

    `turning` looks for what would turn it, which takes some hundred verdicts.
    """
    would = list(_would(verdict)) if turning else []
    text, kind = verdict_text(verdict.outcome), KINDS[verdict.outcome]
    doubted = {name: doubt for reason in verdict.reasons for name, doubt in reason.doubts.items()}
    doubts = [(title_of(name), doubt) for name, doubt in doubted.items()]
    return Outlook(text, kind, ahead(verdict), would, list(_asks(verdict, facts, sources)), doubts)


def ahead(verdict: Verdict) -> Ahead:
    """Until when it holds, and what comes then."""
    found = horizon(verdict)
    if found.day is None:
        text = _("Nothing changes by %(day)s if the facts stay as they are.", day=show_date(found.seen))
        return Ahead(text, "info", ())
    texts = {
        "eligible": _("Eligible until %(day)s.", day=show_date(found.until)),
        "not eligible": _("Not eligible until %(day)s.", day=show_date(found.until)),
        "open": _("Open until %(day)s.", day=show_date(found.until)),
    }
    then = _("From %(day)s on: %(verdict)s.", day=show_date(found.day), verdict=verdict_text(found.outcome or ""))
    return Ahead(
        f"{texts[verdict.outcome]} {then}", KINDS[found.outcome or "open"], [turned(each, found.day) for each in found.turns]
    )


def turned(turn: Turn, day: date) -> str:
    """Why a criterion is another one on this day."""
    title, before = wording_text(turn.title), show_date(day - timedelta(days=1))
    if turn.cause == "birthday":
        return _("%(age)s years old on %(day)s: “%(title)s”", age=turn.age, day=show_date(day), title=title)
    if turn.cause == "begins":
        return _("“%(title)s” is asked for from %(day)s on", title=title, day=show_date(day))
    if turn.cause == "ends":
        return _("“%(title)s” is asked for until %(day)s", title=title, day=before)
    if turn.cause == "expires":
        paper = wording_text(title_of(turn.fact or ""))
        return _("The paper for “%(fact)s” is valid until %(day)s", fact=paper, day=before)
    return (
        _("“%(title)s” holds until %(day)s", title=title, day=before)
        if turn.before
        else _("“%(title)s” holds from %(day)s on", title=title, day=show_date(day))
    )


def _would(verdict: Verdict) -> Iterable[Would]:
    for flip in flips(verdict):
        # what is missing is asked for; telling what each answer would give invites to answer so
        if flip.outcome in _BETTER[verdict.outcome] and flip.fact not in verdict.missing:
            yield Would(title_of(flip.fact), _values(flip), verdict_text(flip.outcome), KINDS[flip.outcome])


def _values(flip: Flip) -> str:
    if flip.change == "proof":
        return _("as it stands, if the document is seen")
    if flip.change == "renewed":
        return _("as it stands, with a document that is valid")
    texts = [_cell(flip.fact, cell) for cell in flip.cells]
    more = len(texts) - SHOWN
    listed = "; ".join(texts[:SHOWN])
    return listed if more <= 0 else _("%(values)s and %(count)s more", values=listed, count=more)


def _cell(fact: str, cell: Cell) -> str:
    if cell.value == OTHER:
        return _("something else")
    if cell.single:
        return fact_text(fact, cell.value)
    if cell.lower is None and cell.upper is None:
        return _("anything")
    low, high = fact_text(fact, cell.lower), fact_text(fact, cell.upper)
    if cell.upper is None:
        return _("from %(value)s", value=low) if cell.lower_closed else _("more than %(value)s", value=low)
    if cell.lower is None:
        return _("up to %(value)s", value=high) if cell.upper_closed else _("less than %(value)s", value=high)
    return _("from %(low)s to %(high)s", low=low, high=high)


def _asks(verdict: Verdict, facts: Mapping[str, Any], sources: Mapping[str, str] | None) -> Iterable[Ask]:
    if verdict.outcome != "open":
        return
    programmes = {programme.id: programme for programme in catalogue.offered()}
    verdicts = {id: judge(facts, programme, verdict.on, sources=sources) for id, programme in programmes.items()}
    for question in next_questions({**verdicts, "": verdict}, sensitivity):
        if "" in question.missing_in:
            titles = [programmes[id].title for id in question.settles if id]
            yield Ask(title_of(question.fact), titles, question.sensitivity == "sensitive")


def sensitivity(fact: str) -> Sensitivity:
    """The privacy class of a shared fact."""
    return vocabulary().fact(fact).privacy if vocabulary().has(fact) else "normal"
