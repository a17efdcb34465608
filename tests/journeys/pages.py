"""Every page that people see, as data: how somebody gets to it, and which endpoint answers. The rest is excused with a reason."""

from __future__ import annotations

from dataclasses import dataclass

Fill = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shot:
    """A page as `who` reaches it: from `path` over links (CSS), typing `fill` (selector, text) and pressing `press` at last.

    `lead`: the one of its family that is looked at in the dark, in Arabic and on the narrowest phone too. `doubles`: what the
    first person of the list is called and when she was born is typed in. `paper`: as it is printed.
    """

    name: str
    endpoint: str
    path: str
    who: str = "case.worker"
    links: tuple[str, ...] = ()
    fill: Fill = ()
    press: str = ""
    lead: bool = False
    paper: bool = False
    doubles: bool = False


CASE, PERSON, TASK = "main a[href^='/cases/']", "main a[href^='/people/0']", "main a[href^='/tasks/']"
OFFERING, RECEIPT, BUTTON = "main a[href^='/offerings/0']", "a[href^='/receipts/']", ".fk-buttons button"
IMPACT = "main a[href*='/changes/0'][href$='/impact']"
STEPS = "main a[href*='/changes/0'][href$='/steps']"
VERSIONS = "/admin/changes/programmes/wir_sind_usingen"
"""Of the one programme of the demo that was published twice."""
CHANGE, NAMED = "main a[href^='/admin/changes/0']", (("[name=title_de]", "Neu"), ("[name=id]", "Ä"))
BERGSTRASSE, UNNA, HILDEN = "case.worker.bergstrasse", "case.worker.unna", "case.worker.hilden"
ADMIN, PROGRAMMES, COORDINATOR = "system.admin", "programme.admin", "coordinator.bergstrasse"

