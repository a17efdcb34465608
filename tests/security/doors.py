"""Who may pass which endpoint: the policy of the house in one readable table, written down apart from the code that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.security.world import PROGRAMME

ROLES = frozenset("system_admin programme_admin coordinator case_worker provider_staff mentor auditor".split())
IN = ROLES | {"revoked"}
"""Who is signed in at the own unit; `revoked` has lost all rights."""
EVERYBODY = IN | {"anonymous", "gone"}
WORKERS = frozenset({"coordinator", "case_worker"})
PLAYERS = WORKERS | {"provider_staff"}
"""Who plays the roles of the programme's steps."""
READERS = PLAYERS | {"mentor", "auditor"}
NAMELESS = EVERYBODY - PLAYERS
"""Who never sees who somebody is."""
ADMINS = frozenset({"system_admin", "programme_admin", "coordinator", "auditor"})
SYSTEM = frozenset({"system_admin"})
EDITS_PROGRAMMES = frozenset({"programme_admin"})
READS_PROGRAMMES = frozenset({"system_admin", "programme_admin", "auditor"})

Body = Callable[[str, Mapping[str, str]], dict[str, str]]


def nothing(_id: str, _ids: Mapping[str, str]) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Door:
    """One endpoint. `who` passes the gate; of these `reach` may have the own record (kind `record`), all others get 404.

    `query` and `path` say where the record's id stands; `body` makes what a POST sends; `gentle` one that changes nothing of
    weight, for the own record; `fits`: what is right for who may; `lost`: what is right for a foreign and a missing id alike.
    """

    who: frozenset[str]
    record: str = ""
    reach: frozenset[str] | None = None
    query: str = ""
    path: Mapping[str, str] = field(default_factory=dict)
    body: Body = nothing
    gentle: Body = nothing
    fits: frozenset[int] = frozenset({200, 302, 303, 422})
    lost: frozenset[int] = frozenset({404})


def _page(_id: str, ids: Mapping[str, str]) -> dict[str, str]:
    return {"_page": ids["draft_page"], "_do": "save", "contact_note": "changed"}


def _look(_id: str, ids: Mapping[str, str]) -> dict[str, str]:
    return {"_page": ids["draft_page"], "_do": "look"}


def _signs_up(_id: str, ids: Mapping[str, str]) -> dict[str, str]:
    return {"person": ids["person"]}


def _judge_today(_id: str, _ids: Mapping[str, str]) -> dict[str, str]:
    return {"_do": "day", "entry_on": ""}


LEADS = frozenset({"case_worker"})
"""Whose talk it is: nobody else reads it."""

