"""Forms of the administration: relations offer, find and accept only records within the actor's scope."""

from __future__ import annotations

from typing import Any

from flask_admin.contrib.sqla.ajax import QueryAjaxModelLoader
from flask_admin.contrib.sqla.form import AdminModelConverter
from flask_admin.form import BaseForm
from flask_babel import lazy_gettext as _

from core.actor import current_actor, scoped
from core.database import db
from core.web.wtforms_texts import Texts


def scoped_query(model: type[Any], action: str) -> Any:
    """Flask-Admin's kind of query (SQLAlchemy's older one) over what the actor may `action`."""
    condition = scoped(current_actor(), model, action).whereclause
    query = db.session.query(model)
    return query if condition is None else query.filter(condition)


class ScopedLoader(QueryAjaxModelLoader):
    """Answers the search of a relation's field; `action` is the right that the offered records are asked for."""

    def __init__(self, name: str, model: type[Any], *, action: str, **options: Any) -> None:
        super().__init__(name, db, model, **options)
        self.action = action

    def get_query(self) -> Any:
        return scoped_query(self.model, self.action)

    def get_one(self, pk: Any) -> Any:
        with db.session.no_autoflush:
            return self.get_query().filter(getattr(self.model, self.pk) == str(pk)).one_or_none()


class ScopedConverter(AdminModelConverter):
    """Makes the fields of a form; a relation's choices are what the actor may see."""

    def _model_select_field(self, prop: Any, multiple: Any, remote_model: type[Any], **kwargs: Any) -> Any:
        action = self.view.relation_action(prop.key)
        kwargs.setdefault("blank_text", _("Please choose"))
        kwargs.setdefault("query_factory", lambda: scoped_query(remote_model, action))
        return super()._model_select_field(prop, multiple, remote_model, **kwargs)


class AdminForm(BaseForm):
    """The base of all admin forms: its validators speak our German."""

    class Meta(BaseForm.Meta):
        def get_translations(self, form: Any) -> Texts:  # WTForms fixes the signature
            return Texts()
