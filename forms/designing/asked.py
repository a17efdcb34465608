"""What a page of the designer asks for, done to a programme: the only way from an input to a changed form.

A button is sent as `_do` with what it is about: `up:fields/school`. Inputs are `p:PART:NAME` for a property and
`w:PART:NAME:LANGUAGE` for one language of a wording; PART is empty for the part that `_at` names, else a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Check, Field, Form, Group, Page, Programme, Wording
from core.definitions.fields import Optioned
from core.web.i18n import SHELL
from core.web.inputs import storable
from forms.designing import edits, followed, options, properties, ruled, setting
from forms.designing.places import Refused, around, at, below, changed, find, form_of, gone, holder, key, siblings
from forms.designing.taken_in import Sent, taken_in
from forms.kinds.spoken import said


@dataclass(frozen=True, slots=True)
class Done:
    """The programme as it is now, and the part of the form that is looked at next: `fields/school`, empty for the form."""

    programme: Programme
    at: str = ""
    told: str = ""
    """The sentence of a step that was taken back or made again."""
    open: str = ""
    """The part of a rule that is looked at next: `shown_if:0.1`."""
    form: str = ""
    """The id of the form, where it has another one now."""
    asks: str = ""
    """What is done only when it is asked for once more, since more comes of it: `merge:PART:INTO`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `form` is the form's address, `part` what the panel shows, `about` what the button is about."""

    programme: Programme
    form: str
    part: str
    about: str
    sent: Sent
    published: Programme | None = None
    """What answers may have been given to; parts that stand there keep their ids in mind."""

    def one(self, name: str) -> str:
        return (self.sent.get(name) or [""])[0].strip()

    def address(self, part: str) -> str:
        return below(self.form, part)


def do(programme: Programme, form: str, sent: Sent, published: Programme | None = None) -> Done:
    """What is typed is taken in first, then the button does its own. Raises Refused; nothing is changed then."""
    if not all(storable(value) for name, values in sent.items() for value in (name, *values)):
        raise Refused(form, _("The text holds characters that cannot be stored. Delete them, or type the text anew."))
    verb, _colon, about = (sent.get("_do") or ["set"])[0].partition(":")
    part = (sent.get("_at") or [""])[0]
    if part and find(programme, below(form, part)) is None:
        # what was typed for it would else be said of the form
        part = gone(below(form, part)) if any(name[:2] in ("p:", "w:") for name in sent) else ""
    if about == "options":
        # one row of buttons for all options: a list says which one
        about = below(part, "options", (sent.get("_option") or [""])[0])
    filled = taken_in(programme, form, part, sent)
    act = VERBS.get(verb)
    if act is None:
        raise Refused(form, _("There is no such button on this page."))
    return act(Asked(filled, form, part, about, sent, published))


# what buttons do


def _set(asked: Asked) -> Done:
    """Return in the input of a new option presses this button, too."""
    if asked.one("_label") and isinstance(find(asked.programme, asked.address(asked.part)), Optioned):
        return _option_added(replace(asked, about=asked.part))
    return Done(asked.programme, asked.part)


def _add(asked: Asked) -> Done:
    """A question of a kind: into the page or group that is said, else behind the part that is looked at."""
    form = form_of(asked.programme, asked.form)
    label = _both(_("New question"))
    id_ = edits.fresh_id(asked.about, edits.field_ids(form))
    field = edits.new_field(asked.about, id_, label, texts=[label] if asked.about == "group" else [_option(1), _option(2)])
    where, after = _where(asked, form)
    made = edits.add_field(asked.programme, asked.address(where), field, after)
    return Done(made, below(where, "fields", id_) if where.startswith("fields/") else f"fields/{id_}")


def _where(asked: Asked, form: Form) -> tuple[str, str | None]:
    if into := asked.one("_into"):
        return into, asked.one("_after") if "_after" in asked.sent else edits.LAST
    part = find(asked.programme, asked.address(asked.part)) if asked.part else None
    if isinstance(part, Field):
        outer = around(asked.part)
        if outer.startswith("fields/"):
            return outer, part.id
        page = next(page for page in form.pages if part in page.fields)
        return f"pages/{page.id}", part.id
    return (f"pages/{part.id}" if isinstance(part, Page) else f"pages/{form.pages[-1].id}"), edits.LAST


