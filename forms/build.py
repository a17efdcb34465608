"""A form as a WTForms class: what the admin and plugin authors know. Made once a revision and language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

from forms.fill import Filled, fill
from forms.kinds.registry import kind_of
from forms.plan import Plan


class Sheet(BaseForm):
    """The base of all sheets. Fields are found by `sheet["school"]` alone, so that a field may be called `data` or `validate`.

    `sheet(request.form, known=…)`; after `validate`, `filled` is what `forms.fill` says of the same input.
    """

    plan: Plan
    language: str
    filled: Filled

    def __init__(
        self, formdata: Any = None, *, known: Mapping[str, Any] | None = None, data: Mapping[str, Any] | None = None
    ) -> None:
        unbound = {field.id: kind_of(field).wtforms_field(field, self.language) for field in self.plan.asked}
        super().__init__(unbound, meta=DefaultMeta())
        self.known = known or {}
        self.process(formdata, data=dict(data or {}))

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks, then the rules of the form with what is known."""
        super().validate(extra_validators)
        self.filled = fill(self.plan, None, self.raw(), self.known, self.language)
        for field_id, field in self._fields.items():
            mine = [found for path, found in self.filled.errors.items() if path.partition(".")[0] == field_id]
            field.errors = [message for found in mine for message in found]
        self.form_errors = self.filled.errors.get("", [])
        return self.filled.ok

    def raw(self) -> dict[str, list[str]]:
        """What was sent, by input name."""
        sent: dict[str, list[str]] = {}
        for field_id, field in self._fields.items():
            takes = self.plan.takers.get(field_id)
            whole = getattr(field, "raw", {})
            mine = {
                name: list(values) for name, values in whole.items() if name == field_id or (takes is not None and takes(name))
            }
            sent |= mine or ({field_id: list(field.raw_data)} if field.raw_data else {})
        return sent


def sheet(plan: Plan, language: str) -> type[Sheet]:
    """The WTForms class of this form; the plan, which is kept by revision, keeps it too."""
    made = plan.sheets.get(language)
    if made is None:
        made = plan.sheets[language] = type("Sheet", (Sheet,), {"plan": plan, "language": language})
    return made
