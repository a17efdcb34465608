"""What the buttons of the list of criteria do: one added, moved, taken out or brought back."""

from __future__ import annotations

from core.definitions import Criterion, Programme, Wording
from core.rules import RuleError, text
from core.rules.message import msg
from core.web.inputs import storable
from forms.ruling.conditions import first
from workflows.building import asked, draft, marks
from workflows.building.draft import Content


def arranged(
    content: Content, programme: Programme, shipped: Programme | None, *, what: str, key: str, form: asked.Form
) -> Content:
    """The list with one criterion added, moved, gone or back. Raises RuleError, NotFound."""
    if what == "add":
        return content.added(*_new(content, form, programme))
    if what == "delete":
        asked.refuse_fixed(content.entry(key).criterion)
        return content.removed(key)
    if what in ("up", "down"):
        return content.moved(key, -1 if what == "up" else 1)
    if what == "back":
        return marks.taken_back(shipped, programme, key, "remove")
    raise RuleError(msg("There is no such button on this page."))


def _new(content: Content, form: asked.Form, programme: Programme) -> tuple[str, Criterion]:
    """Whose it is, and the criterion: it begins with the simplest question about its fact."""
    owner, id, title = (asked.one(form, name).strip() for name in ("owner", "id", "title_de"))
    if not all(map(storable, (owner, id, title))) or len(title) > 500:
        raise RuleError(msg("The text is too long, or holds characters that cannot be stored."))
    if owner not in dict(draft.owners(programme)):
        raise RuleError(msg("Choose whose criterion it is."))
    if not title:
        raise draft.AtInput("title_de", msg("The German title is missing."))
    if any(each.criterion.id == id and each.owner == owner for each in content.entries):
        raise draft.AtInput("id", msg("There is a criterion '{id}' already; choose another id.", id=id))
    start = Criterion("new", "true", title=Wording({"de": title}))
    rule = text(first(asked.one(form, "fact"), asked.rule_scope()))
    return owner, draft.criterion(start, id=id, rule=rule)
