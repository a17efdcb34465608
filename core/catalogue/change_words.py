"""What the pages of change sets say: states, kinds, and what can be said against a step."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from core.catalogue.trouble import Refused


def refusal(error: Refused) -> str:
    """The reason in the language of the page."""
    return refusals()[error.reason]


def refusals() -> Mapping[str, str]:
    return {
        "over": _("The change set is published or discarded; open another one."),
        "scheduled": _("The change set is to be published on a day; take the day back before you change it."),
        "nothing_to_undo": _("There is no step that could be taken back."),
        "nothing_to_redo": _("There is no step that could be made again."),
        "unfit": _("The step does not fit the draft any more."),
        "behind": _("Another change set was published meanwhile; bring this one up to date first."),
        "not_behind": _("The change set is up to date."),
        "unsettled": _("Conflicts are not settled; choose a side for each."),
        "unsigned": _("A second person has to sign the change set first."),
        "own": _("Whoever has written a part of a change set cannot sign it."),
        "not_waiting": _("Nobody asks for a signature; the authors do that when they are done."),
        "no_item": _("There is no such conflict in this change set."),
        "nothing": _("This changes nothing of what is on offer."),
        "past": _("The day lies in the past."),
        "not_scheduled": _("The change set has no day on which it is published."),
        "why_back": _("Say why it goes back: a reason belongs to a roll back before it is published."),
        "same": _("This is what is on offer."),
        "taken": _("There is a programme with this id already, or one is being made."),
    }


def states() -> Mapping[str, tuple[str, str]]:
    """State → kind of badge and text."""
    return {
        "draft": ("warning", _("draft")),
        "waiting": ("info", _("waits for a signature")),
        "signed": ("info", _("signed")),
        "scheduled": ("info", _("to be published")),
        "published": ("success", _("published")),
        "discarded": ("neutral", _("discarded")),
    }


def kinds() -> Mapping[str, str]:
    return {
        "change": _("change"),
        "upgrade": _("new version of the plugin"),
        "rollback": _("back to an earlier revision"),
        "new": _("new programme"),
    }


def sorts() -> Mapping[str, str]:
    """What each check of a change set as a whole is called."""
    return {
        "definition": _("Definition"),
        "locked": _("Fixed"),
        "example": _("Example"),
        "translation": _("Translation"),
        "label": _("Label"),
        "rule": _("Rule"),
        "number": _("Old number"),
        "elsewhere": _("The same rule"),
        "eligibility": _("Who may take part"),
    }


def item_states() -> Mapping[str, tuple[str, str]]:
    return {
        "kept": ("info", _("yours is kept")),
        "taken": ("success", _("the new one is taken")),
        "conflict": ("danger", _("conflict")),
        "same": ("neutral", _("both say the same")),
    }


def note_said(note: str | None) -> str:
    """Why something was published; what a plugin shipped says so in the reader's language."""
    _said, shipped, version = (note or "").partition("shipped, version ")
    return _("shipped, version %(version)s", version=version) if shipped else note or ""
