"""Pure verbs on the forms of a programme: pages and fields put in, moved, copied and taken out. Each gives a new programme,
or raises Refused with the reason; nothing is ever half done."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from pydantic import ValidationError

from core.definitions import Field, Form, Group, Option, Page, Programme, Wording, field_class
from forms.designing.places import (
    Refused,
    around,
    at,
    below,
    changed,
    find,
    form_of,
    gone,
    holder,
    key,
    listed,
    siblings,
    whole,
)

LAST = None
"""Behind all others."""
FIRST = ""
FORMS, PAGES, FIELDS, OPTIONS = 200, 50, 500, 500
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fresh_id(wish: str, taken: Sequence[str]) -> str:
    """An id that says what is meant: `Schule` → `schule`, and `schule_2` where that is taken."""
    plain = unicodedata.normalize("NFKD", wish.casefold().translate(_SPELLED)).encode("ascii", "ignore").decode()
    stem = _NO_LETTER.sub("_", plain).strip("_")[:40].strip("_") or "x"
    stem = stem if stem[0].isalpha() else f"x_{stem}"
    if stem not in taken:
        return stem
    return next(name for number in range(2, len(taken) + 3) if (name := f"{stem}_{number}") not in taken)


def field_ids(form: Form) -> list[str]:
    """All ids that a new field of the form may not take: those of the other fields, in groups too."""
    inner = [each.id for field in form.fields if isinstance(field, Group) for each in field.fields]
    return [*(field.id for field in form.fields), *inner]


# forms


def add_form(programme: Programme, id: str, title: Wording) -> Programme:
    """A form of one empty page, behind the others. A step has to name it before anybody fills it in."""
    if len(programme.forms) >= FORMS:
        raise Refused("forms", _("A programme has at most %(most)s forms.", most=FORMS))
    if programme.form(id):
        raise Refused(f"forms/{id}/id", _("The id “%(id)s” is taken; choose another one.", id=id))
    return programme.but(forms=[*programme.forms, Form(id, title, pages=[Page("main", title, fields=[])])])


def remove_form(programme: Programme, id: str) -> Programme:
    """Take a form out; the check of the whole names the steps that are left without it."""
    form = programme.form(id)
    if form is None:
        gone(f"forms/{id}"[:80])
    if form.locked:
        raise Refused(f"forms/{id}", form.locked)
    return programme.but(forms=[each for each in programme.forms if each is not form])


# pages


def add_page(programme: Programme, form: str, id: str, title: Wording, after: str | None = LAST) -> Programme:
    """An empty page behind the page `after`."""
    where = at(programme, form)
    assert isinstance(where, Form)
    if len(where.pages) >= PAGES:
        raise Refused(f"{form}/pages", _("A form has at most %(most)s pages.", most=PAGES))
    if where.page(id):
        raise Refused(f"{form}/pages/{id}/id", _("The id “%(id)s” is taken; choose another one.", id=id))
    page = Page(id, title, fields=[])
    return changed(programme, form, lambda form: form.but(pages=put(form.pages, page, after, f"{form}/pages")))


def remove_page(programme: Programme, address: str) -> Programme:
    """Take a page out; its fields go to the page before it, or behind it where it is the first: no question is lost."""
    form, page = form_of(programme, address), at(programme, address)
    assert isinstance(page, Page)
    if len(form.pages) == 1:
        raise Refused(address, _("A form needs at least one page."))
    place = [each.id for each in form.pages].index(page.id)
    heir = form.pages[place - 1 if place else 1]
    fields = [*heir.fields, *page.fields] if place else [*page.fields, *heir.fields]
    pages = [heir.but(fields=fields) if each is heir else each for each in form.pages if each is not page]
    return changed(programme, around(address), lambda form: form.but(pages=pages))


# fields


def add_field(programme: Programme, where: str, field: Field, after: str | None = LAST) -> Programme:
    """Put a field into a page (`forms/intake/pages/main`) or a group (`forms/intake/fields/jobs`), behind `after`."""
    target, form = at(programme, where), form_of(programme, where)
    if not isinstance(target, (Page, Group)):
        gone(where)
    if len(field_ids(form)) >= FIELDS:
        raise Refused(f"{where}/fields", _("A form has at most %(most)s questions. Split it into several forms.", most=FIELDS))
    if isinstance(target, Group) and isinstance(field, Group):
        raise Refused(f"{where}/fields", _("Rows cannot stand in rows. Put the group onto a page."))
    if field.id in (each.id for each in target.fields) or (isinstance(target, Page) and form.field(field.id)):
        raise Refused(f"{where}/fields/{field.id}/id", _("The id “%(id)s” is taken; choose another one.", id=field.id))
    return changed(programme, where, lambda owner: owner.but(fields=put(owner.fields, field, after, where)))


def new_field(kind: str, id: str, label: Wording, *, texts: Sequence[Wording] = ()) -> Field:
    """A field of this kind that can be shown at once. `texts`: the wordings of two options, or of a group's first question."""
    cls = field_class(kind)
    if cls is None:
        raise Refused("", _("There is no such kind of question."))
    more: dict[str, Any] = {}
    if "options" in cls.model_fields:
        more["options"] = [Option(f"option_{number}", text) for number, text in enumerate(texts or (label,), 1)]
    elif issubclass(cls, Group):
        more["fields"] = [new_field("text", "text", texts[0] if texts else label)]
    elif "rule" in cls.model_fields:
        more["rule"] = "false"
    try:
        return cls(id, label, **more)
    except ValidationError:
        raise Refused("", _("A question of this kind cannot be made here; its plugin has to ship it.")) from None


