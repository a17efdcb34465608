"""What is said to those who listen after each step."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

ASKS: Any = _("Nothing is changed yet: read what comes of it.")
SAID: dict[str, Any] = {
    "set": _("Saved."),
    "add": _("Question added."),
    "page": _("Page added."),
    "option": _("Option added."),
    "check": _("Check added."),
    "up": _("Moved up."),
    "down": _("Moved down."),
    "carry": _("Moved."),
    "into": _("Moved."),
    "to_page": _("Moved to the other page."),
    "remove": _("Taken out."),
    "copy": _("Copied."),
    "kind": _("The kind of question is changed."),
    "rename": _("The id is changed."),
    "merge": _("Both options are one now."),
    "split": _("The option is split in two."),
    "own": _("The options are the question's own now."),
    "rule": _("The rule is changed."),
    "back": _("As it was shipped again."),
    "undo": _("Taken back."),
    "redo": _("Made again."),
}
