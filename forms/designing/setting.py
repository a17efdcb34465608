"""Pure verbs on what is said about a part of a form: its properties and its wordings, each refused where it makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from pydantic import ValidationError

from core.definitions import Computed, Fault, Field, Form, Programme, UnknownName, Wording, field_class, misread, vocabulary
from core.definitions.checks import form_scope
from core.definitions.checks.forms import form_faults
from core.definitions.fields import Optioned
from core.definitions.wording import unstorable
from core.rules import BOOLEAN, RuleError, check_rule
from core.rules.tables import as_rule, check_table
from core.web.i18n import LANGUAGES
from forms.designing.edits import new_field
from forms.designing.places import Refused, at, changed, form_of, gone, whole

LONGEST = {"label": 500, "title": 300, "unit": 40, "row_title": 200}
LONG = 5_000
_PAIRS = (("minimum", "maximum"), ("min_rows", "max_rows"), ("earliest", "latest"))
_RANK = ("normal", "identity", "sensitive")


def worded(before: Wording | None, name: str, language: str, text: str, path: str, *, needed: bool) -> dict[str, str]:
    """The texts with one language set; an empty text takes it out. German is authoritative: it goes last. Raises Refused."""
    if language not in LANGUAGES:
        raise Refused(path, _("There is no such language here."))
    if unstorable(text):
        raise Refused(path, _("The text holds characters that cannot be stored. Delete them, or type the text anew."))
    if len(text) > (most := LONGEST.get(name, LONG)):
        raise Refused(path, _("The text is too long: at most %(most)s characters.", most=most))
    texts = {**(before.root if before else {}), language: text}
    left = {code: said for code, said in texts.items() if said}
    if left and "de" not in left:
        raise Refused(path, _("The German text is missing; it is the authoritative one."))
    if not left and needed:
        raise Refused(path, _("A text is needed here."))
    return left


def set_wording(programme: Programme, address: str, name: str, language: str, text: str) -> Programme:
    """One language of a wording; an empty text takes it out."""
    part = at(programme, address)
    whole(part, address)
    needed = type(part).model_fields[name].is_required()
    left = worded(getattr(part, name), name, language, text.strip(), f"{address}/{name}/{language}", needed=needed)
    return changed(programme, address, lambda part: part.but(**{name: left or None}))


def set_value(programme: Programme, address: str, name: str, value: Any) -> Programme:
    """Set a property. What the whole form would not stand for at this very place is refused with the reason."""
    part, path = at(programme, address), f"{address}/{name}"
    whole(part, address)
    if name not in type(part).model_fields:
        gone(address)
    if name in ("shown_if", "required_if", "rule"):
        value = _rule(programme, address, part, name, value)
    beside = _ruling(programme, address, part, value) if name == "table" else _beside(part, name, value)
    try:
        made = changed(programme, address, lambda part: part.but(**{name: value}, **beside))
    except ValidationError as error:
        raise Refused(path, misread.first(error)) from None
    _sensible(at(made, address), name, path)
    _refuse_faults(programme, made, address, name)
    return made


def set_kind(programme: Programme, address: str, kind: str) -> Programme:
    """The same question as another kind: what both kinds know stays."""
    field, cls = at(programme, address), field_class(kind)
    if cls is None or not isinstance(field, Field):
        raise Refused(f"{address}/kind", _("There is no such kind of question."))
    whole(field, address)
    kept = {name: getattr(field, name) for name in _in_common(type(field), cls) if name != "options" or getattr(field, name)}
    try:
        new = new_field(kind, field.id, field.label).but(**kept)
        new = new.but(fact=None) if new.fact and not _fits(new) else new
    except ValidationError:
        raise Refused(f"{address}/kind", _("It cannot become this kind of question.")) from None
    return changed(programme, address, lambda _field: new)


def _in_common(one: type[Field], other: type[Field]) -> list[str]:
    """The properties that mean the same in both kinds."""
    names = one.model_fields.keys() & other.model_fields.keys()
    return [name for name in names if one.model_fields[name].annotation == other.model_fields[name].annotation]


def rule_scope(programme: Programme, form: Form) -> Any:
    """What rules of this form may name."""
    return form_scope(form, vocabulary(), programme)


def _rule(programme: Programme, address: str, part: Any, name: str, text: Any) -> Any:
    if not text:
        return None if name != "rule" else text
    wanted = part.type(vocabulary()) if isinstance(part, Computed) else BOOLEAN
    try:
        check_rule(text, rule_scope(programme, form_of(programme, address)), wanted)
    except RuleError as error:
        raise Refused(f"{address}/{name}", error.message) from None
    return text


def _ruling(programme: Programme, address: str, part: Any, table: Any) -> dict[str, Any]:
    """A table in the place of the rule; without it, the rule that it stood for. Raises Refused with the row at fault."""
    scope, wanted = rule_scope(programme, form_of(programme, address)), part.type(vocabulary())
    try:
        if table is None:
            return {"rule": as_rule(part, scope, wanted)}
        check_table(table.plain(), scope, wanted)
    except RuleError as error:
        raise Refused(f"{address}/table", error.message) from None
    return {"rule": ""}


def _beside(part: Any, name: str, value: Any) -> dict[str, Any]:
    """What has to change with it: what is protected as a fact is protected as an answer; a shared list replaces own options."""
    if name == "codes" and value and isinstance(part, Optioned):
        return {"options": ()}
    names = [value] if name == "fact" else list(value.values()) if name == "facts" and isinstance(value, dict) else []
    needed = [vocabulary().fact(each).privacy for each in names if each and vocabulary().has(each)]
    if not needed:
        return {}
    return {"privacy": max((part.privacy, *needed), key=_RANK.index)}


def _sensible(part: Any, name: str, path: str) -> None:
    """Limits that nothing can keep are refused."""
    for low, high in _PAIRS:
        if name not in (low, high):
            continue
        least, most = getattr(part, low, None), getattr(part, high, None)
        if type(least) is type(most) and not isinstance(least, (str, type(None))) and least > most:
            raise Refused(path, _("The smallest value lies above the largest one, so no answer would fit."))


def _refuse_faults(before: Programme, after: Programme, address: str, name: str) -> None:
    """Faults that this edit brings, at the part itself: they would only be found when it is published."""
    mine = (address, f"{address}/{name}")
    known = set(_faults(before, address))
    for fault in _faults(after, address):
        if fault.path in mine and fault not in known:
            raise Refused(f"{address}/{name}", fault.message)


def _faults(programme: Programme, address: str) -> Iterator[Fault]:
    form = form_of(programme, address)
    try:
        yield from form_faults(programme.but(forms=[form]), vocabulary())
    except UnknownName:
        return


def _fits(field: Field) -> bool:
    words = vocabulary()
    return bool(field.fact) and words.has(field.fact or "") and field.type(words) == words.type(words.fact(field.fact or ""))
