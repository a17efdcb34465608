"""Forms of the administration: relations offer, find and accept only records within the actor's scope."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_admin.contrib.sqla.ajax import QueryAjaxModelLoader
from flask_admin.contrib.sqla.form import AdminModelConverter
from flask_admin.form import BaseForm
from flask_babel import lazy_gettext as _
from wtforms import Field
from wtforms.validators import StopValidation

from core.actor import current_actor, scoped
from core.database import db
from core.web.inputs import not_asked, storable, strange
from core.web.wtforms_texts import Texts

# the longest key, and the longest text that is searched for
LONGEST = 200
# what the forms send besides their fields
TECHNICAL = ("_version", "_add_another", "_continue_editing")


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
        column = getattr(self.model, self.pk)
        try:
            key = typed(column.type.python_type, str(pk))
        except (ValueError, OverflowError):
            return None
        with db.session.no_autoflush:
            return self.get_query().filter(column == key).one_or_none()


class ScopedConverter(AdminModelConverter):
    """Makes the fields of a form; a relation's choices are what the actor may see."""

    def _model_select_field(self, prop: Any, multiple: Any, remote_model: type[Any], **kwargs: Any) -> Any:
        if prop.key in self.view._form_ajax_refs:  # searched for while typing: its loader knows the scope
            return super()._model_select_field(prop, multiple, remote_model, **kwargs)
        action = self.view.relation_action(prop.key)
        kwargs.setdefault("blank_text", _("Please choose"))
        kwargs.setdefault("query_factory", lambda: scoped_query(remote_model, action))
        return super()._model_select_field(prop, multiple, remote_model, **kwargs)


class AdminForm(BaseForm):
    """The base of all admin forms: its validators speak our German, and no field takes what no database keeps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self:
            # first of all: others may ask the database for the text
            field.validators = (_can_be_stored, *field.validators)

    def refuse_strange(self, sent: Iterable[str]) -> None:
        """Names that came although no field has them are a fault of the whole form."""
        if names := strange(sent, [*(field.name for field in self), *TECHNICAL]):
            blame(self, None, not_asked(names))

    class Meta(BaseForm.Meta):
        def get_translations(self, form: Any) -> Texts:  # WTForms fixes the signature
            return Texts()


def blame(form: Any, name: str | None, text: str) -> None:
    """Say a fault at its field; without a field, about the whole form."""
    if name and name in form:
        form[name].errors = [*form[name].errors, text]
    else:
        form.form_errors.append(text)


def _can_be_stored(_form: Any, field: Field) -> None:
    if not all(storable(text) for text in field.raw_data or () if isinstance(text, str)):
        raise StopValidation(str(_("The text holds characters that cannot be stored. Delete them, or type the text anew.")))


def typed(kind: type, text: str) -> Any:
    """A key in the type of its column: PostgreSQL compares no number with a text. Raises ValueError, OverflowError."""
    if not storable(text) or len(text) > LONGEST:
        raise ValueError(text)
    if kind is str:
        return text
    key = kind(text)
    if isinstance(key, int) and abs(key) >= 2**63:
        raise OverflowError(text)
    return key
