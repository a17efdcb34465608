"""A form as it will look and work, filled in on trial by the machinery that real forms go through. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from jinja2.utils import htmlsafe_json_dumps

from core.definitions import Computed, Field, Form, Page, PersonChoice, Programme, Signature, vocabulary
from core.definitions.checks import form_scope
from core.rules import BOOLEAN, RuleError, check_rule
from core.rules.tables import TableError, tree_of
from forms.fill import Filled, fill
from forms.kinds.asker import Asker
from forms.kinds.rows import indices, without
from forms.live import live
from forms.plan import TECHNICAL, Plan
from forms.render import render_page
from forms.show import answered, labels, showable, text

Raw = Mapping[str, Sequence[str]]
LONGEST = 20_000


class Unshown(Exception):
    """There is nothing to show yet; the text says why."""


@dataclass(frozen=True)
class Preview:
    """One look at a form: the page that is shown, what was typed on all pages, and what is wrong with it."""

    plan: Plan
    asker: Asker
    language: str
    on: date
    left_out: Sequence[str] = ()

    def show(self, sent: Raw) -> dict[str, Any]:
        """What the template needs, for what was sent: `_page`, `_do`, `_add`, `_remove` and answers of any page."""
        raw = self._rows({name: [showable(each[:LONGEST]) for each in values] for name, values in sent.items()})
        whole = self._fill(None, {name: values for name, values in raw.items() if self._known(name, None)})
        pages = self._pages(whole)
        page, do = self._page(pages, sent), (sent.get("_do") or [""])[0]
        mine = {name: values for name, values in raw.items() if self._known(name, page.id)}
        filled = self._fill(page.id, mine, {name: values for name, values in raw.items() if not self._known(name, page.id)})
        errors: Mapping[str, list[str]] = filled.errors if do in ("next", "submit") else {}
        place = pages.index(page) if page in pages else 0
        if do in ("next", "back") and not errors:
            step = place + (1 if do == "next" else -1)
            if step == len(pages):
                return self._done(pages, whole, raw)
            if 0 <= step < len(pages):
                return self.show({**raw, "_page": [pages[step].id], "_do": ["look"]})
        if do == "submit" and not errors:
            return self._done(pages, whole, raw)
        added = {name: values for name, values in raw.items() if name.endswith("._")}
        return self._shown(page, pages, {**mine, **added}, raw, filled, errors)

    def _shown(
        self, page: Page, pages: Sequence[Page], mine: Raw, raw: Raw, filled: Filled, errors: Mapping[str, list[str]]
    ) -> dict[str, Any]:
        lively = live(self.plan, page, filled, {}, self.on, self.language, sees=False)
        told = {
            field.id: text(field, filled.answers.get(field.id), self.language, self.asker)
            for field in page.fields
            if isinstance(field, Computed)
        }
        context = {"hidden": filled.hidden, "must": filled.must, "shown": told, "asker": self.asker, "here": ""}
        body = render_page(self.plan, page.id, mine, errors, self.language, **context, waits=lively.shown, asks=lively.asks)
        return {
            "body": body,
            "page": page,
            "place": pages.index(page) + 1 if page in pages else 1,
            "count": len(pages),
            "last": not pages or page is pages[-1],
            "errors": errors,
            "labels": labels(self.plan, errors, self.language),
            "sheet": lively.sheet and htmlsafe_json_dumps(lively.sheet, separators=(",", ":"), ensure_ascii=False),
            "signs": any(isinstance(field, Signature) for field in page.fields),
            "elsewhere": [(name, each) for name, values in raw.items() if self._elsewhere(name, page.id) for each in values],
            "left_out": self.left_out,
        }

    def _done(self, pages: Sequence[Page], whole: Filled, raw: Raw) -> dict[str, Any]:
        """All answers once more, as before a form is handed in."""
        sections = [(page.title, answered(page, whole, self.language, self.asker)) for page in pages]
        typed = [(name, each) for name, values in raw.items() if self._known(name, None) for each in values]
        return {"sections": sections, "elsewhere": typed, "page": pages[-1], "left_out": self.left_out, "errors": {}}

    def _fill(self, page: str | None, raw: Raw, others: Raw | None = None) -> Filled:
        return fill(self.plan, page, raw, {}, self.language, others=others, on=self.on, asker=self.asker)

    def _pages(self, filled: Filled) -> list[Page]:
        return [page for page in self.plan.form.pages if any(field.id not in filled.hidden for field in page.fields)]

    def _page(self, pages: Sequence[Page], sent: Raw) -> Page:
        wanted = (sent.get("_page") or [""])[0]
        return next((page for page in (*pages, *self.plan.form.pages) if page.id == wanted), (*pages, *self.plan.form.pages)[0])

    def _known(self, name: str, page: str | None) -> bool:
        """Whether an input belongs to a question of this page, or of the form."""
        return name not in TECHNICAL and not self.plan.strange({name: ()}, page)

    def _elsewhere(self, name: str, page: str) -> bool:
        return self._known(name, None) and not self._known(name, page)

    def _rows(self, raw: dict[str, list[str]]) -> dict[str, list[str]]:
        """With a row more or less, when such a button was pressed."""
        add, remove = (raw.get(name, [""])[0] for name in ("_add", "_remove"))
        group, _dot, row = remove.rpartition(".")
        if group and row.isascii() and row.isdigit() and len(row) < 4:
            return without(raw, group, int(row))
        if add in self.plan.fields:
            rows = indices(raw, add)
            return {**raw, f"{add}.{rows[-1] + 1 if rows else 1}._": [""]}
        return raw


def preview(programme: Programme, form: Form, asker: Asker, language: str, on: date) -> Preview:
    """A look at this form as it stands in the draft; rules that are not sound yet are left out and named. Raises Unshown."""
    sound, left_out = _sound(programme, form, bool(asker.digest))
    if not sound.fields:
        raise Unshown(_("There is no question in the form yet."))
    return Preview(Plan(sound), asker, language, on, left_out)


def _sound(programme: Programme, form: Form, published: bool) -> tuple[Form, list[str]]:
    """The form without rules that cannot be read, and the names of the questions that they stood at."""
    scope, left_out = form_scope(form, vocabulary(), programme), list[str]()

    def kept(rule: str | None, where: str) -> str | None:
        if rule and not _reads(rule, scope):
            left_out.append(where)
            return None
        return rule

    def mended(field: Field) -> Field:
        shown, required = kept(field.shown_if, field.id), kept(field.required_if, field.id)
        if isinstance(field, PersonChoice) and field.track and not published:
            field = field.but(track=None)  # nobody can be in a track of what is not on offer yet
        same = shown == field.shown_if and required == field.required_if
        return field if same else field.but(shown_if=shown, required_if=required)

    def works(field: Field) -> bool:
        if not isinstance(field, Computed) or _computes(field, scope):
            return True
        left_out.append(field.id)
        return False

    pages = [
        page.but(fields=[mended(field) for field in page.fields if works(field)], shown_if=kept(page.shown_if, page.id))
        for page in form.pages
    ]
    there = {field.id for page in pages for field in page.fields}
    checks = [check for check in form.checks if check.field in there and kept(check.rule, check.id)]
    return form.but(pages=pages, checks=checks), left_out


def _reads(rule: str, scope: Any) -> bool:
    try:
        check_rule(rule, scope, BOOLEAN)
    except RuleError:
        return False
    return True


def _computes(field: Computed, scope: Any) -> bool:
    try:
        tree_of(field, scope, field.type(vocabulary()))
    except (RuleError, TableError):
        return False
    return True


__all__ = ["Preview", "Unshown", "preview"]