OUTSIDE = (
    Shot("sign-in", "security.login", "/sign-in", "", lead=True),
    Shot(
        "sign-in-wrong",
        "security.login",
        "/sign-in",
        "",
        fill=(("[name=email]", "x@demo.example"), ("[name=password]", "wrong")),
        press="main form button",
    ),
    Shot("accessibility", "web.accessibility", "/accessibility", ""),
    Shot("privacy", "web.privacy", "/privacy", ""),
    Shot("not-found", "workflows.case", "/cases/nothing"),
    Shot("not-allowed", "admin_users.index_view", "/admin/users/"),
    Shot("password", "access.password", "/password"),
    Shot("password-wrong", "access.password", "/password", press="main form button"),
)
DAY = (
    Shot("my-day", "workflows.my_day", "/", lead=True),
    Shot("my-day-coordinator", "workflows.my_day", "/", "coordinator"),
    Shot("my-day-provider", "workflows.my_day", "/", "provider.staff.bergstrasse"),
    Shot("my-day-mentor", "workflows.my_day", "/", "mentor.hilden"),
    Shot("my-day-auditor", "workflows.my_day", "/", "auditor"),
    Shot("my-day-programmes", "workflows.my_day", "/", PROGRAMMES),
    Shot("worklist", "workflows.all_tasks", "/worklist", HILDEN, lead=True),
    Shot("worklist-filtered", "workflows.all_tasks", "/worklist?programme=drei_phasen_modell&due=overdue", HILDEN),
    Shot("worklist-nothing", "workflows.all_tasks", "/worklist?text=qqqq", HILDEN),
    Shot("figures", "figures.figures", "/figures?programme=drei_phasen_modell", HILDEN, lead=True),
    Shot("figures-nothing", "figures.figures", "/figures?programme=gemeinsam_durchstarten", HILDEN),
    Shot("two-programmes", "ledger.ledger", "/two-programmes", "auditor", lead=True),
)
PEOPLE = (
    Shot("people", "people.people", "/people", lead=True),
    Shot("people-found", "people.people", "/people?q=a"),
    Shot("people-nobody", "people.people", "/people?q=qqqq"),
    Shot("person", "people.person", "/people", BERGSTRASSE, (PERSON,), lead=True),
    Shot("person-print", "people.person", "/people", BERGSTRASSE, (PERSON,), paper=True),
    Shot("person-worker", "people.person", "/worklist?step=internship", links=(CASE, "main a[href^='/people/']")),
    Shot("person-new", "people.new_person", "/people/new", lead=True),
    Shot("person-new-errors", "people.new_person", "/people/new", press=BUTTON),
    Shot("person-new-doubles", "people.new_person", "/people/new", press=BUTTON, doubles=True),
    Shot("person-edit", "people.edit_person", "/people", links=(PERSON, "a[href$='/edit']")),
    Shot("enrol", "enrol.entry", "/people", UNNA, (PERSON, "a[href*='/programmes/gemeinsam']"), lead=True),
    Shot("enrol-track", "enrol.entry", "/people", HILDEN, (PERSON, "a[href*='/programmes/drei_phasen']")),
    Shot("enrol-wir", "enrol.entry", "/people", UNNA, (PERSON, "a[href*='/programmes/wir']")),
    Shot("document", "documents.prepare", "/people", BERGSTRASSE, (PERSON, "a[href*='/documents/']"), lead=True),
    Shot("document-made", "documents.prepare", "/people", BERGSTRASSE, (PERSON, "a[href*='/documents/']"), press=BUTTON),
)
CASES = (
    Shot("case-late", "workflows.case", "/worklist", links=(CASE,)),
    Shot("case-wir", "workflows.case", "/worklist?programme=wir", BERGSTRASSE, (CASE,), lead=True),
    Shot("case-referred", "workflows.case", "/worklist?step=referral_result", BERGSTRASSE, (CASE,)),
    Shot("case-blocks", "workflows.case", "/worklist?programme=gemeinsam_durchstarten", UNNA, (CASE,), lead=True),
    Shot("case-mentor", "workflows.case", "/worklist?programme=drei_phasen_modell", HILDEN, (CASE,)),
    Shot("case-of-mentor", "workflows.case", "/people", "mentor.hilden", (PERSON, CASE)),
    Shot("case-closed", "workflows.case", "/people", HILDEN, (PERSON, CASE)),
    Shot("case-print", "workflows.case", "/worklist?programme=wir", BERGSTRASSE, (CASE,), paper=True),
    Shot("case-leave", "workflows.leave", "/worklist", links=(CASE, "main a[href$='/exit']"), lead=True),
    Shot("case-leave-errors", "workflows.leave", "/worklist", links=(CASE, "main a[href$='/exit']"), press=BUTTON),
    Shot("case-responsible", "cases.responsible", "/worklist", "coordinator", (CASE, "a[href$='/responsible']")),
    Shot("case-decided", "replay.decided", "/worklist", UNNA, (CASE, "a[href$='/decided']"), lead=True),
    Shot("block", "cases.block", "/worklist?programme=gemeinsam_durchstarten", UNNA, (CASE, "a[href*='/blocks/']"), lead=True),
    Shot("block-last", "cases.block", "/worklist?programme=gemeinsam_durchstarten", UNNA, (CASE, "a[href$='/blocks/f6']")),
    Shot("reopen", "cases.reopen", "/worklist", links=(CASE, "a[href$='/reopen']")),
    Shot("letter", "letters.write", "/worklist", links=(CASE, "main a[href$='/letters/appointment']"), lead=True),
    Shot("letter-gaps", "letters.write", "/worklist", links=(CASE, "main a[href$='/letters/appointment']"), press=BUTTON),
    Shot(
        "letter-made",
        "letters.one",
        "/worklist",
        links=(CASE, "main a[href$='/letters/participation']"),
        fill=(("[name=address]", "Ada Beispiel\nAm Markt 1\n61250 Usingen"),),
        press=BUTTON,
        lead=True,
    ),
    Shot("receipt", "forms.receipt", "/worklist", links=(CASE, RECEIPT), lead=True),
    Shot("receipt-print", "forms.receipt", "/worklist", links=(CASE, RECEIPT), paper=True),
)


