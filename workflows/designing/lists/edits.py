"""Pure verbs on a programme's own code lists and their entries. Each gives a new programme, or raises Refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _

from core.definitions import CodeList, Entry, Field, Form, Group, Page, Programme, UnknownName, Wording, vocabulary
from core.definitions.fields import Optioned
from core.definitions.listing import users
from core.definitions.recoding import recoded_everywhere
from core.definitions.renaming import Taken, renamed_everywhere
from core.web.i18n import shell_language
from forms.designing.edits import fresh_id
from forms.designing.options import in_use
from forms.designing.places import Refused, around, key
from workflows.designing.addresses import at, changed, find, siblings

MOST, ENTRIES = 100, 2_000
"""So many lists has a programme, and so many entries a list."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")


def taken(programme: Programme) -> list[str]:
    """The ids that a new list may not have: those of the others, of the shared ones, and of questions."""
    return [*(each.id for each in (*programme.lists, *vocabulary().lists)), *programme.fields]


def add(programme: Programme, title: Wording, id_: str = "", entries: Sequence[Entry] = (), ordered: bool = False) -> Programme:
    """A further list behind the others; without an id one that its title gives."""
    if len(programme.lists) >= MOST:
        raise Refused("lists", _("A programme has at most %(most)s code lists.", most=MOST))
    made = CodeList(id=id_ or fresh_id(title.text(), taken(programme)), title=title, entries=entries, ordered=ordered)
    return programme.but(lists=[*programme.lists, made])


def copy(programme: Programme, id_: str, title: Wording) -> Programme:
    """A shared list as one of the programme's own, to be changed from here on; questions take it in one by one."""
    try:
        shared = vocabulary().list(id_)
    except UnknownName:
        raise Refused("lists", _("There is no such shared list.")) from None
    return add(programme, title, fresh_id(f"{id_}_own", taken(programme)), shared.entries, shared.ordered)


def remove(programme: Programme, part: str) -> Programme:
    """Take out an entry, or a list that no question uses any more."""
    if around(part):
        return changed(programme, part, lambda _part: None)
    if asking := [field for _form, field in users(programme.forms, key(part))]:
        named = ", ".join(f"„{field.label.text(shell_language())}“" for field in asking[:5])
        raise Refused(
            part, _("Questions still take their answers from it: %(fields)s. Give them another list first.", fields=named)
        )
    return changed(programme, part, lambda _part: None)


def rename(programme: Programme, part: str, id_: str, *, kept: bool) -> Programme:
    """Another id for a list, which its questions follow, or for an entry. `kept`: answers may be stored under the former one."""
    thing = at(programme, part)
    if id_ == thing.id:
        return programme
    names = [each.id for each in siblings(programme, part)] if around(part) else taken(programme)
    free(names, id_, f"{part}/id")
    if around(part):
        try:
            return renamed_everywhere(programme, part, id_, kept=kept).programme
        except Taken as taken_:
            raise Refused(f"{part}/id", in_use(taken_)) from None
    was = tuple(dict.fromkeys(each for each in (*thing.was, thing.id) if each != id_)) if kept else thing.was
    made = changed(programme, part, lambda thing: thing.but(id=id_, was=was))
    return made.but(forms=[_form(form, thing.id, id_) for form in made.forms])


def add_entry(programme: Programme, part: str, title: Wording, id_: str = "") -> Programme:
    """A further entry of a list, behind the others."""
    codes = at(programme, part)
    return add_entries(
        programme, part, [Entry(id=id_ or fresh_id(title.text(), [each.id for each in codes.entries]), title=title)]
    )


def add_entries(programme: Programme, part: str, entries: Sequence[Entry]) -> Programme:
    codes = at(programme, part)
    if len(codes.entries) + len(entries) > ENTRIES:
        raise Refused(f"{part}/entries", _("A code list has at most %(most)s entries.", most=ENTRIES))
    for each in entries:
        free([other.id for other in codes.entries], each.id, f"{part}/entries")
    return changed(programme, part, lambda codes: codes.but(entries=[*codes.entries, *entries]))


def merge(programme: Programme, part: str, into: str) -> Programme:
    """One entry takes over the answers of another, which goes; rules follow where they mean the same."""
    entry, target = at(programme, part), find(programme, f"{part.rpartition('/')[0]}/{into}")
    if target is None or target is entry:
        raise Refused(part, _("Choose the entry that takes over its answers."))
    heir = target.but(was=tuple(dict.fromkeys([*target.was, entry.id, *entry.was])))
    rest = [heir if each is target else each for each in siblings(programme, part) if each is not entry]
    made = changed(programme, around(part), lambda codes: codes.but(entries=rest))
    return recoded_everywhere(programme, made, around(part), {entry.id: (into,)}).programme


def split(programme: Programme, part: str) -> Programme:
    """Two entries in the place of one, to be worded apart; what was answered stands for both until somebody says which."""
    entry, row = at(programme, part), list(siblings(programme, part))
    ids: list[str] = []
    for letter in "ab":
        ids.append(fresh_id(f"{entry.id}_{letter}", [*(each.id for each in row), *ids]))
    halves = [
        entry.but(id=id_, title=_lettered(entry.title, letter), was=tuple(dict.fromkeys([entry.id, *entry.was])))
        for id_, letter in zip(ids, "AB", strict=True)
    ]
    place = row.index(entry)
    made = changed(programme, around(part), lambda codes: codes.but(entries=[*row[:place], *halves, *row[place + 1 :]]))
    return recoded_everywhere(programme, made, around(part), {entry.id: ids}).programme


def free(names: Iterable[str], id_: str, path: str) -> None:
    """Raises Refused for what is no id, or is taken."""
    if not _ID.fullmatch(id_):
        raise Refused(path, _("An id is made of small letters, digits and _ and begins with a letter; write it like school_1."))
    if id_ in names:
        raise Refused(path, _("The id “%(id)s” is taken; choose another one.", id=id_))


def _lettered(title: Wording, letter: str) -> Wording:
    return Wording({code: f"{text} ({letter})" for code, text in title.root.items()})


def _form(form: Form, old: str, new: str) -> Form:
    if not any(True for _each in users([form], old)):
        return form
    return form.but(pages=[_page(page, old, new) for page in form.pages])


def _page(page: Page, old: str, new: str) -> Page:
    return page.but(fields=[_field(field, old, new) for field in page.fields])


def _field(field: Field, old: str, new: str) -> Field:
    if isinstance(field, Group):
        return field.but(fields=[_field(each, old, new) for each in field.fields])
    return field.but(codes=new) if isinstance(field, Optioned) and field.codes == old else field
