"""Kinds that offer options: what they share."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup

from core.definitions import Choice, Country, ManyOf, Option, Scale, Wording, vocabulary
from forms.kinds.markup import Place, Say, control, fieldset, spliced
from forms.kinds.spoken import Spoken
from forms.kinds.wrong import Reason

Optioned = Choice | ManyOf | Scale | Country
RADIOS = 5
"""Up to so many options stand open as radio buttons; more fold into a list."""


def offered(field: Optioned) -> tuple[Option, ...]:
    return vocabulary().list("country").options if isinstance(field, Country) else field.offered(vocabulary())


def hidden(field: Any) -> frozenset[str]:
    """Options that are not offered any more: shown only where one was chosen before, so that it can be kept."""
    options = offered(field) if isinstance(field, Optioned) else getattr(field, "options", ())
    return frozenset(option.id for option in options if option.hidden)


def codes(field: Optioned) -> tuple[str, ...]:
    return tuple(option.id for option in offered(field))


def open_codes(field: Optioned) -> tuple[str, ...]:
    """Those that somebody new may choose."""
    gone = hidden(field)
    return tuple(code for code in codes(field) if code not in gone)


def label(options: tuple[Option, ...], code: str, language: str) -> str:
    """The option's wording, or of those that it became; a code that nobody knows any more is shown as it is stored."""
    found = [option for option in options if option.id == code] or [option for option in options if code in option.was]
    return " / ".join(option.label.text(language) for option in found) or code


def not_offered(options: tuple[Option, ...]) -> Reason:
    example = next((in_words(option.label) for option in options if not option.hidden), "")
    return Reason(_("This answer is not among those offered. Choose one of them, for example “%(example)s”.", example=example))


def in_words(wording: Wording) -> Spoken:
    """A wording inside a lazy text."""
    return Spoken(wording.text)


class OptionList:
    """The <option>s of a list, made once; calling it with the chosen code gives the HTML with that one marked."""

    def __init__(self, options: list[tuple[str, str, str]], empty: str, hidden: frozenset[str] = frozenset()) -> None:
        """`options`: code, spliced label, lang attribute. One of `hidden` stands there only while it is chosen."""
        lines = {code: f'<option value="{code}"{lang}>{label}</option>' for code, label, lang in options}
        shown = [f'<option value="">{empty}</option>', *(line for code, line in lines.items() if code not in hidden)]
        self.html = Markup("".join(shown))  # noqa: S704 - labels came through `spliced`, codes are keys
        self.chosen = {code: (f'value="{code}"', f'value="{code}" selected') for code in lines}
        self.kept = {code: str.replace(lines[code], *self.chosen[code], 1) for code in lines.keys() & hidden}

    def __call__(self, code: str) -> Markup:
        if code in self.kept:
            return self.html + Markup(self.kept[code])  # noqa: S704 - made as those above
        pair = self.chosen.get(code)
        if pair is None:
            return self.html
        return Markup(str.replace(self.html, *pair, 1))  # noqa: S704 - one escaped text, an attribute richer


def select(field: Any, place: Place, say: Say, options: tuple[Option, ...]) -> str:
    listed = say.helper(
        OptionList(
            [(o.id, say.wording(o.label), say.lang(o.label)) for o in options], say.text(_("Please choose")), hidden(field)
        )
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
    lines, gone = [], hidden(field)
    first = next((value for value, _text, _lang in options if value not in gone), None)
    for value, text, lang in options:
        control_id = place.name if value == first else f"{place.name}--{value}"
        test = f"'{value}' in {place.values}" if many else f"{place.value} == '{value}'"
        line = (
            f'<div class="kern-form-check"><input class="kern-form-check__{kind}" type="{kind}" id="{control_id}" name="{place.name}" value="{value}"'
            f'{{% if {test} %}} checked{{% endif %}}><label class="kern-label" for="{control_id}"{lang}>{text}</label></div>'
        )
        lines.append(f"{{% if {test} %}}{line}{{% endif %}}" if value in gone else line)
    return fieldset(field, place, say, "".join(lines))


def as_checks(options: tuple[Option, ...], say: Say) -> list[tuple[str, str, str]]:
    rows = []
    for option in options:
        text = say.wording(option.label)
        if option.help:
            text += f' <span class="kern-hint"{say.lang(option.help)}>{spliced(option.help.text(say.language))}</span>'
        rows.append((option.id, text, say.lang(option.label)))
    return rows
