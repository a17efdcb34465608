"""Whoever registers somebody is told who may be the same person, and each look beyond her own units is written down."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from core.actor import current_actor
from core.clock import now
from core.database import db, transaction
from core.events import RecordSeen
from core.journal import announce
from core.people.doubles import Double, doubles, elsewhere


def suspected(values: Mapping[str, Any]) -> tuple[list[Double], bool]:
    """Who may be registered already, among the people whom the actor sees; and whether there may be somebody elsewhere.

    Whose record was looked at for that is written down there: core/people/doubles.py says why.
    """
    actor = current_actor()
    same = doubles(db.session(), actor, values)
    others = [] if same else elsewhere(db.session(), actor, values)
    if others:
        with transaction() as session:
            for id in others:
                announce(session, RecordSeen(subject_id=id, person_id=id, kind="double_elsewhere"), actor=actor, now=now())
    return same, bool(others)


def reason_texts() -> dict[str, str]:
    """Why somebody is suspected to be the same person, in words."""
    return {
        "same_name": _("the same name"),
        "swapped_names": _("the same names, family name and given name swapped"),
        "like_name": _("the same name, spelled otherwise"),
        "part_of_name": _("a part of the name"),
        "same_birthday": _("the same date of birth"),
        "new_year": _("the same date of birth (1 January often stands for an unknown day)"),
        "swapped_birthday": _("the same date of birth, day and month swapped"),
        "other_birthday": _("but another date of birth"),
        "same_phone": _("the same telephone number"),
        "same_email": _("the same e-mail address"),
    }
