"""What kinds of questions and their properties are called on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions.fields import field_classes

PALETTE: Sequence[tuple[Any, Sequence[str]]] = (
    (_("Text and numbers"), ("text", "long_text", "whole_number", "decimal", "money", "percentage", "time_span")),
    (_("Choice"), ("yes_no", "choice", "many_of", "scale", "languages", "country")),
    (_("Days"), ("date", "partial_date")),
    (_("People and places"), ("address", "phone", "email", "person", "organisation")),
    (_("More"), ("group", "note", "file", "signature", "computed")),
)

KINDS: dict[str, Any] = {
    "text": _("Line of text"),
    "long_text": _("Long text"),
    "whole_number": _("Whole number"),
    "decimal": _("Decimal number"),
    "money": _("Amount of money"),
    "percentage": _("Percentage"),
    "time_span": _("Length of time"),
    "yes_no": _("Yes or no"),
    "choice": _("One of several"),
    "many_of": _("Several of many"),
    "scale": _("Scale"),
    "languages": _("Languages with levels"),
    "country": _("Country"),
    "date": _("Day"),
    "partial_date": _("Day, month or year"),
    "address": _("Address"),
    "phone": _("Phone number"),
    "email": _("E-mail address"),
    "person": _("Person"),
    "organisation": _("Organisation"),
    "group": _("Rows of questions"),
    "note": _("Explanation"),
    "file": _("File"),
    "signature": _("Signature"),
    "computed": _("Worked out"),
}

PROPERTIES: dict[str, tuple[Any, Any]] = {
    "label": (_("Label"), ""),
    "title": (_("Title"), ""),
    "message": (_("What is said when it does not hold"), ""),
    "help": (_("Help"), _("stands below the label")),
    "required": (_("An answer is required"), ""),
    "hidden": (_("Hidden: not asked any more"), _("answers given before stay")),
    "fact": (_("Fact about the person"), _("prefills the question and takes its answer")),
    "facts": (_("Facts about the person"), ""),
    "shown_if": (_("Shown if"), ""),
    "required_if": (_("Required if"), ""),
    "rule": (_("Rule"), ""),
    "field": (_("Shown at the question"), ""),
    "privacy": (_("Protection"), ""),
    "read_only": (_("Only shown, not asked"), ""),
    "max_length": (_("Characters at most"), ""),
    "rows": (_("Height in lines"), ""),
    "minimum": (_("Smallest value"), ""),
    "maximum": (_("Largest value"), ""),
    "unit": (_("Unit"), ""),
    "places": (_("Decimal places"), ""),
    "earliest": (_("Earliest day"), ""),
    "latest": (_("Latest day"), ""),
    "not_stated": (_("“Not stated” is an answer, too"), ""),
    "codes": (_("Shared list"), _("instead of options of its own")),
    "min_rows": (_("Rows at least"), ""),
    "max_rows": (_("Rows at most"), ""),
    "row_title": (_("What a row is called"), ""),
    "types": (_("Types of files"), ""),
    "max_bytes": (_("Size at most in MB"), ""),
    "max_files": (_("Files at most"), ""),
    "track": (_("Only people in the track"), ""),
    "link": (_("Name of the link between both cases"), ""),
    "kinds": (_("Kinds of organisations"), _("none chosen: all")),
    "kept_inside": (_("Only for authorities"), _("as a result it stands in no document for other readers")),
    "attributes": (_("Attributes"), _("a pair a line, like isced: 3")),
    "table": (
        _("Decision table"),
        _("instead of a rule, as text: inputs (rules that give one value), rows with a cell for each input, and what they give"),
    ),
    "gives": (_("The result is"), ""),
    "earlier": (_("Brings along an answer of another form"), _("the rule is then the id of the question there")),
}
RULE_HINT = _('for example german_level >= "b1" and age < 27')

_VALUES: dict[str, Any] = {
    "normal": _("normal"),
    "identity": _("identity: who somebody is"),
    "sensitive": _("sensitive (Art. 9 GDPR)"),
    "birth": _("the day of birth"),
    "entry": _("the day of entry"),
    "today": _("today"),
    "yes_no": _("yes or no"),
    "number": _("a number"),
    "date": _("a day"),
    "text": _("a text"),
    "land": _("Land"),
    "district": _("district"),
    "town": _("town"),
    "provider": _("provider"),
    "job_centre": _("job centre"),
    "company": _("company"),
    "association": _("association"),
    "pdf": "PDF",
    "jpeg": "JPEG",
    "png": "PNG",
    "docx": "DOCX",
    "odt": "ODT",
}


def kind(name: str) -> Any:
    return KINDS.get(name, name)


def choices(values: Sequence[str]) -> list[tuple[str, Any]]:
    return [(value, _VALUES.get(value, value)) for value in values]


def palette() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """What can be put into a form, in groups; kinds of plugins come last."""
    known = [cls.kind for cls in field_classes()]
    listed = {name for _title, names in PALETTE for name in names}
    others = [name for name in known if name not in listed]
    groups = [(title, [(name, kind(name)) for name in names if name in known]) for title, names in PALETTE]
    return [*groups[:-1], (groups[-1][0], [*groups[-1][1], *((name, kind(name)) for name in others)])]
