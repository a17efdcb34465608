"""What was typed into the panel, taken in: every input that says something else than the part does becomes one change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from flask_babel import lazy_gettext as _

from core.definitions import Programme, Wording
from forms.designing import ruled, setting
from forms.designing.places import Refused, at, below, form_of
from forms.designing.properties import named
from forms.designing.reading import read

Sent: TypeAlias = Mapping[str, Sequence[str]]


def taken_in(programme: Programme, form: str, part: str, sent: Sent) -> Programme:
    """Inputs are `p:PART:NAME` and `w:PART:NAME:LANGUAGE`; those of the parts of rules are told in `ruled`. Raises Refused at the
    first that makes no sense."""
    before = programme
    for name, values in sent.items():
        sort, *rest = name.split(":")
        if sort == "w" and len(rest) == 3:
            programme = _worded(programme, below(form, part, rest[0]), rest[1], rest[2], values)
        elif sort == "p" and len(rest) == 2:
            programme = _valued(programme, below(form, part, rest[0]), rest[1], values)
    for sub, name in ruled.named(sent):
        programme = _ruled(before, programme, form, (below(form, part, sub), sub, name), sent)
    return programme


def _ruled(before: Programme, programme: Programme, form: str, where: tuple[str, str, str], sent: Sent) -> Programme:
    address, sub, name = where
    thing = at(programme, address)
    wanted = named(programme, form_of(programme, address), thing, name)
    if wanted is None or wanted.sort != "rule":
        raise Refused(address, _("There is no such property."))
    stood, stands = getattr(at(before, address), name), getattr(thing, name)
    scope = setting.rule_scope(before, form_of(before, address))
    made = ruled.typed(stood, stands, (sub, name), sent, scope, f"{address}/{name}")
    return programme if made == stands else setting.set_value(programme, address, name, made)


def _worded(programme: Programme, address: str, name: str, language: str, values: Sequence[str]) -> Programme:
    part = at(programme, address)
    wanted = named(programme, form_of(programme, address), part, name)
    if wanted is None or wanted.sort != "wording":
        raise Refused(address, _("There is no such property."))
    text = (values[0] if values else "").replace("\r\n", "\n").strip()
    before: Wording | None = getattr(part, name)
    if text == (before.root.get(language, "") if before else "").strip():
        return programme
    return setting.set_wording(programme, address, name, language, text)


def _valued(programme: Programme, address: str, name: str, values: Sequence[str]) -> Programme:
    part = at(programme, address)
    wanted = named(programme, form_of(programme, address), part, name)
    if wanted is None or wanted.sort == "wording":
        raise Refused(address, _("There is no such property."))
    value = read(wanted, values, f"{address}/{name}")
    before = getattr(part, name)
    before = before.strip() if wanted.sort == "rule" and before else before
    same = value == (list(before) if isinstance(before, tuple) else before)
    return programme if same else setting.set_value(programme, address, name, value)
