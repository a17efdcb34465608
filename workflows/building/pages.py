"""The rule builder's pages in the administration: programmes with their drafts, the criteria of one, and one taken apart."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core import catalogue, clock
from core.actor import current_actor, scoped
from core.admin import AdminPage
from core.catalogue import ProgrammeRow, changes, steps_told
from core.catalogue.change_models import EDIT, ChangeSet, may
from core.catalogue.change_words import refusal
from core.catalogue.designers import designs
from core.catalogue.finding import lines
from core.catalogue.trouble import Refused, Stale
from core.database import db, transaction
from core.definitions import DefinitionError, Programme
from core.rules import RuleError
from core.rules.message import joined
from forms.designing.sent import version
from forms.ruling.asked import PartError
from workflows.building import asked, draft, marks, show, store
from workflows.building.draft import Content
from workflows.building.listing import arranged
from workflows.building.store import Opened
from workflows.words import KINDS, verdict_text


class BuilderPage(AdminPage):
    """Criteria without code. Only drafts are changed here; what is published stays as it is."""

    see = edit = EDIT
    about = _l("Who may take part: write and change the criteria of a programme as a draft, without code.")
    writing = AdminPage.writing | {"begin", "arrange", "act"}

    @expose("/rules/")
    def index(self) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        found: dict[str, list[ChangeSet]] = {}
        for change in store.drafts(session, actor):
            found.setdefault(change.programme_id, []).append(change)
        rows = [row for row in session.scalars(scoped(actor, ProgrammeRow).order_by(ProgrammeRow.id)) if may(actor, EDIT, row.id)]
        mine = [(row.id, catalogue.definition(row.current).title, found.pop(row.id, [])) for row in rows]
        new = [(id, drafts[0].programme.title, drafts) for id, drafts in found.items()]
        offered = {row.id for row in rows}
        return str(self.render("workflows/building/index.html", rows=[*mine, *new], offered=offered))

    @expose("/rules/", methods=("POST",))
    def begin(self) -> ResponseReturnValue:
        """Open a draft."""
        with transaction() as session:
            title = _("Change of the rules")
            made = changes.open_change(session, current_actor(), request.form.get("programme", ""), title, clock.now())
        return redirect(url_for(".criteria", change_id=made.id), 303)

    @expose("/changes/<change_id>/rules")
    def criteria(self, change_id: str) -> ResponseReturnValue:
        """The list of criteria."""
        return self._list(change_id)

    @expose("/changes/<change_id>/rules", methods=("POST",))
    def arrange(self, change_id: str) -> ResponseReturnValue:
        """Add, move or delete a criterion, bring one back, take a step back or make it again."""
        try:
            return redirect(_listed(change_id, _form()), 303)
        except Stale as stale:
            return self._stale(stale, asked.one(_form(), "key"))
        except (RuleError, Refused, DefinitionError) as error:
            return self._list(change_id, _wrong(error))

    @expose("/changes/<change_id>/rules/<path:key>")
    def criterion(self, change_id: str, key: str) -> ResponseReturnValue:
        """One criterion, by its address."""
        return self._editor(change_id, key)

    @expose("/changes/<change_id>/rules/<path:key>", methods=("POST",))
    def act(self, change_id: str, key: str) -> ResponseReturnValue:
        """One step; what cannot be taken comes back with the reason, as it was typed."""
        form = _form()
        try:
            key, open_ = _stepped(change_id, key, form)
        except Stale as stale:
            return self._stale(stale, key)
        except (RuleError, Refused, DefinitionError) as error:
            return self._editor(change_id, key, _wrong(error))
        return redirect(url_for(".criterion", change_id=change_id, key=key, open=open_), 303)

    def _list(self, change_id: str, error: RuleError | None = None) -> ResponseReturnValue:
        opened = _opened(change_id)
        base, content = Content.of(opened.published or opened.programme), opened.content
        marked = marks.Marks(opened.shipped, opened.programme)
        gone = {each.key: each for each in (*marked.removed, *base.entries) if content.find(each.key) is None}
        context = {
            "owners": [
                (owner, title, [each for each in content.entries if each.owner == owner])
                for owner, title in draft.owners(opened.programme)
            ],
            "states": show.states(base, content),
            "adjusted": {mark.key for mark in marked.all},
            "gone": gone,
            "removed": {each.key for each in marked.removed},
            "typed": _form() if error else {},
        }
        return self._shown("workflows/building/criteria.html", opened, error, context)

    def _editor(self, change_id: str, key: str, error: RuleError | None = None) -> ResponseReturnValue:
        opened = _opened(change_id)
        entry, screen = opened.content.entry(key), show.Screen(opened.programme)
        typed = _form() if error else {}
        wrong = error if isinstance(error, PartError) else None
        rule = screen.rule(entry.criterion, request.args.get("open"), wrong, typed)
        context = {
            "entry": entry,
            "criterion": entry.criterion,
            "screen": screen,
            "rule": rule,
            "blamed": "text" if asked.one(typed, "_do") == "text" else "" if rule.told else "top",
            "personas": show.personas(opened.published, opened.programme, entry.owner),
            "findings": screen.findings(entry.criterion),
            "marks": screen.marked(marks.Marks(opened.shipped, opened.programme).of(key)),
            "WHOLE": marks.WHOLE,
            "typed": {name: values[0] for name, values in typed.items()},
        }
        return self._shown("workflows/building/editor.html", opened, error, context)

    def _stale(self, stale: Stale, key: str) -> ResponseReturnValue:
        """Somebody was quicker: what she did and what stands now, beside what was sent. Nothing of it is stored."""
        opened = _opened(stale.change.id)
        done = steps_told.said(db.session(), opened.change)
        context = {"entry": opened.content.find(key), "steps": stale.steps, "done": done, "sent": show.sent(_form())}
        return self._shown("workflows/building/stale.html", opened, None, context, 409)

    def _shown(
        self, template: str, opened: Opened, error: RuleError | None, context: dict[str, Any], status: int = 0
    ) -> ResponseReturnValue:
        words = {"KINDS": KINDS, "verdict_text": verdict_text, "told": show.told, "error": error}
        draft = {"opened": opened, "draft": opened.change, "programme": opened.programme}
        every = {"screen": show.Screen(opened.programme), **words, **draft, **context}
        return make_response(self.render(template, **every), status or (422 if error else 200))


def _opened(change_id: str) -> Opened:
    return store.opened(db.session(), current_actor(), change_id)


def _listed(change_id: str, form: asked.Form) -> str:
    """Do it; gives the address that comes next."""
    what, key = asked.one(form, "_do"), asked.one(form, "key")
    here = url_for(".criteria", change_id=change_id)
    actor, now = current_actor(), clock.now()
    with transaction() as session:
        if what in ("undo", "redo"):
            (changes.undo if what == "undo" else changes.redo)(session, actor, change_id, version(), now)
            content = store.opened(session, actor, change_id).content
        else:
            content = store.step(
                session, actor, change_id, version(), lambda *seen: arranged(*seen, what=what, key=key, form=form), now
            )
    if what == "add":
        key = next(
            each.key
            for each in reversed(content.entries)
            if (each.owner, each.criterion.id) == (asked.one(form, "owner").strip(), asked.one(form, "id").strip())
        )
        return url_for(".criterion", change_id=change_id, key=key)
    # back to the criterion from which a step was taken back, where it is still there
    stays = what in ("undo", "redo", "back") and content.find(key) is not None
    return url_for(".criterion", change_id=change_id, key=key) if stays else here


def _stepped(change_id: str, key: str, form: asked.Form) -> tuple[str, str | None]:
    """Do one step at a criterion; gives the address that it has then, and the part that is open."""
    done: list[tuple[str, str | None]] = []

    def do(content: Content, programme: Programme, shipped: Programme | None) -> Content:
        what, _colon, which = asked.one(form, "_do").partition(":")
        before = content.entry(key)
        if what == "back":
            done.append((key, None))
            return marks.taken_back(shipped, programme, key, which)
        made = asked.do(before.criterion, form)
        done.append((draft.Entry(before.owner, made.criterion).key, made.open))
        return content.changed(key, made.criterion)

    with transaction() as session:
        store.step(session, current_actor(), change_id, version(), do, clock.now())
    return done[-1]


@designs("eligibility")
def designed(change_id: str, address: str, _name: str) -> str:
    """The criterion in the rule builder."""
    if not address or address.endswith("eligibility"):
        return url_for("rules.criteria", change_id=change_id)
    return url_for("rules.criterion", change_id=change_id, key=address)


def _wrong(error: RuleError | Refused | DefinitionError) -> RuleError:
    """What a change set has against a step, said as what a rule has against it is."""
    if isinstance(error, RuleError):
        return error
    if isinstance(error, Refused):
        return RuleError(refusal(error))
    return RuleError(joined(lines(error.faults), "; "))


def _form() -> dict[str, list[str]]:
    return dict(request.form.lists())


# Flask-Admin takes only a view at "/" for the first one; this one has its pages below two addresses
BuilderPage._default_view = "index"


def views() -> list[BaseView]:
    return [BuilderPage(name=_l("Rule builder"), endpoint="rules", url="/admin")]
