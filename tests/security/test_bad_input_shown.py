"""What was typed is shown again as text: never evaluated, never code in a page."""

from __future__ import annotations

import html

from sqlalchemy import select

from core import clock
from core.access.models import User
from core.actor import SYSTEM
from core.clock import today
from core.database import transaction
from core.organisations.models import Unit
from core.people.registry import record
from forms.models import Attachment, Draft
from tests.security import nasty
from tests.security.sending import STORED, fine, world
from tests.security.walker import answers, browser, does, open_tasks, plan_for, told
from tests.security.world import World

__all__ = ["world"]


def shown(world: World, *paths: str) -> str:
    ids = world.own.ids
    found = []
    for path in paths:
        who = "system_admin" if path.startswith("/admin") and "cases" not in path else "coordinator"
        answer = fine(world.ask(who, "GET", path.format(**ids)))
        assert answer.status_code == 200, path
        found.append(answer.text)
    return "\n".join(found)


def test_an_answer_is_never_evaluated(world: World) -> None:
    """Templates, formats and formulas in every field of text of every form of a whole case come back as they were typed."""
    client, case = browser(world.app, world.cookies["stranger"]), world.foreign.ids["case"]
    texts, used, done = iter(STORED * 20), {}, 0
    fixed = {"competences_sufficient": "yes", "another_internship": "no", "further_support": "no", "exit_reason": "employment"}
    fixed["exit_on"] = today(clock.now()).strftime("%d.%m.%Y")
    pages = []
    while (tasks := [one for one in open_tasks(world.app, case) if one[1] != "contact" or not done]) and done < 12:
        id, _step = next((one for one in tasks if one[1] == "contact"), tasks[0])
        plan, facts = plan_for(world.app, id)
        typed = {field.id: next(texts) for field in plan.asked if field.kind in ("text", "long_text")}
        raw = answers(world.app, plan, facts, typed.__getitem__, **fixed)
        answer = does(world.app, client, id, typed.__getitem__, **fixed)
        assert answer.status_code == 303, told(answer)
        receipt = client.get(answer.location).text
        for name in typed.keys() & raw.keys():
            assert html.escape(typed[name]).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in receipt, (name, typed[name])
            used[typed[name]] = True
        pages.append(receipt)
        done += 1
    pages += [client.get(f"/cases/{case}").text, client.get(f"/people/{world.foreign.ids['person']}").text, client.get("/").text]
    assert set(used) == set(STORED)
    for text in pages:
        assert nasty.SUM not in text
        assert "&lt;class" not in text
        assert "mappingproxy" not in text


def test_a_payload_is_text_wherever_it_is_shown(world: World) -> None:
    """Names of people, units, staff and files, notes: markup in them is shown, not run, on every page."""
    ids, now = world.own.ids, clock.now()
    with world.app.app_context(), transaction() as session:
        names = {"family_name": nasty.XSS, "given_name": nasty.XSS, "street": nasty.XSS, "municipality": nasty.XSS}
        record(session, SYSTEM, ids["person"], names, source="office", now=now)
        session.get_one(Unit, ids["unit"]).name = nasty.XSS
        for user in session.scalars(select(User).where(User.unit_id == ids["unit"])):
            user.name = nasty.XSS
        session.get_one(Attachment, ids["attachment"]).filename = nasty.XSS
        draft = session.get_one(Draft, ids["draft"])
        draft.pages = {ids["draft_page"]: {"raw": {"contact_note": [nasty.XSS]}, "version": 1}}
        draft.changed_by = nasty.XSS
    client = browser(world.app, world.cookies["case_worker"])
    left = next(id for id, step in open_tasks(world.app, ids["case"]) if step != "contact")
    client.post(
        f"/tasks/{left}", data={"_page": ids["left_page"], "_do": "save", "_version": "99", "internship_company": nasty.XSS}
    )
    pages = [
        "/",
        "/worklist",
        "/people",
        "/people?q=%3Cimg",
        "/people/new",
        "/people/{person}",
        "/people/{person}/edit",
        "/cases/{case}",
    ]
    pages += ["/cases/{case}/exit", "/tasks/{task}", "/people/{person}/programmes/wir_sind_usingen", "/receipts/{submission}"]
    pages += [
        "/admin/users/",
        "/admin/users/details/?id={user}",
        "/admin/users/edit/?id={user}",
        "/admin/units/",
        "/admin/grants/",
    ]
    pages += [
        "/admin/units/details/?id={unit}",
        "/admin/units/edit/?id={unit}",
        "/admin/grants/new/",
        "/admin/grants/details/?id={grant}",
    ]
    pages += [
        "/admin/entries/",
        "/admin/entries/details/?id={entry}",
        "/admin/cases/",
        "/admin/cases/details/?id={case}",
        "/admin/deliveries/",
    ]
    for path in pages:
        text = shown(world, path)
        assert "<img src=x" not in text, path
        assert "<svg/onload" not in text, path
        assert "</script><svg" not in text, path
    for path in ("/people/{person}", "/cases/{case}", "/tasks/{task}", "/admin/units/", "/admin/users/", "/admin/entries/", "/"):
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown(world, path), f"the control: {path} shows it"
