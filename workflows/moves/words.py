"""Moves in words of this request's language: why a case stays, and what is otherwise for one that moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from core.catalogue.compare import sentences
from core.definitions import Programme
from core.web.i18n import show_date, wording_text


def why_it_stays(why: str, about: str, programme: Programme) -> str:
    """`why` and `about` as the judgement, or the batch, wrote them down; the programme is the one that the case is on."""
    owned: list[Any] = [*programme.tracks, *programme.blocks, *programme.steps]
    titles = {each.id: wording_text(each.title) for each in owned}
    name = titles.get(about, about)
    texts = {
        "closed": _("The case is closed."),
        "there": _("The case is on this revision already."),
        "track": _("The new revision has no “%(name)s” any more.", name=name),
        "block": _("The case is in the block “%(name)s”, which the new revision does not have.", name=name),
        "referred": _("Another unit has the task “%(name)s”, which the new revision does not have.", name=name),
        "nothing_left": _("Nothing would be left to do in it."),
    }
    return texts.get(why, why)


def forms_changed(before: Programme, after: Programme, steps: Collection[str]) -> list[str]:
    """What is otherwise in the forms of these steps, a sentence for each question."""
    forms = {step.form for step in after.steps if step.id in steps and step.form}
    told = sentences(before, after) if forms else []
    return [each.text for each in told if each.address.partition("/")[0] == "forms" and each.address.split("/")[1] in forms]


def what_changed(changes: list[Mapping[str, Any]], before: Programme, after: Programme) -> list[str]:
    """Changes as they are stored with a case that moved, a sentence each; what comes only later is not told."""
    steps = {step.id: wording_text(step.title) for step in (*before.steps, *after.steps)}
    roles = {role.id: wording_text(role.title) for role in (*before.roles, *after.roles)}
    return [told for change in changes if (told := _told(change, steps, roles))]


def _told(change: Mapping[str, Any], steps: Mapping[str, str], roles: Mapping[str, str]) -> str:
    step = steps.get(change["step"], change["step"])
    if change["kind"] == "due":
        if not change.get("after"):
            return _("“%(step)s” has no deadline any more.", step=step)
        return _("“%(step)s” is due on %(day)s.", step=step, day=show_date(date.fromisoformat(change["after"])))
    if change["kind"] == "role":
        return _("“%(step)s” is now done by: %(role)s.", step=step, role=roles.get(change["after"], change["after"]))
    if change["kind"] == "opened":
        return _("“%(step)s” is to be done.", step=step)
    return _("“%(step)s” is not to be done any more.", step=step) if change["kind"] == "cancelled" else ""
