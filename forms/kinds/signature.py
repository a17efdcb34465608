"""A signature: the name, and what was drawn on the screen or the word of who signs; kept with the moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from core.clock import BERLIN
from core.definitions import Signature
from forms.kinds.asker import Asker
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.clean import first, line
from forms.kinds.markup import error, fieldset
from forms.kinds.spoken import said
from forms.kinds.wrong import Wrong

WIDTH, HEIGHT = 600, 200
"""The sheet in its own units, whatever the screen: strokes are whole numbers of them."""
LIMIT = 50_000
"""Characters that a drawing may have."""
_NAME = 200
_LEAST_POINTS = 4
Strokes = list[list[int]]
"""Each stroke as x, y, x, y, …"""


class SignatureKind(Kind):
    name = "signature"
    definition = Signature
    grouped = True

    @classmethod
    def reader(cls, field: Signature, name: str) -> Reader:
        def read(raw: Raw) -> dict[str, Any] | None:
            who, drawn, signed = (first(raw, f"{name}.{part}") for part in ("name", "drawn", "signed"))
            if not (who or drawn or signed):
                return None
            if signed not in ("", "yes"):
                raise Wrong(errors=[(".signed", _("Tick the box “I sign”, or leave it empty."))])
            if not who:
                raise Wrong(errors=[(".name", _("Write the name of who signs, for example Alex Muster."))])
            value: dict[str, Any] = {"name": _name(who)}
            if drawn:
                return value | {"drawn": _strokes(drawn)}
            if not signed:
                raise Wrong(errors=[(".signed", _("The signature is missing: draw it, or tick the box “I sign”."))])
            return value

        return read

    @classmethod
    def takes(cls, field: Signature, name: str) -> Callable[[str], bool]:
        return frozenset(f"{name}.{part}" for part in ("name", "drawn", "signed")).__contains__

    @classmethod
    def sealed(cls, field: Signature, value: dict[str, Any], now: datetime) -> dict[str, Any]:
        return value | {"at": now.isoformat()}

    @classmethod
    def raw(cls, field: Signature, value: dict[str, Any] | None, name: str = "") -> dict[str, list[str]]:
        if value is None:
            return {}
        name = name or field.id
        mark = {f"{name}.drawn": [_compact(value["drawn"])]} if "drawn" in value else {f"{name}.signed": ["yes"]}
        return {f"{name}.name": [value["name"]]} | mark

    @classmethod
    def json_schema(cls, field: Signature) -> dict[str, Any]:
        stroke = {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": WIDTH}}
        parts = {
            "name": {"type": "string", "minLength": 1, "maxLength": _NAME},
            "drawn": {"type": "array", "items": stroke},
            "at": {"type": "string", "format": "date-time"},
        }
        return {"type": "object", "properties": parts, "required": ["name"], "additionalProperties": False}

    @classmethod
    def show(cls, field: Signature, value: dict[str, Any], language: str) -> str:
        who = said(language, _("Signed by %(name)s", name=value["name"]))
        return f"{who}, {_moment(value['at'], language)}" if "at" in value else who

    @classmethod
    def show_for(cls, field: Signature, value: dict[str, Any], language: str, asker: Asker | None) -> str:
        text = cls.show(field, value, language)
        return picture(value["drawn"]) + Markup("<br>") + text if "drawn" in value else text

    @classmethod
    def widget(cls, field: Signature, place: Place, say: Say) -> str:
        who, drawn, signed = (place.part(part) for part in ("name", "drawn", "signed"))
        html = _text(who, say.text(_("Name of who signs"))) + _sheet(drawn, say) + _box(signed, say.text(_("I sign")))
        return fieldset(field, place, say, html, anchor=True)

    @classmethod
    def example(cls, field: Signature, rng: Random) -> dict[str, Any]:
        points = [rng.randrange(20, 180) + 20 * turn * (turn % 2 == 0) for turn in range(12)]
        return {"name": f"Muster {rng.choice('ABCDEF')}."} | ({"drawn": [points]} if rng.random() < 0.5 else {})

    @classmethod
    def wrongs(cls, field: Signature) -> list[dict[str, list[str]]]:
        who = {f"{field.id}.name": ["Alex Muster"]}
        bad = (
            "x",
            "{}",
            "[]",
            "[[1]]",
            "[[1,2,3]]",
            '[["a",2,3,4]]',
            f"[[0,0,0,{HEIGHT + 1}]]",
            "[[-1,0,0,0]]",
            "[[1.5,2,3,4]]",
            "[" * 9000,
        )
        return [
            who,
            {f"{field.id}.signed": ["yes"]},
            {f"{field.id}.name": ["x" * (_NAME + 1)], f"{field.id}.signed": ["yes"]},
            {f"{field.id}.name": ["a\0b"], f"{field.id}.signed": ["yes"]},
            who | {f"{field.id}.signed": ["maybe"]},
            *(who | {f"{field.id}.drawn": [text]} for text in bad),
            who | {f"{field.id}.drawn": [_compact([[1, 2] * (LIMIT // 2)])]},
        ]  # fmt: skip


def picture(strokes: Strokes) -> Markup:
    """The drawing as SVG, made of whole numbers alone."""
    paths = "".join(f'<path d="{_path(stroke)}"/>' for stroke in strokes)
    return Markup(  # noqa: S704 - whole numbers and constants
        f'<svg class="fk-sign__picture" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH // 2}" height="{HEIGHT // 2}" fill="none"'
        f' stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{paths}</svg>'
    )


def _path(stroke: list[int]) -> str:
    points = [f"{int(x)} {int(y)}" for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    return "M" + "L".join(points)


def _strokes(text: str) -> Strokes:
    """What was drawn. Raises Wrong for anything but strokes on the sheet."""
    if len(text) > LIMIT:
        raise Wrong(_("The drawn signature is too large. Wipe it and sign with fewer strokes, for example once."))
    try:
        strokes = json.loads(text)
    except (ValueError, RecursionError):
        strokes = None
    if not isinstance(strokes, list) or not all(_is_stroke(stroke) for stroke in strokes) or not strokes:
        raise Wrong(_("The drawn signature cannot be read. Wipe it and sign once more, or tick the box “I sign”."))
    if sum(map(len, strokes)) < _LEAST_POINTS:
        raise Wrong(_("The drawn signature is a dot. Wipe it and sign once more, or tick the box “I sign”."))
    return strokes


def _is_stroke(stroke: Any) -> bool:
    if not isinstance(stroke, list) or not stroke or len(stroke) % 2:
        return False
    if not all(type(number) is int for number in stroke):
        return False
    return all(0 <= x <= WIDTH for x in stroke[::2]) and all(0 <= y <= HEIGHT for y in stroke[1::2])


def _compact(strokes: Strokes) -> str:
    return json.dumps(strokes, separators=(",", ":"))


def _name(text: str) -> str:
    try:
        return line(text, _NAME)
    except Wrong as wrong:
        raise Wrong(errors=wrong.below(".name")) from None


def _moment(text: str, language: str) -> str:
    moment = datetime.fromisoformat(text).astimezone(BERLIN)
    return f"{moment:%Y-%m-%d %H:%M}" if language == "en" else f"{moment:%d.%m.%Y %H:%M}"


def _sheet(place: Place, say: Say) -> str:
    """Hidden until the script is there that draws on it."""
    hint = say.text(_("Sign with the mouse, a finger or a pen; or tick the box below."))
    label, wipe = say.text(_("Sheet to sign on")), say.text(_("Wipe"))
    return (
        f'<div class="fk-sign" data-signature hidden><p class="kern-hint">{hint}</p>'
        f'<canvas class="fk-sign__sheet" width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{label}"></canvas>'
        f'<button class="kern-btn kern-btn--tertiary" type="button" data-wipe><span class="kern-label">{wipe}</span></button>'
        f'<input type="hidden" id="{place.name}" name="{place.name}" value="{{{{ {place.value} }}}}"></div>'
    )


def _text(place: Place, label: str) -> str:
    tone = f"{{% if {place.key} in e %}} kern-form-input__input--error{{% endif %}}"
    return (
        f'<div class="kern-form-input"><label class="kern-label" for="{place.name}">{label}</label><input class="kern-form-input__input{tone}"'
        f' id="{place.name}" name="{place.name}" type="text" value="{{{{ {place.value} }}}}" maxlength="{_NAME}" autocomplete="off"{_marks(place)}>'
        f"{{% if {place.key} in e %}}{error(place)}{{% endif %}}</div>"
    )


def _box(place: Place, label: str) -> str:
    return (
        f'<div class="kern-form-check"><input class="kern-form-check__checkbox" type="checkbox" id="{place.name}" name="{place.name}" value="yes"'
        f'{{% if {place.value} == \'yes\' %}} checked{{% endif %}}{_marks(place)}><label class="kern-label" for="{place.name}">{label}</label></div>'
        f"{{% if {place.key} in e %}}{error(place)}{{% endif %}}"
    )


def _marks(place: Place) -> str:
    return f'{{% if {place.key} in e %}} aria-invalid="true" aria-describedby="{place.name}-error"{{% endif %}}'
