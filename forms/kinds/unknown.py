"""A field whose plugin is gone: what was answered is kept and shown, nothing new can be answered."""

from __future__ import annotations

import json
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import UnknownField
from forms.kinds.base import Kind, Place, Raw, Reader, Say


class UnknownKind(Kind):
    name = "unknown"
    definition = UnknownField

    @classmethod
    def reader(cls, field: Any, name: str) -> Reader:
        def read(raw: Raw) -> None:
            return None

        return read

    @classmethod
    def raw(cls, field: Any, value: Any, name: str = "") -> dict[str, list[str]]:
        return {}

    @classmethod
    def show(cls, field: Any, value: Any, language: str) -> str:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

    @classmethod
    def widget(cls, field: Any, place: Place, say: Say) -> str:
        text = say.text(_("This question cannot be shown: its plugin is missing."))
        return f'<div class="fk-note" data-field="{place.name}"><p class="kern-body">{say.wording(field.label)}</p><p class="kern-hint">{text}</p></div>'