def _page(asked: Asked) -> Done:
    form = form_of(asked.programme, asked.form)
    id_ = edits.fresh_id("page", [page.id for page in form.pages])
    title = _both(_("New page"))
    after = asked.part.removeprefix("pages/") if asked.part.startswith("pages/") else edits.LAST
    return Done(edits.add_page(asked.programme, asked.form, id_, title, after), f"pages/{id_}")


def _option_added(asked: Asked) -> Done:
    field = at(asked.programme, asked.address(asked.about))
    taken = [each.id for each in getattr(field, "options", ())]
    id_ = edits.fresh_id(asked.one("_label") or f"option_{len(taken) + 1}", taken)
    label = Wording({"de": asked.one("_label")[:500]}) if asked.one("_label") else _option(len(taken) + 1)
    return Done(options.add_option(asked.programme, asked.address(asked.about), id_, label), asked.part)


def _check_added(asked: Asked) -> Done:
    form = form_of(asked.programme, asked.form)
    if not form.fields:
        raise Refused(asked.form, _("A check is shown at a question; put one into the form first."))
    id_ = edits.fresh_id("check", [check.id for check in form.checks])
    check = Check(id_, "true", _both(_("This does not fit together.")), field=form.fields[0].id)
    made = changed(asked.programme, asked.form, lambda form: form.but(checks=[*form.checks, check]))
    return Done(made, f"checks/{id_}")


def _stepped(by: int) -> Callable[[Asked], Done]:
    return lambda asked: Done(edits.step(asked.programme, asked.address(asked.about), by), asked.part)


def _carried(asked: Asked) -> Done:
    """To another place: what a pointer does in one pull, and the list of pages beside a question."""
    if _crosses(asked, into := asked.one("_into")):
        return _into(asked, into, asked.one("_after"))
    page, after = asked.one("_into").removeprefix("pages/") or None, asked.one("_after") if "_after" in asked.sent else edits.LAST
    if asked.one("_into").startswith("fields/"):
        page = None
    return Done(edits.move(asked.programme, asked.address(asked.about), after, page), asked.part)


def _crosses(asked: Asked, into: str) -> bool:
    """Whether a question leaves its page for rows, its rows for a page, or for other rows."""
    part = find(asked.programme, asked.address(asked.about))
    if not isinstance(part, Field) or not into:
        return False
    owner = holder(asked.programme, asked.address(asked.about))
    rows = below("fields", owner.id) if isinstance(owner, Group) else ""
    return rows != (into if into.startswith("fields/") else "")


def _rehomed(asked: Asked) -> Done:
    """By the list beside a question: into a group, or out of its own."""
    return _into(asked, asked.one("_group"), "")


def _into(asked: Asked, into: str, after: str) -> Done:
    """Into rows or out of them; what becomes of the answers is said first."""
    edits.rehome(asked.programme, asked.address(asked.about), asked.address(into))
    return Done(asked.programme, asked.part, asks=f"into:{asked.about}:{into}:{after}")


def _to_page(asked: Asked) -> Done:
    return Done(edits.move(asked.programme, asked.address(asked.about), edits.LAST, asked.one("_page")), asked.part)


def _removed(asked: Asked) -> Done:
    """The focus goes to the neighbour, where what was looked at is gone."""
    before = asked.programme
    made = edits.remove(before, asked.address(asked.about))
    if asked.part and find(made, asked.address(asked.part)) is None:
        ids = [each.id for each in siblings(before, asked.address(asked.about))]
        place = ids.index(key(asked.about))
        near = (ids[:place] + ids[place + 1 :])[max(place - 1, 0) :][:1]
        outer = around(asked.about)
        return Done(made, below(outer, asked.about.split("/")[-2], near[0]) if near else "")
    return Done(made, asked.part)


def _copied(asked: Asked) -> Done:
    id_ = edits.fresh_id(key(asked.about), edits.field_ids(form_of(asked.programme, asked.form)))
    return Done(edits.copy_field(asked.programme, asked.address(asked.about), id_), below(around(asked.about), "fields", id_))


