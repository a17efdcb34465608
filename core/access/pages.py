"""The page on which users change their own password."""

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user

from core.access import throttle
from core.access.accounts import set_password
from core.access.models import User
from core.access.passwords import MIN_LENGTH, BadPassword, matches, reasons
from core.actor import current_actor
from core.clock import now
from core.database import db, transaction
from core.events import SignInFailed
from core.journal import announce
from core.web.gate import SIGNED_IN, policy
from core.web.page import page

blueprint = Blueprint("access", __name__, template_folder="templates")


@blueprint.get("/password")
@policy(SIGNED_IN)
def password() -> ResponseReturnValue:
    return _form({})


@blueprint.post("/password")
@policy(SIGNED_IN)
def change_password() -> ResponseReturnValue:
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    actor = current_actor()
    throttle.attempt(f"password {actor.user_id}")
    errors: dict[str, list[str]] = {}
    if not matches(db.session.get_one(User, actor.user_id).password, old[:1_000]):
        errors["old"] = [_("This is not your password.")]
        with transaction() as session:
            announce(session, SignInFailed(subject_id=str(actor.user_id)), actor=actor, now=now())
    if new != again:
        errors["again"] = [_("The two new passwords differ.")]
    if errors:
        return _form(errors)
    try:
        with transaction() as session:
            user = session.get_one(User, actor.user_id)
            set_password(session, user, new, now=now(), actor=actor)
    except BadPassword as bad:
        return _form({"new": [reasons()[bad.reason]]})
    throttle.succeeded(f"password {actor.user_id}")
    login_user(user)  # all sessions have ended; this one goes on
    flash(_("Your password is changed."), "success")
    return redirect("/")


def _form(errors: dict[str, list[str]]) -> ResponseReturnValue:
    labels = {"old": _("Present password"), "new": _("New password"), "again": _("New password again")}
    return page("access/password.html", status=422 if errors else 200, errors=errors, labels=labels, min_length=MIN_LENGTH)
