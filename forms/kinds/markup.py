"""Jinja source of fields: labels, hints, errors and the frames around controls, in the classes of KERN."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Field, Wording
from core.web.i18n import SHELL, direction
from forms.kinds.spoken import said

_INPUT = re.compile(r"<input [^>]*>")


@dataclass(frozen=True)
class Place:
    """Where a control stands. `name` is Jinja source that prints its input name, `key` a Jinja expression of the same name.

    At the top of a form both are constants (`school`, `'school'`); in a row they carry the loop's index (`jobs.{{ i }}.school`).
    """

    name: str
    key: str

    @classmethod
    def top(cls, field_id: str) -> Place:
        return cls(field_id, f"'{field_id}'")

    def row(self, index: str) -> Place:
        return Place(f"{self.name}.{{{{ {index} }}}}", f"({self.key} ~ '.' ~ {index})")

    def part(self, part: str) -> Place:
        """A part of this field: `address.street`."""
        key = f"{self.key[:-1]}.{part}'" if self.key.startswith("'") else f"({self.key} ~ '.{part}')"
        return Place(f"{self.name}.{part}", key)

    @property
    def value(self) -> str:
        return f"v[{self.key}]"

    @property
    def values(self) -> str:
        return f"m[{self.key}]"


class Say:
    """The texts of one language, escaped so that neither HTML nor Jinja finds anything in them."""

    def __init__(self, language: str, *, origins: bool = False) -> None:
        """`origins`: answers may come from an earlier form, so that each field has a place to say so."""
        self.language, self.origins = language, origins
        self.shell = language if language in SHELL else "de"
        self.helpers: dict[str, Any] = {}

    def wording(self, wording: Wording) -> str:
        return spliced(wording.text(self.language))

    def lang(self, wording: Wording) -> str:
        """The attributes `lang` and `dir` where the text stands in another language than the words of the form around it."""
        spoken = wording.spoken(self.language)
        return "" if spoken == self.shell else f' lang="{spliced(spoken)}" dir="{direction(spoken)}"'

    def text(self, text: Any) -> str:
        """A lazy text of our own in the shell's language."""
        return spliced(said(self.shell, text))

    def helper(self, thing: Any) -> str:
        """Make a Python value known to the template; gives the name under which it stands there."""
        name = f"h{len(self.helpers)}"
        self.helpers[name] = thing
        return name


def spliced(text: str) -> str:
    """Text that may stand in Jinja source, in HTML and in attributes: no tag, no quote and no delimiter survives."""
    return escape(text, quote=True).replace("{", "&#123;").replace("}", "&#125;").replace("\0", "")


def described(field: Field, place: Place, *, error: bool) -> str:
    ids = ([f"{place.name}-hint"] if field.help else []) + ([f"{place.name}-error"] if error else [])
    return f' aria-describedby="{" ".join(ids)}"' if ids else ""


def caption(field: Field, say: Say, place: Place) -> str:
    """The label's text, and whether it may be left out."""
    may_be_empty = say.text(_("(optional)"))
    optional = f' <span class="kern-label__optional">{may_be_empty}</span>'
    if field.required:
        optional = ""
    elif field.required_if:
        hides = f"{{% if {place.key} in must %}} hidden{{% endif %}}"
        optional = f' <span class="kern-label__optional" data-optional="{place.name}"{hides}>{may_be_empty}</span>'
    lang = say.lang(field.label)
    text = say.wording(field.label)
    return f"{f'<span{lang}>{text}</span>' if lang else text}{optional}"


def hint(field: Field, say: Say, place: Place) -> str:
    help_text = (
        f'<div class="kern-hint" id="{place.name}-hint"{say.lang(field.help)}>{say.wording(field.help)}</div>'
        if field.help
        else ""
    )
    # where a prefilled value comes from is known only when the page is shown
    origin = (
        f'{{% if {place.key} in o %}}<div class="kern-hint fk-origin">{{{{ o[{place.key}] }}}}</div>{{% endif %}}'
        if field.fact or say.origins
        else ""
    )
    return help_text + origin


