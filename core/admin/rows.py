"""Which rows an admin view has: those within the actor's reach, found by what came with the address."""

from __future__ import annotations

from typing import Any

from flask import abort, g, request
from flask_admin.contrib.sqla import ModelView
from flask_admin.contrib.sqla import tools as sqla_tools
from flask_babel import gettext
from sqlalchemy import func
from sqlalchemy import inspect as describe
from sqlalchemy.exc import DataError
from werkzeug.exceptions import BadRequest

from core.actor import NotFound, current_actor, scoped
from core.admin import sought
from core.admin.forms import LONGEST, scoped_query, typed
from core.admin.rights import Guarded
from core.database import db
from core.web.errors import show


class ScopedRows(Guarded, ModelView):
    """The model's `scope` decides which rows there are. What lies outside is not found (404), as what is malformed is."""

    def get_query(self) -> Any:
        return scoped_query(self.model, self.see)

    def get_count_query(self) -> Any:
        condition = scoped(current_actor(), self.model, self.see).whereclause
        query = db.session.query(func.count("*")).select_from(self.model)
        return query if condition is None else query.filter(condition)

    def get_one(self, id: Any) -> Any:
        """The row by its key as the address has it. Raises NotFound for a foreign, a missing and a malformed one alike."""
        action = self.edit if request.method == "POST" else self.see
        found = self._rows([id], action or self.see)
        if not found:
            raise NotFound("There is no such record.")
        return found[0]

    def rows(self, ids: list[Any]) -> list[Any]:
        """For actions: the selected rows, all of which the actor may edit. Raises NotFound if one is not among them."""
        found = self._rows(ids, self.edit)
        if len(found) != len(set(ids)):
            raise NotFound("There is no such record.")
        return found

    def _rows(self, ids: list[Any], action: str) -> list[Any]:
        keys = [self._key(id) for id in ids]
        return list(sqla_tools.get_query_for_ids(scoped_query(self.model, action), self.model, keys).all())

    def _key(self, id: Any) -> Any:
        """A key in the type of its column: PostgreSQL compares no number with a text."""
        columns = describe(self.model).primary_key
        parts = [str(id)] if len(columns) == 1 else list(sqla_tools.iterdecode(str(id)))
        try:
            keys = [typed(column.type.python_type, part) for column, part in zip(columns, parts, strict=True)]
        except (ValueError, OverflowError):
            raise NotFound("There is no such record.") from None
        return keys[0] if len(keys) == 1 else sqla_tools.iterencode(keys)

    # ---- what came with the address ----
    def _get_list_extra_args(self) -> Any:
        arguments = super()._get_list_extra_args()
        arguments.page = min(max(arguments.page or 0, 0), 1_000_000)
        if arguments.search:
            arguments.search = " ".join(arguments.search.replace("\x00", "").split()[:10])[:LONGEST]
        # Flask-Admin writes whatever else it finds in the address into each of its links
        arguments.extra_args = {}
        return arguments

    def _get_list_filter_args(self) -> Any:
        """Those that can be asked. What is wrong is kept for the page, which then shows no rows: they would be too many."""
        good, g.wrong_filters = sought.read(self, request.args.items())
        return good

    def get_list(self, *args: Any, **kwargs: Any) -> Any:
        if wrong := wrong_filters():
            self._refuse_file(wrong)
            return 0, []
        try:
            return super().get_list(*args, **kwargs)
        except (DataError, OverflowError, KeyError) as error:
            db.session.rollback()
            raise BadRequest("A page or a column in the address does not exist.") from error

    def _refuse_file(self, wrong: list[sought.Fault]) -> None:
        """The page of the list tells why it shows nothing; a file has no place to tell it."""
        if (request.endpoint or "").endswith(".index_view"):
            return
        names = [sought.called(self._filters[one.place]) + " – " if one.place is not None else "" for one in wrong]
        meaning = " ".join(f"{name}{one.text}" for name, one in zip(names, wrong, strict=True))
        texts = (gettext("A filter in the address is wrong"), meaning, gettext("Go back to the list and choose the filter anew."))
        abort(show(400, texts=texts))


def wrong_filters() -> list[sought.Fault]:
    """What was wrong with the filters of this request's address."""
    return list(g.get("wrong_filters", ()))
