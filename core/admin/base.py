"""AdminBase: the only ModelView that plugins and rooms make their admin views from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from flask import flash, make_response, request
from flask_admin.base import expose
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import BadRequest

from core.actor import NotFound
from core.admin.cells import LISTED, TYPES, safe_cell
from core.admin.forms import AdminForm, ScopedConverter, ScopedLoader, blame
from core.admin.rows import ScopedRows, wrong_filters
from core.admin.sought import called
from core.database import db, transaction

_MOST_SELECTED = 1_000
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


class AdminBase(ScopedRows):
    """A list of records with details, and where `edit` is said, forms.

    A subclass says `see` (and `edit`): actions of core.actor. The model's `scope` decides which rows there are, in every
    door: list, count, details, form, relation, action, export. What lies outside is not found (404).
    `relation_actions` names the action that a relation's choices are asked for, where it is not `see`.
    """

    relation_actions: ClassVar[dict[str, str]] = {}
    # what the verbs raise and people can mend; `told` puts it into words
    mendable: ClassVar[tuple[type[Exception], ...]] = ()

    can_create = False
    can_edit = False
    can_delete = False
    can_view_details = True
    can_export = False
    export_types = ["csv", "xlsx"]
    export_max_rows = 50_000
    page_size = 50
    page_size_options = (20, 50, 100)
    column_type_formatters = LISTED
    column_type_formatters_detail = TYPES
    form_base_class = AdminForm
    model_form_converter = ScopedConverter
    list_template = "admin/records.html"
    details_template = "admin/record.html"
    create_template = "admin/record_form.html"
    edit_template = "admin/record_form.html"

    def __init__(self, model: type[Any], **options: Any) -> None:
        """`options` are Flask-Admin's: name, category, endpoint, url."""
        self._refuse_unsafe()
        super().__init__(model, db, **options)

    def render(self, template: str, **kwargs: Any) -> Any:
        wrong = wrong_filters()
        shown = super().render(template, labels_of=_labels, wrong_filters=wrong, filter_called=called, **kwargs)
        if wrong:
            return make_response(shown, 400)
        return make_response(shown, 422) if kwargs.get("form") is not None and kwargs["form"].errors else shown

    # ---- which forms there are ----
    def get_create_form(self) -> Any:
        """Made where records can be made: to scaffold a form that nobody may open takes a third of what a view takes to start."""
        return super().get_create_form() if self.can_create else _NoForm

    def get_edit_form(self) -> Any:
        return super().get_edit_form() if self.can_edit else _NoForm

    # ---- writing ----
    def validate_form(self, form: Any) -> bool:
        """All that is wrong in one round: at the fields, with the names that came, and what `faults` finds."""
        valid = bool(super().validate_form(form))
        if request.method != "POST" or not isinstance(form, (self._create_form_class, self._edit_form_class)):
            return valid
        form.refuse_strange([*request.form, *request.files])
        for name, text in self.faults(form):
            if not form[name].errors:
                blame(form, name, text)
        return not form.errors

    def faults(self, form: Any) -> Iterable[tuple[str, str]]:
        """For subclasses: field and message of what its verbs would refuse, so that it is told with all the rest."""
        return ()

    def told(self, error: Any) -> tuple[str | None, str]:
        """For subclasses: the field (or None) and the words for one of `mendable`."""
        return None, str(error)

    def create_model(self, form: Any) -> Any:
        return self._write(partial(self._create, form), form)

    def update_model(self, form: Any, model: Any) -> Any:
        return self._write(partial(self._update, form, self.get_pk_value(model)), form)

    @expose("/delete/", methods=("POST",))
    def delete_view(self) -> Any:
        """Asks once more where no script has asked."""
        if not self.can_delete or _sure():
            return super().delete_view()
        model = self.get_one(request.form.get("id", ""))
        return self._ask(gettext("Delete this record for good?"), [model])

    def handle_action(self, return_view: str | None = None) -> Any:
        name = request.form.get("action", "")
        question = self._actions_data[name][2] if name in self._actions_data else None
        if not question or _sure() or not self.is_action_allowed(name):
            return super().handle_action(return_view)
        return self._ask(question, self._selected(request.form.getlist("rowid"))[1])

    def _ask(self, question: Any, records: list[Any]) -> str:
        sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
        return str(self.render("admin/sure.html", question=question, records=records, sent=sent))

    def delete_model(self, model: Any) -> bool:
        return bool(self._write(partial(self._delete, self.get_pk_value(model))))

    def _create(self, form: Any, session: Any) -> Any:
        model = self.build_new_instance()
        form.populate_obj(model)
        session.add(model)
        self._on_model_change(form, model, True)
        session.flush()
        self._require_in_scope(model)
        return model

    def _update(self, form: Any, id: Any, session: Any) -> bool:
        model = self.get_one(id)
        if str(getattr(model, "version", "")) != request.form.get("_version", ""):
            raise _Stale
        form.populate_obj(model)
        self._on_model_change(form, model, False)
        session.flush()
        self._require_in_scope(model)
        return True

    def _delete(self, id: Any, session: Any) -> bool:
        model = self.get_one(id)
        self.on_model_delete(model)
        session.delete(model)
        session.flush()
        return True

    def _require_in_scope(self, model: Any) -> None:
        """Nobody writes a record out of their own reach, into that of others."""
        if not self._rows([self.get_pk_value(model)], self.edit):
            raise NotFound("There is no such record.")

    def _write(self, change: Callable[[Any], Any], form: Any = None) -> Any:
        """Run the change in the one transaction; what people can mend is told at its field, or as a message."""
        try:
            with transaction() as session:
                return change(session)
        except _Stale:
            name, text = None, gettext("Somebody else has changed this record meanwhile. Reload the page to see it.")
        except IntegrityError:
            name, text = None, gettext("This cannot be saved: the same already exists, or something else needs it.")
        except self.mendable as error:
            name, text = self.told(error)
        if form is None:
            flash(text, "error")
        else:
            blame(form, name, text)
        return False

    # ---- export ----
    def get_export_name(self, export_type: str = "csv") -> str:
        """Umlauts written out: of Gezählt a header would make Gezahlt."""
        return str(super().get_export_name(export_type)).translate(_UMLAUTS)

    def get_export_value(self, model: Any, name: Any) -> Any:
        return safe_cell(super().get_export_value(model, name))

    # ---- relations ----
    def relation_action(self, name: str) -> str:
        return self.relation_actions.get(name, self.see)

    def _create_ajax_loader(self, name: str, options: dict[str, Any]) -> ScopedLoader:
        remote = getattr(self.model, name).prop.mapper.class_
        return ScopedLoader(name, remote, action=self.relation_action(name), **options)

    # ---- actions ----
    def init_actions(self) -> None:
        super().init_actions()
        for name, (handler, text, question) in list(self._actions_data.items()):
            self._actions_data[name] = (partial(self._act, handler), text, question)

    def _act(self, handler: Callable[[list[Any]], Any], ids: list[str]) -> Any:
        """Give a bulk action keys of the right type, all of them within its reach."""
        return handler(self._selected(ids)[0])

    def _selected(self, ids: list[str]) -> tuple[list[Any], list[Any]]:
        """The keys and the rows."""
        if len(ids) > _MOST_SELECTED:
            raise BadRequest("Too many records were selected.")
        keys = [self._key(id) for id in dict.fromkeys(ids)]
        return keys, self.rows(keys)

    def is_action_allowed(self, name: str) -> bool:
        return self.may_edit() and super().is_action_allowed(name)

    def _refuse_unsafe(self) -> None:
        if not self.see:
            raise ValueError(f'{type(self).__name__} names no action: write see = "see_programmes", or nobody may open it.')
        if self.column_editable_list or self.inline_models:
            raise ValueError(
                f"{type(self).__name__}: column_editable_list and inline_models need inline scripts, which our pages refuse. "
                "Use the form, or a page of its own (AdminPage)."
            )


class _NoForm(AdminForm):
    """In place of a form that is never shown."""


class _Stale(Exception):
    """The form was opened before somebody else saved."""


def _sure() -> bool:
    return "_sure" in request.form


def _labels(form: Any) -> dict[str, str]:
    """Field name -> label, for the list of errors."""
    return {field.name: field.label.text for field in form}
