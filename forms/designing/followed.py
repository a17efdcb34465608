"""What a new id, or options that become one or two, bring with them: said in words before it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from core.catalogue.overlay import where
from core.definitions import Field, Group, Option, Programme, Wording, check, vocabulary
from core.definitions.recoding import Recoded
from core.definitions.renaming import Renamed, asking
from core.web.i18n import shell_language
from forms.designing import edits, options
from forms.designing.places import Refused, at, below, key, siblings

MOST = 12
"""So many places are named one by one."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether it is to be done: `do` is the button that does it, `points` are the sentences that say what comes of it."""

    title: str
    points: Sequence[str]
    do: str
    label: str


def question(programme: Programme, form: str, asks: str) -> Question | None:
    """`asks`: `merge:PART:INTO`, `split:PART`, `rename:PART:ID`, as a button says it; None where it cannot be done any more."""
    verb, _colon, about = asks.partition(":")
    part, _colon, more = about.partition(":")
    try:
        found = _ASKED[verb](programme, below(form, part), more) if verb in _ASKED else None
    except Refused:
        return None
    return found and Question(found[0], found[1], f"sure:{asks}", found[2])


def halves(programme: Programme, address: str) -> list[tuple[str, Wording]]:
    """The two that stand in the place of an option, to be worded apart."""
    option = at(programme, address)
    if not isinstance(option, Option):
        raise Refused(address, _("There is no such option."))
    taken = [each.id for each in siblings(programme, address)]
    return [
        (
            edits.fresh_id(f"{option.id}_{letter.lower()}", taken),
            Wording({code: f"{text} ({letter})" for code, text in option.label.root.items()}),
        )
        for letter in "AB"
    ]


def halved(programme: Programme, address: str) -> Recoded:
    first, second = halves(programme, address)
    return options.halved(programme, address, first, second)


def _merge(programme: Programme, address: str, into: str) -> tuple[str, list[str], str]:
    done = options.merged(programme, address, into)
    other = f"{address.rpartition('/')[0]}/{into}"
    names = {"one": _said(programme, address), "other": _said(programme, other)}
    first = _("Who answered “%(one)s” is counted and shown under “%(other)s”; “%(one)s” is offered no more.", **names)
    return (
        _("“%(one)s” and “%(other)s” become one", **names),
        [first, *_alike(programme, address), *_points(programme, done)],
        _("Merge"),
    )


def _split(programme: Programme, address: str, _more: str) -> tuple[str, list[str], str]:
    done, one = halved(programme, address), _said(programme, address)
    first = _("Two options stand in its place, to be worded apart.")
    second = _("Who answered “%(one)s” so far meant one of both: it is shown as a former answer and asked again.", one=one)
    return (
        _("“%(one)s” is split in two", one=one),
        [first, second, *_alike(programme, address), *_points(programme, done)],
        _("Split in two"),
    )


def _rename(programme: Programme, address: str, id: str) -> tuple[str, list[str], str]:
    done = options.renamed(programme, address, id)
    title = _("“%(one)s” is called %(id)s from here on", one=_said(programme, address), id=id)
    return title, list(_renamed(programme, done)), _("Rename")


def _into(programme: Programme, address: str, more: str) -> tuple[str, list[str], str]:
    where_, field = more.partition(":")[0], at(programme, address)
    target = at(programme, below(*address.split("/")[:2], where_))
    made = edits.rehome(programme, address, below(*address.split("/")[:2], where_))
    one = _said(programme, address)
    if isinstance(target, Group):
        names = {"one": one, "group": target.label.text(shell_language())}
        title = _("“%(one)s” is asked in each row of “%(group)s”", **names)
        points = [_("An answer given before stays with its form; where that is filled in again, it stands in the only row.")]
    else:
        title = _("“%(one)s” is asked once, no more in rows", one=one)
        points = [_("Where one row was answered, its answer stays; of several rows all are shown and it is asked again.")]
    if isinstance(target, Group) and isinstance(field, Field) and (field.shown_if or field.required_if or field.fact):
        points.append(_("In rows there are no conditions and no facts about the person: these are taken out."))
    return title, [*points, *_broken(programme, made)], _("Move there")


def _broken(before: Programme, after: Programme) -> Iterator[str]:
    """What names it as it was, and has to be said anew."""
    known = {str(fault) for fault in check(before, vocabulary())}
    paths = [str(fault.path) for fault in check(after, vocabulary()) if str(fault) not in known]
    if paths:
        yield _("These places name it as it was and have to be said anew: %(places)s.", places=_places(after, paths))


_ASKED = {"merge": _merge, "split": _split, "rename": _rename, "into": _into}


def _alike(programme: Programme, address: str) -> Iterator[str]:
    """Other forms that ask the same under the same id."""
    way = address.split("/")
    forms = [form for form in asking(programme, way[1], way[3:-2:2], way[-1]) if form.id != way[1]]
    if forms:
        named = ", ".join(form.title.text(shell_language()) for form in forms)
        yield _("The same question goes along in: %(forms)s.", forms=named)


def _points(programme: Programme, done: Recoded) -> Iterator[str]:
    changed = [each for each in done.written if each not in done.wider]
    if changed:
        yield _("These rules follow and mean what they meant: %(places)s.", places=_places(programme, changed))
    if done.wider:
        yield _("These rules named one of both and hold for both then: %(places)s.", places=_places(programme, done.wider))
    if done.left:
        yield _(
            "These rules would mean something else; they stay as they are until you have said what they are to mean: %(places)s.",
            places=_places(programme, done.left),
        )
    if not (done.written or done.left):
        yield _("No rule names it.")


def _renamed(programme: Programme, done: Renamed) -> Iterator[str]:
    if done.written:
        yield _("These rules follow and mean what they meant: %(places)s.", places=_places(programme, done.written))
    yield _(
        "Another form asks under the same id. These rules may mean that one and stay as they are: %(places)s.",
        places=_places(programme, done.left),
    )


def _places(programme: Programme, paths: Sequence[str]) -> str:
    """In words, each once; the property behind its element."""
    named = [where(programme, *_parted(path), shell_language()) for path in dict.fromkeys(paths)]
    more = len(named) - MOST
    return "; ".join(named[:MOST]) + (_(" and %(count)s more", count=more) if more > 0 else "")


def _parted(path: str) -> tuple[str, str]:
    address, _stroke, name = path.rpartition("/")
    return address, name


def _said(programme: Programme, address: str) -> str:
    part: Any = at(programme, address)
    wording: Wording | None = getattr(part, "label", None) or getattr(part, "title", None)
    return wording.text(shell_language()) if wording else key(address)