def _task(name: str, step: str, part: str = "", who: str = "case.worker", **more: object) -> Shot:
    path = f"/worklist?step={step}&optional=1"
    return Shot(f"task-{name}", "workflows.task", path, who, (TASK, *((f"?page={part}",) if part else ())), **more)  # type: ignore[arg-type]


TASKS = (
    *(
        _task(f"registration-{part}", "registration", part, lead=part == "person")
        for part in ("person", "contact", "arrival", "residence", "livelihood", "voluntary", "agreement")
    ),
    *(
        _task(f"profile-{part}", "competence_profile", part, lead=part == "languages")
        for part in ("languages", "school", "vocation", "skills", "health", "everyday", "wishes")
    ),
    *(_task(f"internship-{part}", "internship", part) for part in ("company", "internship", "result")),
    *(_task(step, step) for step in ("contact", "work_start")),
    *(_task(step, step, "", BERGSTRASSE) for step in ("lots_hours", "lots_closing", "referral", "follow_up")),
    *(_task(step, step, "", HILDEN) for step in ("mentor_hours", "mentor_closing", "pairing", "assessment")),
    *(_task(step, step, "", UNNA) for step in ("admission", "support_plan", "f4_potential", "f5_result")),
    *(_task(step, step, "", "case.worker.hersfeld") for step in ("need",)),
    *(_task(step, step, "", "case.worker.fulda") for step in ("counselling", "accompaniment")),
    Shot("task-referral-answer", "workflows.task", "/", "provider.staff.bergstrasse", (TASK,)),
    _task("contact-errors", "contact", press=BUTTON),
    _task("mentor-hours-errors", "mentor_hours", "", HILDEN, press=BUTTON),
    _task("agreement-errors", "registration", "agreement", press=BUTTON),
)
OFFERINGS = (
    Shot("offerings", "offerings.all_offerings", "/offerings", BERGSTRASSE, lead=True),
    Shot("offerings-past", "offerings.all_offerings", "/offerings?time=past", HILDEN),
    Shot("offerings-nothing", "offerings.all_offerings", "/offerings", "case.worker"),
    Shot(
        "offerings-for-case",
        "offerings.all_offerings",
        "/worklist?programme=wir",
        BERGSTRASSE,
        (CASE, "a[href^='/offerings?case']"),
    ),
    Shot("offering", "offerings.one", "/offerings?kind=deutsch4u", BERGSTRASSE, (OFFERING,), lead=True),
    Shot("offering-event", "offerings.one", "/offerings?time=past", BERGSTRASSE, (OFFERING,)),
    Shot("offering-company", "offerings.one", "/offerings", HILDEN, (OFFERING,)),
    Shot("offering-new", "offerings.new", "/offerings", BERGSTRASSE, ("a[href^='/offerings/new']",), lead=True),
    Shot("offering-new-errors", "offerings.new", "/offerings", BERGSTRASSE, ("a[href^='/offerings/new']",), press=BUTTON),
    Shot("offering-edit", "offerings.edit", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/edit']")),
    Shot("offering-form", "offerings.particulars", "/offerings", HILDEN, (OFFERING, "a[href$='/particulars']")),
    Shot("offering-find", "offerings.find", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/sign-up']")),
    Shot("offering-found", "offerings.find", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/sign-up']", "?q=a"), lead=True),
    Shot("offering-presence", "offerings.presence", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/presence']"), lead=True),
    Shot("offering-close", "offerings.close", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/close']")),
    Shot("offering-paper", "offerings.paper", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/list']")),
    Shot("offering-paper-print", "offerings.paper", "/offerings", BERGSTRASSE, (OFFERING, "a[href$='/list']"), paper=True),
    Shot("budgets", "counters.budgets", "/budgets", HILDEN),
    Shot("budget", "counters.budget", "/programmes/drei_phasen_modell/budget", HILDEN, lead=True),
    Shot("budget-minutes", "counters.budget", "/programmes/my_turn/budget", "case.worker.fulda"),
    Shot("counter", "counters.of_counter", "/programmes/drei_phasen_modell/counters/mentor_unpaid", HILDEN, lead=True),
    Shot(
        "counter-correct",
        "counters.correct",
        "/programmes/drei_phasen_modell/counters/mentor_unpaid",
        HILDEN,
        ("a[href$='/correct']",),
    ),
    Shot(
        "counter-correct-errors",
        "counters.correct",
        "/programmes/drei_phasen_modell/counters/mentor_unpaid",
        HILDEN,
        ("a[href$='/correct']",),
        press=BUTTON,
    ),
)
TALKS = (
    Shot("talks", "screening.talks", "/talks", lead=True),
    Shot("talk-begun", "screening.one", "/talks", press="main form button", lead=True),
    Shot("talk", "screening.one", "/talks", links=("main a[href^='/talks/0']",), lead=True),
    Shot("talk-onward", "screening.onward", "/talks", links=("main a[href^='/talks/0']", "a[href*='/onward']"), lead=True),
    Shot("registry", "screening.registry", "/screening", lead=True),
    Shot("outlook", "screening.outlook", "/outlook", lead=True),
    Shot("registry-who", "screening.registry", "/screening?programme=my_turn&verdict=open"),
    Shot("outlook-nrw", "screening.outlook", "/outlook", "coordinator.nrw"),
)
VIEWS = {
    "admin_users": "users",
    "admin_units": "units",
    "admin_grants": "grants",
    "entries": "entries",
    "deliveries": "deliveries",
    "programmes_admin": "programmes",
    "revisions": "revisions",
    "cases_admin": "cases",
    "places_admin": "places",
    "links_admin": "links",
    "offerings_admin": "offerings",
    "attendance_admin": "attendance",
    "tallies_admin": "tallies",
}
"""Views of the administration and what their addresses say."""
EDITED = {
    "admin_users": ("create_view", "edit_view"),
    "admin_units": ("create_view", "edit_view"),
    "admin_grants": ("create_view",),
}
OF_CASES = ("cases_admin", "places_admin", "links_admin", "offerings_admin", "attendance_admin", "tallies_admin")


def _view(view: str, word: str) -> list[Shot]:
    who = "coordinator.nrw" if view in ("places_admin", "links_admin") else "auditor" if view in OF_CASES else ADMIN
    page = f"/admin/{word}/"
    edited = EDITED.get(view, ())
    shots = [Shot(f"admin-{word}", f"{view}.index_view", page, who, lead=word in ("cases", "entries"))]
    if view != "deliveries":  # there is one only where something failed
        shots += [
            Shot(f"admin-{word}-one", f"{view}.details_view", page, who, ("main a[href*='/details/']",), lead=word == "cases")
        ]
    if "create_view" in edited:
        shots += [Shot(f"admin-{word}-new", f"{view}.create_view", f"{page}new/", who, lead=word == "users")]
    if "edit_view" in edited:
        shots += [Shot(f"admin-{word}-edit", f"{view}.edit_view", page, who, ("main a[href*='/edit/']",))]
    return shots


ADMINISTRATION = (
    Shot("admin", "admin.index", "/admin/", ADMIN, lead=True),
    Shot("admin-coordinator", "admin.index", "/admin/", "coordinator"),
    *(shot for view, word in VIEWS.items() for shot in _view(view, word)),
    Shot("admin-wrong-filters", "cases_admin.index_view", "/admin/cases/?flt0_4=31.12.2026&flt0_0=wirr&flt0_99=1", "auditor"),
    Shot("admin-nothing", "cases_admin.index_view", "/admin/cases/?search=qqqq", "coordinator"),
    Shot("admin-plugins", "plugins.index", "/admin/plugins/", ADMIN),
    Shot("definitions", "definitions.index", "/admin/definitions/", PROGRAMMES),
    Shot("definition-wir", "definitions.programme", "/admin/definitions/wir", PROGRAMMES, lead=True),
    Shot("definition-gd", "definitions.programme", "/admin/definitions/gemeinsam_durchstarten", PROGRAMMES),
    Shot("definition-form", "definitions.form", "/admin/definitions/wir_sind_usingen/forms/master_sheet", PROGRAMMES, lead=True),
    Shot("changes", "changes.index", "/admin/changes/", PROGRAMMES, lead=True),
    Shot(
        "change-begun",
        "changes.one",
        "/admin/changes/",
        PROGRAMMES,
        fill=(("[name=title]", "Altersgrenze 30"),),
        press="#open-change",
        lead=True,
    ),
    Shot("changes-errors", "changes.index", "/admin/changes/", PROGRAMMES, press="#open-change"),
    Shot("change-errors", "changes.one", "/admin/changes/", PROGRAMMES, (CHANGE,), press="#do-discard"),
    Shot("change-text", "changes.source", "/admin/changes/", PROGRAMMES, (CHANGE, "main a[href$='/text']", "?part=eligibility")),
    Shot("change-forms", "designer.forms", "/admin/changes/forms", PROGRAMMES),
    Shot(
        "change-forms-of",
        "designer.forms_of",
        "/admin/changes/forms",
        PROGRAMMES,
        ("main a[href*='/changes/0'][href$='/forms']",),
    ),
    Shot("change-design", "designer.design", "/admin/changes/forms", PROGRAMMES, ("main a[href*='/forms/']",), lead=True),
    Shot(
        "change-preview",
        "designer.preview",
        "/admin/changes/forms",
        PROGRAMMES,
        ("main a[href*='/forms/']", "main a[href*='/preview']"),
    ),
    Shot("change-steps-drafts", "step_designer.drafts", "/admin/changes/steps", PROGRAMMES),
    Shot("change-steps", "step_designer.design", "/admin/changes/steps", PROGRAMMES, (STEPS,), lead=True),
    Shot(
        "change-texts", "step_designer.texts", "/admin/changes/steps", PROGRAMMES, ("main a[href$='/translations']",), lead=True
    ),
    Shot("change-letters", "step_designer.letters", "/admin/changes/steps", PROGRAMMES, ("main a[href$='/letters']",)),
    Shot(
        "change-letter",
        "step_designer.letters",
        "/admin/changes/steps",
        PROGRAMMES,
        ("main a[href$='/letters']", "a[id^='open-letters--']"),
        lead=True,
    ),
    Shot("change-lists", "step_designer.lists", "/admin/changes/steps", PROGRAMMES, ("main a[href$='/lists']",), lead=True),
    Shot("change-basics", "step_designer.basics", "/admin/changes/steps", PROGRAMMES, ("main a[href$='/basics']",), lead=True),
    Shot("change-simulate", "step_designer.simulate", "/admin/changes/steps", PROGRAMMES, ("main a[href$='/simulate']",)),
    Shot("changes-impact", "impact.index", "/admin/changes/impact", PROGRAMMES),
    Shot("change-impact", "impact.impact", "/admin/changes/", PROGRAMMES, (CHANGE, IMPACT), lead=True),
    Shot("changes-moves", "moves.index", "/admin/changes/moves", PROGRAMMES),
    Shot("moves-preview", "moves.preview", "/admin/changes/moves", PROGRAMMES, ("main td a[href*='/moves/']",), lead=True),
    Shot("change-history", "changes.history", VERSIONS, PROGRAMMES, lead=True),
    Shot("change-history-one", "changes.history", "/admin/changes/programmes/wir", PROGRAMMES),
    Shot("change-compared", "changes.history", f"{VERSIONS}?a=1&b=2", PROGRAMMES, lead=True),
    Shot("change-history-errors", "changes.history", VERSIONS, PROGRAMMES, press="#back ~ form .kern-btn--primary"),
    Shot("change-look-first", "changes.one", VERSIONS, PROGRAMMES, press="#back ~ form button[value=look]", lead=True),
    Shot("change-look-first-impact", "impact.impact", VERSIONS, PROGRAMMES, ("#drafts ~ ul a", IMPACT)),
    Shot("change-new", "changes.new", "/admin/changes/new", PROGRAMMES, lead=True),
    Shot("change-new-errors", "changes.new", "/admin/changes/new", PROGRAMMES, fill=NAMED, press=BUTTON),
    Shot("change-import", "changes.import_", "/admin/changes/import", PROGRAMMES),
    Shot("change-import-errors", "changes.import_", "/admin/changes/import", PROGRAMMES, press=BUTTON),
    Shot("rules", "rules.index", "/admin/rules/", PROGRAMMES),
    Shot("rules-begun", "rules.criteria", "/admin/rules/", PROGRAMMES, press="#begin-my_turn", lead=True),
    Shot("rules-criteria", "rules.criteria", "/admin/rules/", PROGRAMMES, ("main a[href$='/rules']",)),
    Shot("rules-errors", "rules.criteria", "/admin/rules/", PROGRAMMES, ("main a[href$='/rules']",), press="#new ~ form button"),
    Shot(
        "rules-criterion",
        "rules.criterion",
        "/admin/rules/",
        PROGRAMMES,
        ("main a[href$='/rules']", "main a[href*='/rules/eligibility/']"),
        lead=True,
    ),
)
SHOTS = (*OUTSIDE, *DAY, *PEOPLE, *CASES, *TASKS, *OFFERINGS, *TALKS, *ADMINISTRATION)

EMPTY = (
    Shot("empty-my-day", "workflows.my_day", "/"),
    Shot("empty-worklist", "workflows.all_tasks", "/worklist"),
    Shot("empty-people", "people.people", "/people"),
    Shot("empty-offerings", "offerings.all_offerings", "/offerings"),
    Shot("empty-budgets", "counters.budgets", "/budgets"),
    Shot("empty-budget", "counters.budget", "/programmes/my_turn/budget"),
    Shot("empty-counter", "counters.of_counter", "/programmes/my_turn/counters/contact_time"),
    Shot("empty-figures", "figures.figures", "/figures"),
    Shot("empty-talks", "screening.talks", "/talks"),
    Shot("empty-registry", "screening.registry", "/screening"),
    Shot("empty-outlook", "screening.outlook", "/outlook"),
    Shot("empty-two-programmes", "ledger.ledger", "/two-programmes"),
    *(Shot(f"empty-admin-{word}", f"{view}.index_view", f"/admin/{word}/") for view, word in VIEWS.items() if view in OF_CASES),
)
"""What a coordinator sees in a house in which nothing was written down yet."""

EXCUSED = {
    "changes.file": "a file: a programme as YAML",
    "changes.draft_file": "a file: a programme as YAML",
    "changes.sentences": "a file: a comparison as text",
    "changes.compared": "a file: a comparison as text",
    "changes.sides": "shown when two definitions meet: tests/workflows/changes look at it",
    "moves.move": "shown when cases move: tests/workflows/moves look at it",
    "moving.asked": "shown when a case that is to move lacks an answer: tests/workflows/moves look at it",
    "step_designer.text_file": "a file: texts as workbook or PO",
    "workflows.onward": "leads on to the next task, or to the case",
    "health": "machines read it",
    "api.openapi": "machines read it",
    "documents.download": "a file: tests/workflows/documents read it back",
    "letters.download": "a file: tests/workflows/letters read it back",
    "offerings.download": "a file: a table",
    "forms.attachment": "a file, as it was handed in",
    "screening.sheet": "a file: tests/workflows/screening read it back",
    "deliveries.details_view": "shown only after a delivery failed: tests/core/journal look at it",
    **{f"{view}.export": "a file: a table" for view in VIEWS},
    **{f"{view}.ajax_lookup": "answers scripts; no view uses it" for view in VIEWS},
    **{
        f"{view}.{name}": "leads back to the list: nobody writes here"
        for view in VIEWS
        for name in ("create_view", "edit_view")
        if name not in EDITED.get(view, ())
    },
}
"""Endpoints that answer GET and are no page for people, or no page of their own."""