DOORS: dict[str, Door] = {
    "health": Door(EVERYBODY),
    "web.accessibility": Door(EVERYBODY),
    "web.privacy": Door(EVERYBODY),
    "security.login": Door(EVERYBODY),
    "security.logout": Door(EVERYBODY),
    "access.password": Door(IN),
    "access.change_password": Door(IN),
    "workflows.my_day": Door(IN),
    "workflows.all_tasks": Door(PLAYERS | {"mentor"}),
    "workflows.case": Door(READERS, "case"),
    "workflows.task": Door(PLAYERS | {"mentor"}, "task", PLAYERS, body=_page, gentle=_look),
    "workflows.onward": Door(READERS, "task_done"),
    "workflows.leave": Door(WORKERS, "case", body=lambda _id, _ids: {"reason": "moved_away"}),
    "workflows.assign_tasks": Door(WORKERS),
    "workflows.undo_assignment": Door(WORKERS, path={"id": "x"}, fits=frozenset({303, 404})),
    "workflows.save_filter": Door(PLAYERS | {"mentor"}),
    "workflows.delete_filter": Door(PLAYERS | {"mentor"}, path={"id": "x"}, fits=frozenset({303, 404})),
    # the programme of these cases has no blocks
    "cases.block": Door(WORKERS, "case", path={"block_id": "f1"}, fits=frozenset({404})),
    "cases.move_in_block": Door(WORKERS, "case", path={"block_id": "f1"}, fits=frozenset({404})),
    "cases.responsible": Door(WORKERS, "case"),
    "cases.reopen": Door(WORKERS, "task_done"),
    "figures.figures": Door(READERS),
    "enrol.entry": Door(WORKERS, "person", path={"programme_id": PROGRAMME}),
    "replay.decided": Door(WORKERS, "case"),
    "ledger.ledger": Door(READERS),
    "enrol.enter": Door(WORKERS, "person", path={"programme_id": PROGRAMME}),
    "api.openapi": Door(EVERYBODY),
    # a form is no JSON
    "screenings.screenings": Door(WORKERS, fits=frozenset({400})),
    "screening.talks": Door(WORKERS),
    "screening.begin": Door(WORKERS),
    "screening.one": Door(WORKERS, "talk", LEADS),
    "screening.say": Door(WORKERS, "talk", LEADS, body=_judge_today, gentle=_judge_today),
    "screening.delete": Door(WORKERS, "talk_over", LEADS),
    "screening.onward": Door(WORKERS, "talk", LEADS),
    "screening.go_on": Door(WORKERS, "talk", LEADS),
    "screening.outlook": Door(WORKERS),
    "screening.registry": Door(WORKERS),
    "screening.sheet": Door(WORKERS, "talk", LEADS),
    "people.people": Door(READERS, "person", query="after", fits=frozenset({200}), lost=frozenset({200})),
    "people.new_person": Door(WORKERS),
    "people.register_person": Door(WORKERS),
    "people.edit_person": Door(WORKERS, "person"),
    "people.change_person": Door(WORKERS, "person"),
    "people.person": Door(READERS, "person"),
    "forms.autosave": Door(IN, "draft", PLAYERS, body=_page, gentle=_page, fits=frozenset({200, 409})),
    "forms.receipt": Door(IN, "submission", READERS),
    "forms.attachment": Door(IN, "attachment", READERS),
    "offerings.all_offerings": Door(READERS),
    "offerings.one": Door(READERS, "offering"),
    "offerings.new": Door(
        PLAYERS | {"mentor"}, fits=frozenset({404})
    ),  # without programme and kind in the address there is nothing
    "offerings.edit": Door(PLAYERS | {"mentor"}, "offering", PLAYERS, fits=frozenset({200, 409})),
    "offerings.particulars": Door(PLAYERS | {"mentor"}, "offering", PLAYERS, fits=frozenset({200, 303, 404})),
    "offerings.find": Door(PLAYERS | {"mentor"}, "offering"),
    "offerings.sign_up": Door(PLAYERS | {"mentor"}, "offering", body=_signs_up, gentle=_signs_up),
    "offerings.cancel": Door(PLAYERS | {"mentor"}, "attendance_done"),
    "offerings.presence": Door(PLAYERS | {"mentor"}, "offering", PLAYERS),
    "offerings.close": Door(PLAYERS | {"mentor"}, "offering_done", PLAYERS),
    "offerings.paper": Door(PLAYERS | {"mentor"}, "offering", PLAYERS),
    "offerings.download": Door(PLAYERS | {"mentor"}, "offering", PLAYERS, path={"kind": "csv"}),
    "counters.budgets": Door(READERS),
    "counters.budget": Door(READERS, path={"programme_id": "wir"}),
    "counters.of_counter": Door(READERS, path={"programme_id": "wir", "counter_id": "lots_hours"}),
    "counters.correct": Door(PLAYERS | {"mentor"}, "tally"),
    "letters.write": Door(PLAYERS | {"mentor"}, "case", PLAYERS, path={"letter_id": "appointment"}),
    "letters.make": Door(PLAYERS | {"mentor"}, "case", PLAYERS, path={"letter_id": "appointment"}),
    # her name stands in it
    "letters.one": Door(READERS, "letter", PLAYERS),
    "letters.download": Door(READERS, "letter", PLAYERS),
    "letters.withdraw": Door(PLAYERS | {"mentor"}, "letter", PLAYERS, body=lambda _id, _ids: {"reason": "Irrtum"}),
    "documents.prepare": Door(PLAYERS, "person", path={"kind_id": "competence_credential"}),
    "documents.make": Door(PLAYERS, "person", path={"kind_id": "competence_credential"}),
    "documents.download": Door(PLAYERS, "document", WORKERS),
    "definitions.index": Door(READS_PROGRAMMES),
    "definitions.programme": Door(READS_PROGRAMMES, path={"programme_id": PROGRAMME}),
    "definitions.form": Door(READS_PROGRAMMES, path={"programme_id": PROGRAMME, "form_id": "master_sheet"}),
    "changes.index": Door(READS_PROGRAMMES),
    "changes.begin": Door(EDITS_PROGRAMMES),
    **{
        f"changes.{name}": Door(who, path={"change_id": "x"}, fits=frozenset({404}))
        for who, names in ((READS_PROGRAMMES, "one sides draft_file sentences"), (EDITS_PROGRAMMES, "act settle source write"))
        for name in names.split()
    },
    "changes.history": Door(READS_PROGRAMMES, path={"programme_id": PROGRAMME}),
    "changes.file": Door(READS_PROGRAMMES, path={"programme_id": PROGRAMME}),
    "changes.compared": Door(READS_PROGRAMMES, path={"programme_id": PROGRAMME}, fits=frozenset({404})),
    "changes.roll_back": Door(EDITS_PROGRAMMES, path={"programme_id": PROGRAMME}),
    "changes.rehearse": Door(EDITS_PROGRAMMES, path={"programme_id": PROGRAMME}),
    **{f"changes.{name}": Door(EDITS_PROGRAMMES) for name in ("new", "make", "import_", "take_in")},
    "designer.forms": Door(READS_PROGRAMMES),
    "designer.forms_of": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "designer.arrange": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404, 422})),
    **{
        f"designer.{name}": Door(who, path={"change_id": "x", "form_id": "master_sheet"}, fits=frozenset({404}))
        for name, who in (("design", READS_PROGRAMMES), ("preview", READS_PROGRAMMES), ("act", EDITS_PROGRAMMES))
    },
    "step_designer.drafts": Door(READS_PROGRAMMES),
    "step_designer.design": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.act": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.lists": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.act_on_lists": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.letters": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.act_on_letters": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.basics": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.act_on_basics": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.texts": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.text_file": Door(READS_PROGRAMMES, path={"change_id": "x", "kind": "po"}, fits=frozenset({404})),
    "step_designer.simulate": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "step_designer.type_texts": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "impact.index": Door(READS_PROGRAMMES),
    "impact.impact": Door(READS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "impact.act": Door(EDITS_PROGRAMMES, path={"work_id": "x"}, fits=frozenset({404})),
    "moves.index": Door(READS_PROGRAMMES),
    "moves.preview": Door(READS_PROGRAMMES, path={"programme_id": PROGRAMME}),
    "moves.begin": Door(EDITS_PROGRAMMES, fits=frozenset({404})),
    "moves.move": Door(READS_PROGRAMMES, path={"move_id": "x"}, fits=frozenset({404})),
    "moves.act": Door(EDITS_PROGRAMMES, path={"move_id": "x"}, fits=frozenset({404})),
    "moving.asked": Door(PLAYERS | {"mentor"}, path={"case_id": "x", "move_id": "x"}, fits=frozenset({404})),
    "rules.index": Door(EDITS_PROGRAMMES),
    "rules.begin": Door(EDITS_PROGRAMMES, fits=frozenset({404})),
    "rules.criteria": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    "rules.arrange": Door(EDITS_PROGRAMMES, path={"change_id": "x"}, fits=frozenset({404})),
    **{
        f"rules.{name}": Door(EDITS_PROGRAMMES, path={"change_id": "x", "key": "eligibility/age"}, fits=frozenset({404}))
        for name in ("criterion", "act")
    },
    "plugins.index": Door(frozenset({"system_admin", "programme_admin", "auditor"})),
    "admin.index": Door(ADMINS),
}
# A view of the administration: who sees it, who changes in it, which kind of record it lists ("" for what all may know).
VIEWS: dict[str, tuple[frozenset[str], frozenset[str], str]] = {
    "entries": (frozenset({"system_admin", "auditor"}), frozenset(), "entry"),
    "deliveries": (frozenset({"system_admin", "auditor"}), SYSTEM, "delivery"),
    "programmes_admin": (frozenset({"system_admin", "programme_admin", "auditor"}), frozenset(), ""),
    "revisions": (frozenset({"system_admin", "programme_admin", "auditor"}), frozenset(), ""),
    "admin_units": (ADMINS, SYSTEM, "unit"),
    "admin_users": (SYSTEM, SYSTEM, "user"),
    "admin_grants": (SYSTEM, SYSTEM, "grant"),
    "cases_admin": (frozenset({"coordinator", "auditor"}), frozenset(), "case"),
    "places_admin": (frozenset({"coordinator", "auditor"}), frozenset(), ""),
    "links_admin": (frozenset({"coordinator", "auditor"}), frozenset(), ""),
    "offerings_admin": (frozenset({"coordinator", "auditor"}), frozenset(), "offering"),
    "attendance_admin": (frozenset({"coordinator", "auditor"}), frozenset(), "attendance"),
    "tallies_admin": (frozenset({"coordinator", "auditor"}), frozenset(), "tally"),
}
_LIST = frozenset({302})  # back to the list, since this view has no such page


