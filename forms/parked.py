"""What was typed when the session ended is not lost: it is parked, and offered again after sign-in.

With JavaScript the draft was saved already. Without it, the one request that carries the text arrives signed out, and
the check of its token would refuse it. So each form carries a seal, made by us for this draft and this user: only a
request with a valid seal is parked, one for each draft and user, within the limits of a draft. It is shown to
that user alone, after she has signed in, as text on the page; nothing is saved until she sends it herself, with a token of
her new session. A stranger cannot make a seal, and who stole one can do no more than suggest a text to its owner.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Flask, Response, current_app, redirect, request, url_for
from flask import session as browser_session
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.clock import now as this_moment
from core.database import transaction
from forms.drafts import Unstorable, check_storable
from forms.models import Draft, Parked
from forms.plan import TECHNICAL

_KEPT = dt.timedelta(days=1)


def init(app: Flask) -> None:
    # first of all, since the check of tokens would refuse; and again once the actor is known, for sessions that were ended here
    app.before_request_funcs.setdefault(None, []).insert(0, _park)
    app.before_request(_park)


def seal(draft_id: str, user_id: str | None) -> str:
    """What the form carries to prove that it was made for this user."""
    return str(_serializer().dumps([draft_id, user_id or ""]))


def parked(session: Session, draft_id: str, user_id: str | None) -> Parked | None:
    return session.get(Parked, (draft_id, user_id)) if user_id else None


def parked_for(session: Session, subject: str, user_id: str | None, now: dt.datetime) -> tuple[Draft, Parked] | None:
    """What this user typed for a subject that has been closed since, and where."""
    mine = Draft.subject == subject, Parked.user_id == (user_id or ""), Parked.at > now - _KEPT
    row = session.execute(select(Draft, Parked).join(Parked, Parked.draft_id == Draft.id).where(*mine)).first()
    return (row[0], row[1]) if row else None


def forget(session: Session, draft_id: str, user_id: str | None) -> None:
    session.execute(delete(Parked).where(Parked.draft_id == draft_id, Parked.user_id == (user_id or "")))


def _park() -> Any:
    if request.method != "POST" or "_user_id" in browser_session or request.headers.get("HX-Request"):
        return None
    # an autosave keeps its page open and tells the reader itself
    if request.endpoint is None or request.endpoint == "forms.autosave" or "_seal" not in request.form:
        return None
    try:
        draft_id, user_id = _serializer().loads(request.form["_seal"])
    except (BadSignature, ValueError):
        return None
    return _kept(draft_id, user_id) if user_id else None


def _kept(draft_id: str, user_id: str) -> Response | None:
    raw = {name: values for name, values in request.form.lists() if name not in TECHNICAL}
    try:
        check_storable(raw)
    except Unstorable:
        return None
    moment = this_moment()
    with transaction() as session:
        session.execute(delete(Parked).where(Parked.at < moment - _KEPT))
        draft = session.get(Draft, draft_id)
        if draft is None or draft.open_key is None:
            return None
        session.merge(Parked(draft_id=draft_id, user_id=user_id, page=request.form.get("_page", "")[:63], raw=raw, at=moment))
    target = request.full_path.rstrip("?")
    answer = redirect(url_for(current_app.config["SIGN_IN_ENDPOINT"], next=target))
    assert isinstance(answer, Response)
    return answer


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="foerderkette.forms.parked")
