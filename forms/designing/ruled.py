"""The rules of a part of a draft, changed by their inputs and buttons; and how a panel shows one.

Inputs are `r:PART:NAME:PATH:WHAT`, buttons `rule:NAME:VERB:PATH`; see forms.ruling.asked for what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from flask_babel import lazy_gettext as _

from core.rules import RuleError, Scope
from forms.designing.places import Refused
from forms.ruling.asked import PartError, Pressed, press, taken_in

Sent = Mapping[str, Sequence[str]]
Made = TypeVar("Made")


def named(sent: Sent) -> list[tuple[str, str]]:
    """Part and property of every rule that inputs were sent for."""
    split = (name.split(":") for name in sent)
    return list(dict.fromkeys((words[1], words[2]) for words in split if words[0] == "r" and len(words) == 5))


def typed(stood: str | None, stands: str | None, where: tuple[str, str], sent: Sent, scope: Scope, path: str) -> str | None:
    """The rule with its parts as they were filled in: `stood` before this request, `stands` with its text as it was typed.
    Raises Refused at the part; also where text and parts were both changed, for one of them would be lost."""
    made = _refusing(path, lambda: taken_in(stood, f"r:{where[0]}:{where[1]}", sent, scope))
    if made == stood:
        return stands
    if stands != stood:
        raise Refused(path, _("The rule was changed in its parts and as text at once. Change one of them, then the other."))
    return made


def pressed(about: str, rule: str | None, sent: Sent, scope: Scope, path: str, *, must: bool) -> tuple[str | None, str]:
    """What a button says, with the part that is looked at next: `shown_if:0.1`. Raises Refused at the part."""
    name, verb, part, group, place = [*about.split(":"), "", "", "", ""][:5]
    fact = (sent.get(f"_fact:{name}") or [""])[0] if verb == "begin" else ""
    done = _refusing(path, lambda: press(rule, Pressed(verb, part, fact, group, place), scope, must=must))
    return done.rule, f"{name}:{done.open}" if done.open is not None else ""


def anchor(open_: str) -> str:
    """Where on the page the part stands that is looked at next."""
    name, _colon, part = open_.partition(":")
    return "-".join(filter(None, (f"r--{name}", part.replace(".", "-")))) if open_ else "panel"


def _refusing(path: str, do: Callable[[], Made]) -> Made:
    try:
        return do()
    except PartError as error:
        raise Refused(path, error.message, inside=error.part) from None
    except RuleError as error:
        raise Refused(path, error.message) from None
