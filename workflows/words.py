"""Facts, verdicts and their colours in words of this request's language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

from core.definitions import vocabulary
from core.web.i18n import language, show_date

# outcome → kind of the alert and badge; the text says the same, so that nothing hangs on the colour
KINDS = {"eligible": "success", "not eligible": "danger", "open": "warning"}


def verdict_text(outcome: str) -> str:
    texts = {"eligible": _("eligible"), "not eligible": _("not eligible"), "open": _("open: facts are missing")}
    return texts.get(outcome, outcome)


def title_of(name: str) -> Any:
    """What a shared fact is called."""
    if name == "entry_date":
        return _("Day of entry")
    return vocabulary().fact(name).title if vocabulary().has(name) else name


def fact_text(name: str, value: Any) -> str:
    """The value of a shared fact."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return show_date(value)
    if isinstance(value, (set, frozenset)):
        return ", ".join(sorted(fact_text(name, each) for each in value)) or _("none")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    fact = vocabulary().fact(name) if vocabulary().has(name) else None
    listed = vocabulary().list(fact.codes or fact.id).entry(str(value)) if fact and fact.type in ("code", "set") else None
    return listed.title.text(language()) if listed else str(value)
