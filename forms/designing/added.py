"""What a button of the designer puts into a form: questions, pages, options, checks, copies."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Check, Field, Form, Page, Wording
from core.web.i18n import SHELL
from forms.designing import edits, options
from forms.designing.places import Refused, around, at, below, changed, find, form_of, key
from forms.designing.press import Asked, Done
from forms.kinds.spoken import said


def question(asked: Asked) -> Done:
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


def new_page(asked: Asked) -> Done:
    form = form_of(asked.programme, asked.form)
    id_ = edits.fresh_id("page", [page.id for page in form.pages])
    title = _both(_("New page"))
    after = asked.part.removeprefix("pages/") if asked.part.startswith("pages/") else edits.LAST
    return Done(edits.add_page(asked.programme, asked.form, id_, title, after), f"pages/{id_}")


def new_option(asked: Asked) -> Done:
    field = at(asked.programme, asked.address(asked.about))
    taken = [each.id for each in getattr(field, "options", ())]
    id_ = edits.fresh_id(asked.one("_label") or f"option_{len(taken) + 1}", taken)
    label = Wording({"de": asked.one("_label")[:500]}) if asked.one("_label") else _option(len(taken) + 1)
    return Done(options.add_option(asked.programme, asked.address(asked.about), id_, label), asked.part)


def new_check(asked: Asked) -> Done:
    form = form_of(asked.programme, asked.form)
    if not form.fields:
        raise Refused(asked.form, _("A check is shown at a question; put one into the form first."))
    id_ = edits.fresh_id("check", [check.id for check in form.checks])
    check = Check(id_, "true", _both(_("This does not fit together.")), field=form.fields[0].id)
    made = changed(asked.programme, asked.form, lambda form: form.but(checks=[*form.checks, check]))
    return Done(made, f"checks/{id_}")


def copied(asked: Asked) -> Done:
    id_ = edits.fresh_id(key(asked.about), edits.field_ids(form_of(asked.programme, asked.form)))
    return Done(edits.copy_field(asked.programme, asked.address(asked.about), id_), below(around(asked.about), "fields", id_))


def _both(text: Any) -> Wording:
    """A lazy text of ours in the languages of the shell."""
    return Wording({code: said(code, text) for code in SHELL})


def _option(number: int) -> Wording:
    return _both(_("Option %(number)s", number=number))
