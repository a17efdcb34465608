"""Run a programme's examples: does each verdict come out as somebody has thought it out beforehand?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from functools import lru_cache

from core.definitions.criterion import Criterion
from core.definitions.example import Example
from core.definitions.files import Fault
from core.definitions.programme import Programme
from core.definitions.vocabulary import UnknownName, Vocabulary, vocabulary
from core.rules import DATE, NUMBER, Code, Decider, RuleError, SetOf, Verdict
from core.rules.message import Message, did_you_mean, joined, msg, there_are
from core.rules.types import BOOLEAN, Type, in_words
from core.rules.verdict import Criterion as AnyCriterion

Owner = tuple[str, str]
"""Whose criteria: ("", "") the programme's own, else ("track" | "block" | "offering", id)."""
_STATES = {True: "met", False: "not met", None: "open"}
WHAT = {"track": msg("track"), "block": msg("block"), "offering": msg("offering")}
EXPECTED = {"eligible": msg("eligible"), "not eligible": msg("not eligible"), "open": msg("open")}
_GIVEN = {"met": msg("met"), "not met": msg("not met"), "open": msg("open"), "not asked": msg("not asked")}
_NOUNS = {"track": "tracks", "block": "blocks", "offering": "offerings"}


@dataclass(frozen=True, slots=True)
class Finding:
    """An example that did not come out as expected: the sentence says what was expected, what came, and what decided."""

    example: str
    title: str
    expected: str
    came: str
    said: Message

    @property
    def message(self) -> str:
        return f"“{self.title}”: {self.said}"

    @property
    def path(self) -> str:
        return f"examples/{self.example}"

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class WrongValue(ValueError):
    """A fact of an example that is not of its type."""


def check_examples(programme: Programme, words: Vocabulary | None = None) -> list[Finding]:
    """Those examples that fail, in order; an empty list: all hold. What cannot be read is a finding, too."""
    return list(_failing(programme)) if words is None else list(_run_all(programme, words))


@lru_cache(maxsize=64)
def _failing(programme: Programme) -> tuple[Finding, ...]:
    """A definition is frozen: its examples are run once, however often it is shipped, looked at and published."""
    return tuple(_run_all(programme, vocabulary()))


def _run_all(programme: Programme, words: Vocabulary) -> Iterator[Finding]:
    deciders = Deciders(programme, words)
    return (finding for example in programme.examples if (finding := _run(example, deciders)))


class Deciders:
    """The deciders of a programme, its tracks, blocks and offerings, each made when it is first asked for."""

    def __init__(self, programme: Programme, words: Vocabulary) -> None:
        self._programme, self._words = programme, words
        self._made: dict[Owner, Decider] = {}

    def verdict(self, example: Example) -> Verdict:
        """Raises LookupError, WrongValue or RuleError for an example or a rule that cannot be read."""
        owner = owner_of(example)
        return self.of(owner).decide(
            known(example, self._words), day_of(self._programme, example), sources=dict(example.sources) or None
        )

    def of(self, owner: Owner) -> Decider:
        if owner not in self._made:
            self._made[owner] = self.make(criteria_of(self._programme, owner))
        return self._made[owner]

    def make(self, criteria: Sequence[AnyCriterion]) -> Decider:
        words = self._words
        return Decider(criteria, words.entry_scope, categories=words.categories, validities=words.validities)


def owner_of(example: Example) -> Owner:
    return next(((sort, id) for sort in _NOUNS if (id := getattr(example, sort))), ("", ""))


def criteria_of(programme: Programme, owner: Owner) -> Sequence[Criterion]:
    """Raises LookupError for a track, block or offering that is not there."""
    sort, id = owner
    if not sort:
        return programme.eligibility
    there = getattr(programme, _NOUNS[sort])
    found = next((each for each in there if each.id == id), None)
    if found is None:
        near = get_close_matches(id, [each.id for each in there], 1)
        hint = did_you_mean(near[0]) if near else there_are(", ".join(each.id for each in there) or msg("none"))
        raise LookupError(joined((msg("There is no {what} '{name}'.", what=WHAT[sort], name=id), hint), " "))
    criteria: Sequence[Criterion] = found.eligibility
    return criteria


def day_of(programme: Programme, example: Example) -> date:
    """A block that begins later is judged as of its first day."""
    starts = next((block.starts_on for block in programme.blocks if block.id == example.block), None)
    return max(example.on, starts) if starts else example.on


def known(example: Example, words: Vocabulary) -> dict[str, object]:
    """The facts of an example as rules read them. Raises WrongValue and UnknownName."""
    return {name: _value(name, value, words) for name, value in example.facts.items()}


def _value(name: str, value: object, words: Vocabulary) -> object:
    type_ = words.entry_scope.get(name)
    if type_ is None or words.has(name):
        fact = words.fact(name)
        if fact.derived_from is not None:
            if fact.derived_from == name:
                raise WrongValue(msg("'{name}' is the day `on`", name=name))
            raise WrongValue(msg("'{name}' is worked out; give '{base}'", name=name, base=fact.derived_from))
        type_ = words.type(fact)
    found = _read(value, type_)
    if found is None:
        raise WrongValue(msg("'{value}' does not fit '{name}', which is {wanted}", value=value, name=name, wanted=_wanted(type_)))
    return found


def _read(value: object, type_: Type) -> object:
    match type_:
        case SetOf(Code() as item):
            return frozenset(value) if isinstance(value, tuple) and set(value) <= set(item.codes) else None
        case SetOf():
            return frozenset(value) if isinstance(value, tuple) else None
        case Code(codes=codes):
            return value if value in codes else None
    if type_ == BOOLEAN or isinstance(value, bool):
        return value if isinstance(value, bool) and type_ == BOOLEAN else None
    if type_ == NUMBER:
        return _number(value)
    if type_ == DATE:
        return _day(value)
    return value if isinstance(value, str) else None


