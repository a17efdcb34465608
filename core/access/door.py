"""The door: Flask-Security signs in and out; each request gets its actor, with the rights as they are now."""

from datetime import timedelta
from time import time
from typing import Any

from flask import Flask, Response, abort, g, request, session
from flask_babel import lazy_gettext as _l
from flask_login import user_logged_out
from flask_login.utils import _user_context_processor
from flask_security import LoginForm, RoleMixin, Security, SQLAlchemyUserDatastore, user_authenticated
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, Length

from core.access import throttle
from core.access.accounts import actor_of, end_sessions, find_user, signed_in_actor, signed_in_user
from core.access.local import is_local
from core.access.models import User
from core.access.passwords import MAX_LENGTH, MIN_LENGTH, matches
from core.access.tokens import user_of
from core.actor import ANONYMOUS, Actor
from core.clock import now
from core.database import db, transaction
from core.events import SignedIn, SignedOut, SignInFailed
from core.journal import announce
from core.web.gate import PUBLIC, allow

# Even who works without a break signs in once a day.
API = "/api/"
LONGEST_SESSION = timedelta(hours=12)

CONFIG = {
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "security.login",
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # argon2 salts by itself; the default's extra HMAC would tie all passwords to one setting
    "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
    "SECURITY_PASSWORD_LENGTH_MIN": MIN_LENGTH,
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": lambda text: text, "case_insensitive": True}}],
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
    # no page that asks for the password again
    "SECURITY_FRESHNESS": timedelta(minutes=-1),
    "SECURITY_STATIC_FOLDER": None,
}


class Users(SQLAlchemyUserDatastore):
    """How Flask-Security finds a user: with all that the actor needs, in one query."""

    def find_user(self, case_insensitive: bool = False, **by: Any) -> User | None:
        ((name, value),) = by.items()
        return find_user(db.session(), value) if name == "email" else signed_in_user(db.session(), value)


class SignIn(LoginForm):
    """E-mail and password, and one answer for all that can be wrong with them."""

    email = StringField(validators=[DataRequired(), Length(max=254)])  # type: ignore[assignment]  # checked when it is looked up
    password = PasswordField(validators=[DataRequired(), Length(max=MAX_LENGTH)])
    remember = None  # type: ignore[assignment]  # how WTForms drops a field

    def validate(self, **_kwargs: Any) -> bool:
        throttle.attempt(self.email.data or "")
        self.user = self._found()
        self.ifield = self.email
        if self.user is not None:
            throttle.succeeded(self.email.data or "")
            return True
        throttle.failed()
        self.form_errors.append(_l("E-mail or password is wrong."))
        return False

    def _found(self) -> User | None:
        """The user, if all is right. Without an account the password is hashed all the same: the time must not tell."""
        email, password = self.email.data or "", self.password.data or ""
        if not email or not password or len(password) > MAX_LENGTH or not _storable(email + password):
            return None
        user = find_user(db.session(), email)
        right = matches(user.password if user else None, password)
        if user is not None and right and user.active:
            return user
        with transaction() as session:
            announce(session, SignInFailed(subject_id=user.id if user else "unknown"), actor=ANONYMOUS, now=now())
        return None


def init(app: Flask, redis_url: str | None) -> None:
    """Bind Flask-Security, the throttle and the filling of `g.actor` to the app."""
    app.config.update(CONFIG)
    app.config.setdefault("SECURITY_PASSWORD_SALT", "argon2 salts by itself")
    throttle.init(app, redis_url)
    security = Security(app, Users(db, User, RoleMixin), login_form=SignIn)
    _sessions_only(app, security)
    allow("security.login", PUBLIC)
    allow("security.logout", PUBLIC)
    app.before_request(_refuse_json)
    app.before_request(fill_actor)
    app.after_request(_only_local)
    user_authenticated.connect(_signed_in, app)
    user_logged_out.connect(_signed_out, app)


def _refuse_json() -> None:
    """The pages of the door take forms; JSON of any depth and type would reach Flask-Security unchecked."""
    if request.blueprint == "security" and request.is_json:
        abort(415)


def fill_actor() -> None:
    """Who asks, from the session or a program's token, and with the grants as the database has them now."""
    g.actor, g.by_token = ANONYMOUS, False
    if request.path.startswith(API) and request.authorization is not None:
        _by_token()
        return
    if (request.endpoint or "").rpartition(".")[2] == "static" or "_user_id" not in session:
        return
    actor = None if _too_long() else signed_in_actor(db.session(), str(session["_user_id"]))
    if actor is None:
        session.clear()  # ended elsewhere: nothing of it is of use to the next one
        return
    # The cookie is written anew with each request, so that the session ends so many minutes after the last one.
    session.modified = True
    g.actor = actor


def _by_token() -> None:
    """A token that is wrong makes a stranger: whatever the session says, the program meant its token."""
    sent = request.authorization
    if sent is not None and sent.type == "bearer" and sent.token and (user := user_of(db.session(), sent.token, now())):
        g.actor, g.by_token = actor_of(user), True


def _too_long() -> bool:
    return time() - float(session.get("fs_paa") or 0) > LONGEST_SESSION.total_seconds()


def _sessions_only(app: Flask, security: Security) -> None:
    """Without tokens in addresses and headers; without Flask-Principal, which would load the user for each picture, and without
    the `current_user` of templates, which would load her a second time for each page."""
    security.login_manager.request_loader(lambda _request: None)
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    app.template_context_processors[None].remove(_user_context_processor)


def _only_local(response: Response) -> Response:
    """The last word on `next`: whatever Flask-Security makes of it, nobody is sent to a stranger's page."""
    if request.blueprint == "security" and response.location is not None and not is_local(response.location):
        response.location = "/"
    return response


def _signed_in(_app: Flask, user: User, **_rest: Any) -> None:
    session.pop("csrf_token", None)  # who planted a cookie in this browser knows its token
    _tell(SignedIn(subject_id=user.id), actor_of(user))


def _signed_out(_app: Flask, user: Any, **_rest: Any) -> None:
    if not isinstance(user, User):
        return
    with transaction() as writing:
        known = writing.get(User, user.id)
        if known is not None:
            end_sessions(known)
            announce(writing, SignedOut(subject_id=known.id), actor=actor_of(known), now=now())


def _tell(event: SignedIn, actor: Actor) -> None:
    with transaction() as writing:
        announce(writing, event, actor=actor, now=now())


def _storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
