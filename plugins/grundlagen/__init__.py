"""Grundlagen: forms, pages and letters that several programmes share, each written once and taken in by name."""

from collections.abc import Mapping

from core import Form, Letter, Page, hookimpl
from plugins.grundlagen.contact_note import contact_note
from plugins.grundlagen.esf_entry import esf_entry
from plugins.grundlagen.esf_exit import esf_exit
from plugins.grundlagen.esf_notices import esf_consents, esf_notice
from plugins.grundlagen.esf_questions import voluntary
from plugins.grundlagen.follow_up import follow_up
from plugins.grundlagen.leaving import last_day, leaving, looking_back
from plugins.grundlagen.letters import appointment, invitation, participation
from plugins.grundlagen.master_sheet import arrival, contact, master_sheet, person
from plugins.grundlagen.profile import competence_profile
from plugins.grundlagen.residence import livelihood, privacy_notice, residence

FORMS = (master_sheet, competence_profile, contact_note, esf_entry, esf_exit, leaving, follow_up)
PAGES = (
    *(person, contact, arrival, residence, livelihood, privacy_notice),
    *(voluntary, esf_notice, esf_consents, last_day, looking_back),
)
LETTERS = (invitation, appointment, participation)


@hookimpl
def parts() -> Mapping[str, Form | Page | Letter]:
    return {part.id: part for part in (*FORMS, *PAGES, *LETTERS)}
