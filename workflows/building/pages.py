"""The rule builder's pages in the administration: programmes, the criteria of a draft, and one criterion taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import IntegrityError

from core import catalogue, clock
from core.actor import Actor, NotFound, current_actor, scoped
from core.admin import AdminPage
from core.catalogue import ProgrammeRow
from core.database import db, transaction
from core.definitions import Criterion, Programme, Wording, vocabulary
from core.rules import RuleError, text
from core.rules.message import msg
from core.web.inputs import storable
from workflows.building import asked, conditions, draft, shape, show
from workflows.building.draft import Content, RuleDraft, Stale
from workflows.words import KINDS, verdict_text


class BuilderPage(AdminPage):
    """Criteria without code. Only drafts are changed here; what is published stays as it is."""

    see = edit = draft.EDIT
    about = _l("Who may take part: write and change the criteria of a programme as a draft, without code.")

    @expose("/")
    def index(self) -> ResponseReturnValue:
        actor, session = current_actor(), db.session()
        found = draft.drafts(session, actor)
        rows = session.scalars(scoped(actor, ProgrammeRow).order_by(ProgrammeRow.id))
        mine = [(catalogue.definition(row.current), found.get(row.id)) for row in rows if draft.may_edit(actor, row.id)]
        return str(self.render("workflows/building/index.html", rows=mine))

    @expose("/<programme_id>", methods=("GET", "POST"))
    def programme(self, programme_id: str) -> ResponseReturnValue:
        """The list of criteria. POST: begin, discard, take back, and add, move or delete a criterion."""
        if request.method != "POST":
            return self._list(programme_id)
        try:
            return redirect(self._listed(programme_id), 303)
        except Stale:
            return self._stale(programme_id, None)
        except RuleError as error:
            return self._list(programme_id, error)

    @expose("/<programme_id>/<key>", methods=("GET", "POST"))
    def criterion(self, programme_id: str, key: str) -> ResponseReturnValue:
        """One criterion. POST: one step; what cannot be taken comes back with the reason, as it was typed."""
        if request.method != "POST":
            return self._editor(programme_id, key)
        try:
            open_ = self._step(programme_id, key)
        except Stale:
            return self._stale(programme_id, key)
        except RuleError as error:
            return self._editor(programme_id, key, error)
        return redirect(
            url_for(".criterion", programme_id=programme_id, key=key, open=open_, at=asked.one(_form(), "_do")[:10]), 303
        )

    def _listed(self, programme_id: str) -> str:
        """Do it; gives the address that comes next."""
        actor, now, form = current_actor(), clock.now(), _form()
        what, key = asked.one(form, "_do"), asked.one(form, "key")
        here = url_for(".programme", programme_id=programme_id)
        programme = _offered(programme_id)
        if what == "start":
            _start(actor, programme)
            return here
        with transaction() as session:
            found = draft.locked(session, actor, programme_id, asked.one(form, "_version"))
            if what == "discard":
                if asked.one(form, "sure") != "yes":
                    raise RuleError(msg("Say that all changes of the draft are to be thrown away."))
                session.delete(found)
                flash(_("The draft is discarded."), "success")
                return here
            if what == "undo":
                draft.undo(found, actor, now)
                return asked_back(here, programme_id, key, found)
            content = Content.read(found.content)
            changed = _content(content, what, key, form, catalogue.definition(found.base))
            draft.keep(found, changed, actor, now)
        if what == "add":
            return url_for(".criterion", programme_id=programme_id, key=f"c{content.next}")
        return here

    def _step(self, programme_id: str, key: str) -> str | None:
        actor, form = current_actor(), _form()
        _offered(programme_id)
        with transaction() as session:
            found = draft.locked(session, actor, programme_id, asked.one(form, "_version"))
            content = Content.read(found.content)
            done = asked.do(content.entry(key).criterion, form)
            draft.keep(found, content.changed(key, done.criterion), actor, clock.now())
        return done.open

    def _list(self, programme_id: str, error: RuleError | None = None) -> ResponseReturnValue:
        programme, found = _offered(programme_id), draft.find(db.session(), current_actor(), programme_id)
        context: dict[str, Any] = {"programme": programme, "draft": found, "error": error, "typed": _form() if error else {}}
        if found is not None:
            base = catalogue.definition(found.base)
            content, screen = Content.read(found.content), show.Screen(base)
            context |= {
                "screen": screen,
                "owners": [
                    (owner, title, [each for each in content.entries if each.owner == owner])
                    for owner, title in draft.owners(base)
                ],
                "states": show.states(Content.of(base), content),
                "gone": show.gone(Content.of(base), content),
                "behind": found.base != programme.digest,
            }
        return self._shown("workflows/building/criteria.html", 422 if error else 200, context)

    def _editor(self, programme_id: str, key: str, error: RuleError | None = None) -> ResponseReturnValue:
        _offered(programme_id)
        found = draft.find(db.session(), current_actor(), programme_id)
        if found is None:
            raise NotFound("There is no such record.")
        content, base = Content.read(found.content), catalogue.definition(found.base)
        entry, screen = content.entry(key), show.Screen(base)
        typed, root = _form() if error else {}, screen.blocks(entry.criterion)
        context = {
            "programme": base,
            "draft": found,
            "entry": entry,
            "criterion": entry.criterion,
            "screen": screen,
            "root": root,
            "blamed": _blamed(root, typed),
            "written": text(show.tree_of(entry.criterion, screen.scope)),
            "personas": show.personas(base, content.within(base), entry.owner),
            "findings": screen.findings(entry.criterion),
            "error": error,
            "typed": {name: values[0] for name, values in typed.items()},
            "open": asked.one(typed, "path") if "path" in typed else request.args.get("open"),
            "stepped": bool(request.args.get("at")),
        }
        return self._shown("workflows/building/editor.html", 422 if error else 200, context)

    def _stale(self, programme_id: str, key: str | None) -> ResponseReturnValue:
        """Somebody was quicker: what stands now, beside what was sent. Nothing of it is stored."""
        found = draft.find(db.session(), current_actor(), programme_id)
        base = catalogue.definition(found.base) if found else _offered(programme_id)
        entries = Content.read(found.content).entries if found else ()
        entry = next((each for each in entries if each.key == key), None)
        context = {"programme": base, "draft": found, "entry": entry, "screen": show.Screen(base), "sent": show.sent(_form())}
        return self._shown("workflows/building/stale.html", 409, context)

    def _shown(self, template: str, status: int, context: dict[str, Any]) -> ResponseReturnValue:
        words = {"KINDS": KINDS, "verdict_text": verdict_text, "told": show.told}
        return make_response(self.render(template, **context, **words), status)


def _start(actor: Actor, programme: Programme) -> None:
    """Two who begin at the same time have one draft."""
    with suppress(IntegrityError), transaction() as session:
        draft.start(session, actor, programme, clock.now())


def _blamed(root: shape.Block | None, typed: Mapping[str, Sequence[str]]) -> str:
    """Where on the page it is said what is wrong: at the `text`, at the `part` of the rule, or at the `top`."""
    if root is not None and asked.one(typed, "_do") == "text":
        return "text"
    return "part" if root is not None and "path" in typed and asked.one(typed, "path") in shape.paths(root) else "top"


def asked_back(here: str, programme_id: str, key: str, found: RuleDraft) -> str:
    """Back to the criterion from which a step was taken back, where it is still there."""
    if any(each["key"] == key for each in found.content["entries"]):
        return url_for(".criterion", programme_id=programme_id, key=key)
    return here


def _content(content: Content, what: str, key: str, form: Mapping[str, Sequence[str]], base: Programme) -> Content:
    """The list with one criterion added, moved or gone. Raises RuleError, NotFound."""
    if what == "add":
        return content.added(*_new(content, form, base))
    if what == "delete":
        asked.refuse_fixed(content.entry(key).criterion)
        return content.removed(key)
    if what in ("up", "down"):
        return content.moved(key, -1 if what == "up" else 1)
    raise RuleError(msg("There is no such button on this page."))


def _new(content: Content, form: Mapping[str, Sequence[str]], base: Programme) -> tuple[str, Criterion]:
    """Whose it is, and the criterion: it begins with the simplest question about its fact."""
    owner, id, title = (asked.one(form, name).strip() for name in ("owner", "id", "title_de"))
    if not all(map(storable, (owner, id, title))) or len(title) > 500:
        raise RuleError(msg("The text is too long, or holds characters that cannot be stored."))
    if owner not in dict(draft.owners(base)):
        raise RuleError(msg("Choose whose criterion it is."))
    if not title:
        raise RuleError(msg("The German title is missing."))
    if any(each.criterion.id == id and each.owner == owner for each in content.entries):
        raise RuleError(msg("There is a criterion '{id}' already; choose another id.", id=id))
    start = Criterion("new", "true", title=Wording({"de": title}))
    rule = text(conditions.first(asked.one(form, "fact"), vocabulary().entry_scope))
    return owner, draft.criterion(start, id=id, rule=rule)


def _form() -> dict[str, list[str]]:
    return dict(request.form.lists())


def _offered(programme_id: str) -> Programme:
    """The programme that is on offer under this id. Raises NotFound, also for those that one may not edit."""
    actor = current_actor()
    row = db.session.scalars(scoped(actor, ProgrammeRow).where(ProgrammeRow.id == programme_id)).first()
    if row is None or not draft.may_edit(actor, row.id):
        raise NotFound("There is no such record.")
    return catalogue.definition(row.current)


def views() -> list[BaseView]:
    return [BuilderPage(name=_l("Rule builder"), endpoint="rules", url="/admin/rules")]
