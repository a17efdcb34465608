"""What is said to those who listen after each step."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

SAID: dict[str, Any] = {
    "set": _("Saved."),
    "new": _("Added."),
    "up": _("Moved up."),
    "down": _("Moved down."),
    "carry": _("Moved."),
    "remove": _("Taken out."),
    "rename": _("The id is changed."),
    "rule": _("The rule is changed."),
    "back": _("As it was shipped again."),
    "import": _("Taken in."),
    "confirm": _("Confirmed."),
    "put": _("Put in."),
    "copy": _("A copy is added."),
    "option": _("Added."),
    "lines": _("All lines are added."),
    "merge": _("Merged."),
    "split": _("Split in two."),
    "undo": _("Taken back."),
    "redo": _("Made again."),
}