def _number(value: object) -> Decimal | None:
    try:
        found = Decimal(value) if isinstance(value, int | str) else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _wanted(type_: Type) -> Message:
    if isinstance(type_, SetOf):
        return msg("a list of {item}", item=_wanted(type_.item))
    if isinstance(type_, Code):
        shown = ", ".join(type_.codes[:8])
        return msg("one of {codes}", codes=f"{shown}{', …' if len(type_.codes) > 8 else ''}")
    return msg("a day, written as 2003-05-01") if type_ == DATE else in_words(type_) if type_ != BOOLEAN else msg("true or false")


def _run(example: Example, deciders: Deciders) -> Finding | None:
    try:
        verdict = deciders.verdict(example)
    except RuleError as error:
        return _finding(example, "", msg("The example cannot be judged: {error}", error=error.told))
    except (LookupError, WrongValue) as error:
        return _finding(example, "", msg("The example cannot be judged: {error}", error=error.args[0]))
    came = msg("On {day} it is {outcome}{why}", day=example.on, outcome=EXPECTED[verdict.outcome], why=_why(verdict))
    if verdict.outcome != example.expects:
        wanted = {"expected": EXPECTED[example.expects], "wish": _wish(example)}
        return _finding(example, verdict.outcome, msg("{came}; expected: {expected}{wish}.", came=came, **wanted))
    if unlike(example, verdict):
        other = _noted_otherwise(example, verdict)
        if other:
            came = msg("{came}, and {noted}", came=came, noted=_states(other))
        return _finding(example, verdict.outcome, msg("{came}; expected{wish}.", came=came, wish=_wish(example)))
    return None


def unlike(example: Example, verdict: Verdict) -> bool:
    """Whether the verdict differs from what the example expects of it."""
    if verdict.outcome != example.expects:
        return True
    decided = set(example.decided_by) not in (set(), set(verdict.decided_by))
    missing = set(example.missing) not in (set(), set(verdict.missing))
    return decided or missing or bool(example.notes and _noted_otherwise(example, verdict))


def _noted_otherwise(example: Example, verdict: Verdict) -> dict[str, str]:
    """The criteria that gave something else than the example expects of them, with what they gave."""
    given = {reason.id: _STATES[reason.state] for reason in verdict.reasons}
    return {id: given.get(id, "not asked") for id, state in example.notes.items() if given.get(id, "not asked") != state}


def _finding(example: Example, came: str, said: Message) -> Finding:
    return Finding(example.id, example.title.text("en"), example.expects, came, said)


def _why(verdict: Verdict) -> str:
    if verdict.outcome == "open":
        return msg(", since {names} is unknown", names=_listed(verdict.missing)) if verdict.missing else ""
    if verdict.outcome == "eligible":
        return ""
    return msg(", decided by {names}", names=_listed(verdict.decided_by))


def _wish(example: Example) -> str:
    if example.decided_by:
        return msg(", decided by {names}", names=_listed(example.decided_by))
    if example.missing:
        return msg(", since {names} is unknown", names=_listed(example.missing))
    return msg(" that {noted}", noted=_states(example.notes)) if example.notes else ""


def _states(given: Mapping[str, str]) -> Message:
    return _listed([msg("{id} is {state}", id=id, state=_GIVEN[state]) for id, state in given.items()])


def _listed(names: Sequence[str]) -> Message:
    *first, last = names or (msg("nothing"),)
    return msg("{one} and {other}", one=joined(first, ", "), other=last) if first else joined((last,), ", ")


def example_faults(programme: Programme, words: Vocabulary) -> Iterator[Fault]:
    """What is wrong with how examples are written; whether they hold, `check_examples` says."""
    for example in programme.examples:
        path = f"examples/{example.id}"
        yield from _owner_faults(programme, example, path)
        for name, value in example.facts.items():
            try:
                _value(name, value, words)
            except (UnknownName, WrongValue) as error:
                yield Fault(f"{path}/facts/{name}", error.args[0])
        if example.expects != "not eligible" and example.decided_by:
            yield Fault(
                f"{path}/decided_by",
                msg("Criteria decide against somebody; here '{expects}' is expected", expects=EXPECTED[example.expects]),
            )
        if example.expects != "open" and example.missing:
            yield Fault(
                f"{path}/missing",
                msg("Facts are missing where it is open; here '{expects}' is expected", expects=EXPECTED[example.expects]),
            )


def _owner_faults(programme: Programme, example: Example, path: str) -> Iterator[Fault]:
    named = [sort for sort in _NOUNS if getattr(example, sort)]
    if len(named) > 1:
        yield Fault(path, msg("It names {named}; an example asks the criteria of one of them", named=_listed(named)))
    try:
        criteria = criteria_of(programme, owner_of(example))
    except LookupError as error:
        yield Fault(f"{path}/{named[0]}", error.args[0])
        return
    there: Mapping[str, None] = dict.fromkeys(criterion.id for criterion in criteria)
    for id in (*example.decided_by, *example.notes):
        if id not in there:
            near = get_close_matches(id, there, 1)
            hint = did_you_mean(near[0]) if near else there_are(", ".join(there) or msg("none"))
            where = "decided_by" if id in example.decided_by else "notes"
            yield Fault(
                f"{path}/{where}", joined((msg("There is no {what} '{name}'.", what=msg("criterion"), name=id), hint), " ")
            )
