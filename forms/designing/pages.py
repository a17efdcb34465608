"""The form designer's pages in the administration: the forms of all drafts, one form with its panel, and the preview."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.base import BaseView
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core import clock
from core.actor import NotFound, current_actor, scoped
from core.admin import AdminPage
from core.catalogue import changes
from core.catalogue.change_models import DRAFTS, EDIT, ChangeSet
from core.catalogue.designer_tabs import tab
from core.catalogue.trouble import Refused as NotNow
from core.catalogue.trouble import Stale
from core.database import db, transaction
from core.definitions import DefinitionError
from core.web.page import page
from core.web.security import nonce
from forms.designing import store
from forms.designing.asked import Sent
from forms.designing.followed import question
from forms.designing.held import WHOLE
from forms.designing.panel import chosen_language
from forms.designing.paper import print_rules
from forms.designing.places import Refused
from forms.designing.preview import Unshown, preview
from forms.designing.ruled import anchor
from forms.designing.said import ASKS, SAID
from forms.designing.sent import quicker, told, version, wrong
from forms.designing.show import Screen
from forms.designing.store import Opened
from forms.kinds.asker import Asker

LOOKS = ("phone", "desktop", "print")
_FRAMED = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; {more}"
)


class DesignerPage(AdminPage):
    """Forms without code. Only drafts are changed here; what is published stays as it is."""

    see, edit = "see_programmes", EDIT
    about = _l("Change the questions of forms by hand, and see at once how they will look.")
    writing = AdminPage.writing | {"act", "arrange"}

    @expose("/forms")
    def forms(self) -> ResponseReturnValue:
        """All drafts with their forms."""
        query = scoped(current_actor(), ChangeSet).where(ChangeSet.status.in_(DRAFTS)).order_by(ChangeSet.updated_at.desc())
        return str(self.render("forms/designing/drafts.html", drafts=db.session.scalars(query.limit(50)).all()))

    @expose("/<change_id>/forms")
    def forms_of(self, change_id: str) -> ResponseReturnValue:
        """The forms of one draft."""
        return self._forms_of(change_id)

    @expose("/<change_id>/forms", methods=("POST",))
    def arrange(self, change_id: str) -> ResponseReturnValue:
        """A new form, or one taken out."""
        sent, actor, now = request.form, current_actor(), clock.now()
        try:
            with transaction() as session:
                made = store.arrange(session, actor, change_id, sent.get("_do", ""), sent.get("title", ""), version(), now)
        except Stale as stale:
            return self._forms_of(change_id, 409, stale=stale)
        except (Refused, NotNow, DefinitionError) as error:
            typed = {"title": sent["title"]} if "title" in sent else {}
            return self._forms_of(change_id, 422, wrong=wrong(error, {}), **typed)
        if made:
            return redirect(url_for(".design", change_id=change_id, form_id=made), 303)
        return redirect(url_for(".forms_of", change_id=change_id), 303)

    def _forms_of(self, change_id: str, status: int = 200, **more: Any) -> Response:
        change = store.seen(db.session(), current_actor(), change_id)
        done = [step.undone for step in changes.steps(db.session(), change) if not step.sealed]
        edits = store.editable(current_actor(), change)
        opened = {"edits": edits, "undoable": False in done, "redoable": True in done, "programme": change.programme}
        context: dict[str, Any] = {
            "change": change,
            "edits": edits,
            "opened": opened,
            "told": "",
            "wrong": None,
            "stale": None,
        }
        return make_response(self.render("forms/designing/forms_of.html", **{**context, **more}), status)

    @expose("/<change_id>/forms/<form_id>")
    def design(self, change_id: str, form_id: str) -> ResponseReturnValue:
        return self._designer(_opened(change_id, form_id), request.args.get("at", ""))

    @expose("/<change_id>/forms/<form_id>", methods=("POST",))
    def act(self, change_id: str, form_id: str) -> ResponseReturnValue:
        """One step; what cannot be taken comes back with the reason at its place, as it was typed."""
        sent: Sent = dict(request.form.lists())
        at = request.form.get("_at", "")
        try:
            with transaction() as session:
                done = store.act(session, current_actor(), change_id, form_id, sent, version(), clock.now())
        except Stale as stale:
            return self._designer(
                _opened(change_id, form_id), at, 409, stale=stale, quicker=quicker(stale), sent=told(sent, stale)
            )
        except (Refused, NotNow, DefinitionError) as error:
            return self._designer(_opened(change_id, form_id), at, 422, wrong=wrong(error, sent))
        verb = request.form.get("_do", "set").removeprefix("sure:").partition(":")[0]
        if "HX-Request" in request.headers:
            context = {"said": ASKS if done.asks else SAID.get(verb, ""), "did": verb, "told": done.told, "rule": done.open}
            context |= {"asks": done.asks}
            return self._designer(_opened(change_id, done.form or form_id), done.at, **context)
        more = {"at": done.at or None, "rule": done.open or None, "asks": done.asks or None}
        here = _address(".design", change_id, done.form or form_id, **more)
        return redirect(f"{here}#{anchor(done.open)}", 303)

    @expose("/<change_id>/forms/<form_id>/preview", methods=("GET", "POST"))
    def preview(self, change_id: str, form_id: str) -> ResponseReturnValue:
        """The form as it will look. What is typed there is read and shown again, and kept nowhere."""
        opened, look = _opened(change_id, form_id), _look("desktop")
        g.language = chosen_language(request.args.get("in"))
        context: dict[str, Any] = {"form": opened.form, "look": look, "heading": opened.form.title}
        context["here"] = _address(".preview", change_id, form_id)
        # paper is white, whatever the screen is
        context |= {"paper": print_rules(), "white_paper": True} if look == "print" else {}
        try:
            context |= _tried(opened, g.language)
        except Unshown as nothing:
            context["nothing"] = nothing.args[0]
        fragment = "HX-Request" in request.headers
        template = "forms/designing/tried.html" if fragment else "forms/designing/preview.html"
        return _framed(page(template, status=422 if context.get("errors") else 200, **context), "frame-ancestors 'self'")

    def _designer(self, opened: Opened, at: str, status: int = 200, **more: Any) -> Response:
        language = chosen_language(request.args.get("in"))
        screen = Screen(opened.programme, opened.form, at, language, opened.shipped, more.pop("wrong", None))
        screen.opened_rule = more.pop("rule", request.args.get("rule", ""))
        asks = more.pop("asks", request.args.get("asks", ""))
        context: dict[str, Any] = {
            "opened": opened,
            "change": opened.change,
            "screen": screen,
            "way": partial(_way, opened, language),
            "tried_at": partial(_tried_at, opened, language),
            "look": _look("phone"),
            "looks": [("phone", _("Phone")), ("desktop", _("Desktop")), ("print", _("Print"))],
            "WHOLE": WHOLE,
            "asked": question(opened.programme, screen.address, asks) if opened.edits and asks else None,
            "said": "",
            "did": "",
            "told": "",
            "stale": None,
        }
        fragment = "HX-Request" in request.headers
        template = "forms/designing/designer.html" if fragment else "forms/designing/page.html"
        shown = make_response(self.render(template, **{**context, **more}), status)
        return shown if fragment else _framed(shown, "manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'")


def _way(opened: Opened, language: str, part: str = "", code: str = "", look: str = "") -> str:
    """The designer's address with this part in its panel."""
    more: dict[str, Any] = {"at": part or None, "in": code or language, "as": look or _look("phone")}
    return url_for(".design", change_id=opened.change.id, form_id=opened.form.id, **more)