def _admin(view: str) -> dict[str, Door]:
    see, edit, record = VIEWS[view]
    changed = {"name": "changed", "email": "changed@example.org", "language": "de", "kind": "town", "role": "auditor"}
    absent = frozenset({302, 404})
    return {
        f"{view}.index_view": Door(see),
        f"{view}.details_view": Door(see, record, query="id", lost=absent),
        f"{view}.export": Door(see, path={"export_type": "csv"}),
        f"{view}.ajax_lookup": Door(see, fits=frozenset({404})),
        f"{view}.create_view": Door(edit, fits=frozenset({200, 302, 422}), body=lambda _id, _ids: changed),
        f"{view}.edit_view": Door(
            edit, record, query="id", fits=frozenset({200, 302, 422}), lost=absent, body=lambda _id, _ids: changed
        ),
        f"{view}.delete_view": Door(edit, record, fits=frozenset({200, 302, 404}), lost=absent, body=lambda id, _ids: {"id": id}),
        f"{view}.action_view": Door(
            edit,
            record,
            fits=frozenset({200, 302, 400, 404}),
            lost=frozenset({302, 400, 404}),
            body=lambda id, _ids: {"action": "retry" if view == "deliveries" else "delete", "rowid": id},
        ),
        f"{view}.ajax_update": Door(
            edit, record, fits=frozenset({404}), body=lambda id, _ids: {"list_form_pk": id, "name": "changed"}
        ),
    }


for _view in VIEWS:
    DOORS |= _admin(_view)


def missing(endpoints: set[str]) -> str:
    """A sentence about the endpoints that have no door here, or ""."""
    unknown = sorted(name for name in endpoints - DOORS.keys() if name.rpartition(".")[2] != "static")
    gone = sorted(DOORS.keys() - endpoints)
    said = (
        [f"Nobody has said who may pass {', '.join(unknown)}: write a Door for each in tests/security/doors.py."]
        if unknown
        else []
    )
    said += [f"There is no endpoint {', '.join(gone)} any more: take its Door out of tests/security/doors.py."] if gone else []
    return " ".join(said)