def error(place: Place) -> str:
    return (
        f'<p class="kern-error" id="{place.name}-error"><span class="kern-icon kern-icon--danger" aria-hidden="true"></span>'
        f'<span class="kern-body">{{{{ e[{place.key}]|join(" ") }}}}</span></p>'
    )


def control(field: Field, place: Place, say: Say, html: str) -> str:
    """One control with its label. `html` is the control with `@class` for the modifier of an error and `@aria` for the attributes;
    both branches stand in the template as constants, so that a page without errors pays one test a field."""
    required = ' aria-required="true"' if field.required else ""
    fine = html.replace("@class", "").replace("@aria", required + described(field, place, error=False))
    wrong = html.replace("@class", " @--error").replace(
        "@aria", f'{required} aria-invalid="true"' + described(field, place, error=True)
    )
    wrong = wrong.replace("kern-form-input__input @--error", "kern-form-input__input kern-form-input__input--error")
    wrong = wrong.replace("kern-form-input__select @--error", "kern-form-input__select kern-form-input__select--error")
    return (
        f'<div class="kern-form-input fk-field" data-field="{place.name}"><label class="kern-label" for="{place.name}">{caption(field, say, place)}</label>'
        f"{hint(field, say, place)}{{% if {place.key} in e %}}{wrong}{error(place)}{{% else %}}{fine}{{% endif %}}</div>"
    )


def fieldset(field: Field, place: Place, say: Say, html: str, *, anchor: bool = False) -> str:
    """Several controls under one legend. `anchor`: no control bears the field's own id, so the list of errors leads here."""
    marks = (
        f'class="kern-fieldset fk-field{{% if {place.key} in e %}} kern-fieldset--error{{% endif %}}" data-field="{place.name}"'
    )
    describe = f"{{% if {place.key} in e %}}{described(field, place, error=True)}{{% else %}}{described(field, place, error=False)}{{% endif %}}"
    return (
        f'<fieldset {marks}{describe}><legend class="kern-label">{caption(field, say, place)}</legend>{hint(field, say, place)}'
        f'<div class="kern-fieldset__body">{html}</div>{{% if {place.key} in e %}}{error(place)}{{% endif %}}</fieldset>'
    )


def wrapped(field: Field, place: Place, say: Say, html: str) -> str:
    """The frame around a control of which nothing is known but its HTML."""
    return (
        f'<div class="kern-form-input fk-field" data-field="{place.name}"><label class="kern-label" for="{place.name}">{caption(field, say, place)}</label>'
        f"{hint(field, say, place)}{html}{{% if {place.key} in e %}}{error(place)}{{% endif %}}</div>"
    )


def input_(field: Field, place: Place, say: Say, *, type: str = "text", attributes: str = "") -> str:
    """A one-line control. `attributes` are constants of ours, never wording."""
    return control(
        field, place, say,
        f'<input class="kern-form-input__input@class" id="{place.name}" name="{place.name}" type="{type}" value="{{{{ {place.value} }}}}"'
        f"{attributes}@aria>",
    )  # fmt: skip


def with_unit(html: str, unit: Wording | str | None, say: Say) -> str:
    """The control with its unit beside it, heard with the label. A sign such as % stands for itself in all languages."""
    if unit is None:
        return html
    lang, text = ("", unit) if isinstance(unit, str) else (say.lang(unit), say.wording(unit))
    beside = f'<div class="fk-with-unit">@input<span class="fk-unit" aria-hidden="true"{lang}>{text}</span></div>'
    heard = html.replace("</label>", f'<span class="kern-sr-only"{lang}> ({text})</span></label>', 1)
    return _INPUT.sub(lambda found: beside.replace("@input", found.group()), heard)


def given(field: Field, place: Place, say: Say) -> str:
    """A value that is shown and not asked."""
    return (
        f'<div class="kern-form-input fk-field fk-field--read-only" data-field="{place.name}">'
        f'<p class="kern-label"{say.lang(field.label)}>{say.wording(field.label)}</p>'
        f'<p class="kern-body" id="{place.name}"><bdi>{{{{ shown.get({place.key}) or "–" }}}}</bdi></p></div>'
    )