def _tried_at(opened: Opened, language: str, shown: str = "") -> str:
    """The preview's address, at one page of the form."""
    more: dict[str, Any] = {"page": shown or None, "in": language, "as": _look("phone")}
    return url_for(".preview", change_id=opened.change.id, form_id=opened.form.id, **more)


def _tried(opened: Opened, language: str) -> dict[str, Any]:
    """What was typed into the preview, read and shown again. Raises Unshown."""
    now = clock.now()
    asker = Asker(db.session(), current_actor(), now, opened.change.base or "")
    looked = preview(opened.programme, opened.form, asker, language, clock.today(now))
    posted = request.method == "POST"
    return looked.show(dict(request.form.lists()) if posted else {"_page": [request.args.get("page", "")]})


def _look(usual: str) -> str:
    asked = request.args.get("as", usual)
    return asked if asked in LOOKS else usual


def _framed(response: Response, more: str) -> Response:
    """The house refuses every frame; the designer alone may show its own preview in one."""
    response.headers["Content-Security-Policy"] = _FRAMED.format(nonce=nonce(), more=more)
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if "'self'" in more.rpartition("frame-ancestors")[2] else "DENY"
    return response


def _address(endpoint: str, change_id: str, form_id: str, **more: Any) -> str:
    """With the language and the look of this page."""
    kept: dict[str, Any] = {name: request.args[name] for name in ("in", "as") if name in request.args}
    return url_for(endpoint, change_id=change_id, form_id=form_id, **more, **kept)


def _opened(change_id: str, form_id: str) -> Opened:
    if not current_actor().may("see_programmes"):
        raise NotFound("There is no such record.")
    return store.opened(db.session(), current_actor(), change_id, form_id)


# Flask-Admin takes only a view at "/" for the first one; there the list of change sets stands
DesignerPage._default_view = "forms"


tab("designer.forms_of", _l("Forms"), 20)


def views() -> list[BaseView]:
    return [DesignerPage(name=_l("Form designer"), endpoint="designer", url="/admin/changes")]
