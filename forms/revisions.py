"""Forms by the revision that they belong to."""

from __future__ import annotations

from core.catalogue import compiled
from core.definitions import Programme
from forms.plan import Plan


def plan_of(digest: str, form_id: str) -> Plan:
    """The compiled form of this revision, made once a process. Raises UnknownProgramme, LookupError."""

    def make(programme: Programme) -> Plan:
        form = programme.form(form_id)
        if form is None:
            raise LookupError(
                f"The programme '{programme.id}' has no form '{form_id}'; it has: {', '.join(f.id for f in programme.forms)}."
            )
        return Plan(form, digest)

    return compiled(digest, ("form", form_id), make)
