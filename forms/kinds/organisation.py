"""A unit of the tree of organisations. Their names are no secret within the house: all units of the wanted kinds are offered."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import aliased

from core.definitions import Organisation
from core.organisations.models import Unit
from core.people.normal import normal, words
from forms.kinds.asker import Asker
from forms.kinds.choosing import Candidate, ChosenKind

_Parent = aliased(Unit)


class OrganisationKind(ChosenKind):
    name = "organisation"
    definition = Organisation
    what = _("This organisation cannot be chosen here. Choose one of the list.")

    @classmethod
    def candidates(cls, field: Organisation, asker: Asker, text: str, limit: int) -> Sequence[Candidate]:
        query = select(Unit.id, Unit.name, _Parent.name).join(_Parent, Unit.parent_id == _Parent.id, isouter=True)
        if field.kinds:
            query = query.where(Unit.kind.in_(field.kinds))
        # no database knows all spellings of a name, and there are hundreds of units, not millions
        found = [Candidate(id, name, parent or "") for id, name, parent in asker.session.execute(query)]
        wanted = words(text)
        found = [one for one in found if all(word in normal(f"{one.label} {one.group}") for word in wanted)]
        return sorted(found, key=lambda one: (normal(one.group), one.group, normal(one.label), one.id))[:limit]

    @classmethod
    def named(cls, field: Organisation, asker: Asker, id: str, *, choosing: bool) -> str | None:
        query = select(Unit.name).where(Unit.id == id)
        if choosing and field.kinds:
            query = query.where(Unit.kind.in_(field.kinds))
        return asker.session.scalar(query)
