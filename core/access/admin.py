"""Users and grants in the administration. Passwords are set, never shown."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from core.access.accounts import BadAccount, clean_email, clean_name, create_user, grant, revoke, set_active, set_password
from core.access.models import GrantRow, User
from core.access.passwords import BadPassword, check, reasons
from core.actor import ROLES, current_actor
from core.admin import AdminBase
from core.clock import now
from core.database import db
from core.events import UserChanged
from core.journal import announce
from core.journal.data_words import says
from core.journal.models import Entry
from core.web.i18n import LANGUAGES
from core.web.role_names import ROLE_NAMES


@says("user_id")
def _user_told(_entry: Entry, id: str) -> str:
    """For the audit trail."""
    found = db.session.get(User, id)
    return found.name if found else ""


class AccountBase(AdminBase):
    """What users and grants share: who may, and what is said when the verbs refuse."""

    see = "edit_users"
    edit = "edit_users"
    relation_actions: ClassVar[dict[str, str]] = {"unit": "edit_users", "user": "edit_users"}

    mendable: ClassVar[tuple[type[Exception], ...]] = (BadPassword, BadAccount)

    def told(self, error: Any) -> tuple[str | None, str]:
        if isinstance(error, BadPassword):
            return "new_password", reasons()[error.reason]
        return error.field, _mendable().get(error.field, str(error))


class UserView(AccountBase):
    """The accounts of the own units. Who leaves is switched off, not deleted: the audit trail names her."""

    about = _l("Who may sign in.")

    can_create = True
    can_edit = True
    column_list = ("name", "email", "unit", "active", "created_at")
    column_details_list = ("name", "email", "unit", "language", "active", "synthetic", "created_at", "grants")
    column_searchable_list = ("name", "email")
    column_labels = {
        "name": _l("Name"),
        "email": _l("E-mail"),
        "unit": _l("Unit"),
        "active": _l("May sign in"),
        "language": _l("Language"),
        "created_at": _l("Created"),
        "grants": _l("Rights"),
        "synthetic": _l("Demo data"),
    }
    column_formatters_detail: ClassVar[dict[str, Any]] = {
        "language": lambda _view, _context, row, _name: LANGUAGES.get(row.language or "", ""),
        "grants": lambda _view, _context, row, _name: "\n".join(
            f"{ROLE_NAMES.get(each.role, each.role)} – {each.unit.name}" for each in row.grants
        ),
    }
    form_columns = ("name", "email", "unit", "language", "active", "new_password")
    form_choices = {"language": [("de", "Deutsch"), ("en", "English")]}
    form_extra_fields = {
        "new_password": PasswordField(
            _l("Set password"), description=_l("Leave it empty to keep the password as it is. Hand it over in person.")
        )
    }

    def faults(self, form: Any) -> Iterator[tuple[str, str]]:
        email, name, password = (form[field].data or "" for field in ("email", "name", "new_password"))
        checks: list[Callable[[], Any]] = [lambda: clean_email(email), lambda: clean_name(name)]
        if password:
            checks.append(lambda: check(password, email.split("@")[0], *name.split()))
        for each in checks:
            try:
                each()
            except self.mendable as error:
                yield self.told(error)  # type: ignore[misc]  # each of these names its field
        if form.unit.data is None:
            yield "unit", _mendable()["unit"]

    def _create(self, form: Any, session: Any) -> User:
        user = create_user(
            session,
            form.email.data or "",
            form.name.data or "",
            form.new_password.data or None,
            now=now(),
            unit=form.unit.data,
            actor=current_actor(),
            language=form.language.data,
        )
        self._require_in_scope(user)
        return user

    def _update(self, form: Any, id: Any, session: Any) -> bool:
        user, actor = self.get_one(id), current_actor()
        if form.unit.data is None:
            raise BadAccount("unit", "An account belongs to a unit; name one.")
        user.name, user.email = clean_name(form.name.data or ""), clean_email(form.email.data or "")
        user.language, user.unit = form.language.data, form.unit.data
        session.flush()
        announce(session, UserChanged(subject_id=user.id, what=("changed",)), actor=actor, now=now())
        if user.active != form.active.data:
            set_active(session, user, form.active.data, now=now(), actor=actor)
        if form.new_password.data:
            set_password(session, user, form.new_password.data, now=now(), actor=actor)
        self._require_in_scope(user)
        return True


class GrantView(AccountBase):
    """Who has which role where. A grant is given or taken away, never changed, so that the audit trail stays plain."""

    about = _l("Who may do what, and where.")

    can_create = True
    can_delete = True
    column_list = ("user", "role", "unit", "programme", "given_at")
    column_details_list = column_list
    column_searchable_list = ("user.name", "user.email", "unit.name")
    column_labels = {
        "user": _l("User"),
        "role": _l("Role"),
        "unit": _l("Unit"),
        "programme": _l("Programme"),
        "given_at": _l("Given"),
        "user.name": _l("Name"),
        "user.email": _l("E-mail"),
        "unit.name": _l("Unit"),
    }
    column_formatters = {"role": lambda _view, _context, row, _name: ROLE_NAMES.get(row.role, row.role)}
    form_columns = ("user", "role", "unit", "programme")
    form_args: ClassVar[dict[str, Any]] = {"programme": {"blank_text": _l("all")}}

    def __init__(self, *args: Any, **options: Any) -> None:
        offered = [(programme.id, programme.title.text()) for programme in current_app.extensions.get("programmes", ())]
        self.form_choices = {
            "role": [(role, ROLE_NAMES.get(role, role)) for role in ROLES],
            "programme": offered or [("", _l("all"))],
        }
        super().__init__(*args, **options)

    def faults(self, form: Any) -> Iterator[tuple[str, str]]:
        for name in ("user", "unit"):
            if form[name].data is None:
                yield name, _mendable()[name]

    def _create(self, form: Any, session: Any) -> GrantRow:
        row = grant(
            session,
            form.user.data,
            form.role.data,
            form.unit.data,
            now=now(),
            programme=form.programme.data or None,
            actor=current_actor(),
        )
        self._require_in_scope(row)
        return row

    def _delete(self, id: Any, session: Any) -> bool:
        revoke(session, self.get_one(id), now=now(), actor=current_actor())
        return True


def _mendable() -> dict[str, str]:
    return {
        "email": _("This e-mail address cannot be used: it is not one, or there is an account for it already."),
        "name": _("Please enter a name."),
        "unit": _("Please choose a unit."),
        "user": _("Please choose from the list."),
        "role": _("Please choose a role."),
        "programme": _("Who looks after accounts does so for all programmes."),
    }