def remove(programme: Programme, address: str) -> Programme:
    """Take out a field, an option, a check or a page."""
    if listed(address) == "pages":
        return remove_page(programme, address)
    owner = holder(programme, address)
    if isinstance(owner, Group) and len(owner.fields) == 1:
        raise Refused(address, _("A group needs at least one question. Take out the group itself."))
    return changed(programme, address, lambda _part: None)


def copy_field(programme: Programme, address: str, id: str) -> Programme:
    """The same field once more, right behind it. Only one field may write a fact, so the copy is bound to none."""
    field = at(programme, address)
    if not isinstance(field, Field):
        gone(address)
    whole(field, address)
    bare: dict[str, Any] = {"facts": {}} if "facts" in type(field).model_fields else {}
    copy = field.but(id=id, fact=None, locked=None, **bare, **({"was": ()} if "was" in type(field).model_fields else {}))
    owner = holder(programme, address)
    where = below(around(address), "pages", owner.id) if isinstance(owner, Page) else around(address)
    return add_field(programme, where, copy, field.id)


# order


def move(programme: Programme, address: str, after: str | None, page: str | None = None) -> Programme:
    """Put a part behind its sibling `after` (FIRST, LAST); with `page` a field goes to that page."""
    part, owner = at(programme, address), holder(programme, address)
    if page is None or page == owner.id or not isinstance(owner, Page):
        name = listed(address)
        left = [each for each in getattr(owner, name) if each.id != part.id]
        return _with(programme, address, owner, name, put(left, part, after, address))
    if find(programme, where := below(around(address), "pages", page)) is None:
        gone(where)
    out = changed(programme, address, lambda _part: None)
    return changed(out, where, lambda target: target.but(fields=put(target.fields, part, after, address)))


def rehome(programme: Programme, address: str, where: str, after: str | None = LAST) -> Programme:
    """A question into rows (`where` is a group), out of them (a page), or into other ones. It keeps its id: by it, what was
    answered there is found. In rows a question has no conditions and no fact."""
    field, owner = at(programme, address), holder(programme, address)
    if not isinstance(field, Field):
        gone(address)
    whole(field, address)
    if isinstance(owner, Group) and len(owner.fields) == 1:
        raise Refused(address, _("A group needs at least one question. Take out the group itself."))
    if (reason := getattr(owner, "locked", None) or getattr(at(programme, where), "locked", None)) is not None:
        raise Refused(address, reason)
    inside = isinstance(at(programme, where), Group)
    if inside and isinstance(field, Group):
        raise Refused(address, _("Rows cannot stand in rows. Put the group onto a page."))
    bare: dict[str, Any] = {"shown_if": None, "required_if": None, "fact": None} if inside else {}
    bare |= {"facts": {}} if inside and "facts" in type(field).model_fields else {}
    return add_field(changed(programme, address, lambda _part: None), where, field.but(**bare), after)


def step(programme: Programme, address: str, by: int) -> Programme:
    """One place up (-1) or down (1) among its siblings."""
    ids = [each.id for each in siblings(programme, address)]
    place = ids.index(key(address)) + by
    if not 0 <= place < len(ids):
        raise Refused(address, _("It already stands at this end of its list."))
    others = [id_ for id_ in ids if id_ != key(address)]
    return move(programme, address, others[place - 1] if place else FIRST)


def _with(programme: Programme, address: str, owner: Any, name: str, parts: Sequence[Any]) -> Programme:
    """The programme with this list in the holder of a part."""
    where = around(address)
    if isinstance(owner, Page) and name == "fields":
        where = below(where, "pages", owner.id)
    return changed(programme, where, lambda old: old.but(**{name: parts}))


def put(parts: Sequence[Any], part: Any, after: str | None, path: str) -> list[Any]:
    if after is LAST:
        return [*parts, part]
    ids = [each.id for each in parts]
    if after != FIRST and after not in ids:
        raise Refused(path, _("What it was to stand behind is not there any more. Try it once more."))
    place = ids.index(after) + 1 if after else 0
    return [*parts[:place], part, *parts[place:]]
