"""Street, postal code and place."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Address
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.clean import first, line
from forms.kinds.markup import error, fieldset
from forms.kinds.wrong import Wrong

PARTS = ("street", "postal_code", "place")
_LABELS = {"street": _("Street and number"), "postal_code": _("Postal code"), "place": _("Place")}
_LIMITS = {"street": 200, "postal_code": 10, "place": 100}
_CODE = re.compile(r"[0-9]{5}")


class AddressKind(Kind):
    name = "address"
    definition = Address
    grouped = True

    @classmethod
    def reader(cls, field: Address, name: str) -> Reader:
        def read(raw: Raw) -> dict[str, str] | None:
            value: dict[str, str] = {}
            errors: list[tuple[str, Any]] = []
            for part in PARTS:
                try:
                    text = line(first(raw, f"{name}.{part}"), _LIMITS[part])
                except Wrong as wrong:
                    errors += wrong.below(f".{part}")
                else:
                    value |= {part: text} if text else {}
            if "postal_code" in value and not _CODE.fullmatch(value["postal_code"]):
                errors.append((".postal_code", _("A postal code has five digits, for example 61250.")))
            if value and not errors:
                errors += [(f".{part}", _("This part of the address is missing.")) for part in PARTS if part not in value]
            if errors:
                raise Wrong(errors=errors)
            return value or None

        return read

    @classmethod
    def takes(cls, field: Address, name: str) -> Callable[[str], bool]:
        return frozenset(f"{name}.{part}" for part in PARTS).__contains__

    @classmethod
    def to_json(cls, field: Address, value: dict[str, str]) -> dict[str, str]:
        return dict(value)

    @classmethod
    def from_json(cls, field: Address, data: dict[str, str]) -> dict[str, str]:
        return dict(data)

    @classmethod
    def raw(cls, field: Address, value: dict[str, str] | None, name: str = "") -> dict[str, list[str]]:
        return {f"{name or field.id}.{part}": [text] for part, text in (value or {}).items()}

    @classmethod
    def json_schema(cls, field: Address) -> dict[str, Any]:
        parts = {part: {"type": "string", "minLength": 1, "maxLength": _LIMITS[part]} for part in PARTS}
        parts["postal_code"] = {"type": "string", "pattern": "^[0-9]{5}$"}
        return {"type": "object", "properties": parts, "required": list(PARTS), "additionalProperties": False}

    @classmethod
    def show(cls, field: Address, value: dict[str, str], language: str) -> str:
        place = " ".join(value[part] for part in ("postal_code", "place") if part in value)
        return ", ".join(text for text in (value.get("street"), place) if text)

    @classmethod
    def widget(cls, field: Address, place: Place, say: Say) -> str:
        return fieldset(field, place, say, "".join(_part(place.part(part), part, say) for part in PARTS), anchor=True)

    @classmethod
    def example(cls, field: Address, rng: Random) -> dict[str, str]:
        return {"street": f"Musterweg {rng.randrange(1, 60)}", "postal_code": "61250", "place": "Usingen"}

    @classmethod
    def wrongs(cls, field: Address) -> list[dict[str, list[str]]]:
        full = {f"{field.id}.{part}": [text] for part, text in cls.example(field, Random(0)).items()}  # noqa: S311 - samples, not secrets
        return [
            full | {f"{field.id}.postal_code": ["6125"]},
            full | {f"{field.id}.postal_code": ["D-61250"]},
            {f"{field.id}.street": ["Musterweg 1"]},
            full | {f"{field.id}.place": ["\0"]},
            full | {f"{field.id}.street": ["x" * 201]},
        ]


def _part(place: Place, part: str, say: Say) -> str:
    digits = ' inputmode="numeric"' if part == "postal_code" else ""
    marks = f'{{% if {place.key} in e %}} aria-invalid="true" aria-describedby="{place.name}-error"{{% endif %}}'
    tone = f"{{% if {place.key} in e %}} kern-form-input__input--error{{% endif %}}"
    return (
        f'<div class="kern-form-input"><label class="kern-label" for="{place.name}">{say.text(_LABELS[part])}</label>'
        f'<input class="kern-form-input__input{tone}" id="{place.name}" name="{place.name}" type="text" value="{{{{ {place.value} }}}}"'
        f' maxlength="{_LIMITS[part]}" autocomplete="off"{digits}{marks}>{{% if {place.key} in e %}}{error(place)}{{% endif %}}</div>'
    )
