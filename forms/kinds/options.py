"""Kinds that offer options: what they share."""

from __future__ import annotations

from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from core.definitions import Choice, Country, ManyOf, Option, Scale, Wording, t, vocabulary
from forms.kinds.markup import Place, Say, control, fieldset, spliced
from forms.kinds.spoken import Spoken
from forms.kinds.wrong import Reason

Optioned = Choice | ManyOf | Scale | Country
RADIOS = 5
"""Up to so many options stand open as radio buttons; more fold into a list."""


def offered(field: Optioned) -> tuple[Option, ...]:
    if isinstance(field, Country):
        return _listed("country")
    return _listed(field.codes) if field.codes else tuple(field.options)


@cache
def _listed(list_id: str) -> tuple[Option, ...]:
    return Choice("listed", t(de=list_id), codes=list_id).offered(vocabulary())


def codes(field: Optioned) -> tuple[str, ...]:
    return tuple(option.id for option in offered(field))


def label(options: tuple[Option, ...], code: str, language: str) -> str:
    """The option's wording; a code that is no longer offered is shown as it is stored."""
    return next((option.label.text(language) for option in options if option.id == code), code)


def not_offered(options: tuple[Option, ...]) -> Reason:
    example = in_words(options[0].label) if options else ""
    return Reason(_("This answer is not among those offered. Choose one of them, for example “%(example)s”.", example=example))


def in_words(wording: Wording) -> Spoken:
    """A wording inside a lazy text."""
    return Spoken(wording.text)


class OptionList:
    """The <option>s of a list, made once; calling it with the chosen code gives the HTML with that one marked."""

    def __init__(self, options: list[tuple[str, str, str]], empty: str) -> None:
        """`options`: code, spliced label, lang attribute."""
        lines = [
            f'<option value="">{empty}</option>',
            *(f'<option value="{code}"{lang}>{label}</option>' for code, label, lang in options),
        ]
        self.html = Markup("".join(lines))  # noqa: S704 - labels came through `spliced`, codes are keys
        self.chosen = {code: (f'value="{code}"', f'value="{code}" selected') for code, _label, _lang in options}

    def __call__(self, code: str) -> Markup:
        pair = self.chosen.get(code)
        if pair is None:
            return self.html
        return Markup(str.replace(self.html, *pair, 1))  # noqa: S704 - one escaped text, an attribute richer


def select(field: Any, place: Place, say: Say, options: tuple[Option, ...]) -> str:
    listed = say.helper(
        OptionList([(o.id, say.wording(o.label), say.lang(o.label)) for o in options], say.text(_("Please choose")))
    )
    return control(
        field, place, say,
        f'<div class="kern-form-input__select-wrapper"><select class="kern-form-input__select@class" id="{place.name}" name="{place.name}"@aria>'
        f"{{{{ {listed}({place.value}) }}}}</select></div>",
    )  # fmt: skip


def checks(field: Any, place: Place, say: Say, options: list[tuple[str, str, str]], *, many: bool) -> str:
    """Radio buttons or checkboxes. `options`: value, spliced label, lang attribute. The first control bears the field's
    own id, so that a link from the list of errors lands on it."""
    kind = "checkbox" if many else "radio"
    lines = []
    for number, (value, text, lang) in enumerate(options):
        control_id = place.name if number == 0 else f"{place.name}--{value}"
        test = f"'{value}' in {place.values}" if many else f"{place.value} == '{value}'"
        lines.append(
            f'<div class="kern-form-check"><input class="kern-form-check__{kind}" type="{kind}" id="{control_id}" name="{place.name}" value="{value}"'
            f'{{% if {test} %}} checked{{% endif %}}><label class="kern-label" for="{control_id}"{lang}>{text}</label></div>'
        )
    return fieldset(field, place, say, "".join(lines))


def as_checks(options: tuple[Option, ...], say: Say) -> list[tuple[str, str, str]]:
    rows = []
    for option in options:
        text = say.wording(option.label)
        if option.help:
            text += f' <span class="kern-hint"{say.lang(option.help)}>{spliced(option.help.text(say.language))}</span>'
        rows.append((option.id, text, say.lang(option.label)))
    return rows