def _kind(asked: Asked) -> Done:
    return Done(setting.set_kind(asked.programme, asked.address(asked.about), asked.one("_kind")), asked.part)


def _renamed(asked: Asked) -> Done:
    own = asked.about == asked.part
    return _called(asked, asked.about, asked.one("_id" if own else "_option_id"), sure=False)


def _called(asked: Asked, part: str, id_: str, *, sure: bool) -> Done:
    """Another id; where rules could mean another form's question, it is asked first."""
    address = asked.address(part)
    kept = asked.published is not None and find(asked.published, address) is not None
    done = options.renamed(asked.programme, address, id_, kept=kept)
    if not part:
        return Done(done.programme, form=id_)
    if done.left and not sure:
        return Done(asked.programme, asked.part, asks=f"rename:{part}:{id_}")
    return Done(done.programme, below(around(part), address.split("/")[-2], id_) if part == asked.part else asked.part)


def _merged(asked: Asked) -> Done:
    """What comes of it is said first."""
    into = asked.one("_merge")
    options.merged(asked.programme, asked.address(asked.about), into)
    return Done(asked.programme, asked.part, asks=f"merge:{asked.about}:{into}")


def _split(asked: Asked) -> Done:
    """The same."""
    followed.halved(asked.programme, asked.address(asked.about))
    return Done(asked.programme, asked.part, asks=f"split:{asked.about}")


def _sure(asked: Asked) -> Done:
    """What was asked before is to be done: `sure:merge:PART:INTO`."""
    verb, _colon, rest = asked.about.partition(":")
    part, _colon, more = rest.partition(":")
    address = asked.address(part)
    if verb == "merge":
        return Done(options.merged(asked.programme, address, more).programme, asked.part)
    if verb == "split":
        return Done(followed.halved(asked.programme, address).programme, asked.part)
    if verb == "into":
        where, _colon, after = more.partition(":")
        made = edits.rehome(asked.programme, address, asked.address(where), _behind(asked, where, after))
        return Done(made, below(where if where.startswith("fields/") else "", "fields", key(part)))
    if verb == "rename":
        return _called(asked, part, more, sure=True)
    raise Refused(asked.form, _("There is no such button on this page."))


def _behind(asked: Asked, where: str, after: str) -> str | None:
    """The sibling to stand behind, where it is there still."""
    target = at(asked.programme, asked.address(where))
    return after if any(each.id == after for each in getattr(target, "fields", ())) else edits.LAST


def _ruled(asked: Asked) -> Done:
    """A button of a rule of the part that is looked at."""
    address, name = asked.address(asked.part), asked.about.partition(":")[0]
    thing, form = at(asked.programme, address), form_of(asked.programme, asked.form)
    wanted = properties.named(asked.programme, form, thing, name)
    if wanted is None or wanted.sort != "rule":
        raise Refused(address, _("There is no such property."))
    scope, stands = setting.rule_scope(asked.programme, form), getattr(thing, name)
    made, open_ = ruled.pressed(asked.about, stands, asked.sent, scope, f"{address}/{name}", must=wanted.must)
    programme = asked.programme if made == stands else setting.set_value(asked.programme, address, name, made)
    return Done(programme, asked.part, open=open_)


def _own(asked: Asked) -> Done:
    return Done(options.own_options(asked.programme, asked.address(asked.about)), asked.part)


def _both(text: Any) -> Wording:
    """A lazy text of ours in the languages of the shell."""
    return Wording({code: said(code, text) for code in SHELL})


def _option(number: int) -> Wording:
    return _both(_("Option %(number)s", number=number))


VERBS: Mapping[str, Callable[[Asked], Done]] = {
    "set": _set,
    "add": _add,
    "page": _page,
    "option": _option_added,
    "check": _check_added,
    "up": _stepped(-1),
    "down": _stepped(1),
    "carry": _carried,
    "to_page": _to_page,
    "into": _rehomed,
    "remove": _removed,
    "copy": _copied,
    "kind": _kind,
    "rename": _renamed,
    "merge": _merged,
    "split": _split,
    "sure": _sure,
    "own": _own,
    "rule": _ruled,
}
