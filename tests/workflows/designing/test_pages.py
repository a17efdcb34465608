"""The step designer's pages: steps on a draft, what is refused and how it is told, and who may."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from core.catalogue.change_models import ChangeSet
from core.database import transaction
from core.definitions import Deadline
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

PROFILE = "steps/competence_profile"
DUE = {"p::due": ["3", "weeks", "entry", "Erlass"]}


def text(page: str) -> str:
    return html.unescape(page)


@pytest.mark.parametrize("programme", ["wir", "my_turn", "drei_phasen_modell", "gemeinsam_durchstarten", "wir_onnfit"])
def test_every_part_of_every_way_can_be_opened(house: Flask, usingen: Stepper, programme: str) -> None:
    here = Stepper(house, usingen.visitor, programme)
    for name in ("steps", "phases", "blocks", "roles", "exits", "tracks"):
        for each in getattr(here.programme, name)[:3]:
            page = here.page(f"{name}/{each.id}")
            assert page.status_code == 200
            assert f'<code class="fk-design__id">{each.id}</code>' in page.text
    assert here.page().text.count("data-step=") == len(here.ids)


def test_a_deadline_is_changed_marked_and_goes_back(usingen: Stepper) -> None:
    before, usingen.language = usingen.step("competence_profile").due, "en"
    assert '<option value="weeks" selected>' in usingen.page(PROFILE).text, "four weeks are told as weeks"
    assert usingen.sends("set", PROFILE, **DUE).status_code == 303
    assert usingen.step("competence_profile").due == Deadline(days=21, after="entry", source="Erlass")
    page = text(usingen.page(PROFILE).text)
    assert "3 weeks after entry" in page
    assert "4 weeks after entry" in page, "the shipped value stands beside it"
    assert usingen.sends(f"back:{PROFILE}:due", PROFILE).status_code == 303
    assert usingen.step("competence_profile").due == before
    assert "back:" not in usingen.page(PROFILE).text


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        (["", "weeks", "entry", ""], None),
        (["10", "days", "opened", ""], Deadline(days=10, after="opened")),
        (["2", "months", "registration", "", "3"], Deadline(months=2, days=3, after="registration")),
        (["0", "days", "entry", ""], Deadline(days=0, after="entry")),
    ],
    ids=["none", "days", "months-and-days", "at-once"],
)
def test_deadlines_are_typed_with_their_unit(usingen: Stepper, typed: list[str], due: Deadline | None) -> None:
    usingen.sends("set", PROFILE, **{"p::due": typed})
    assert usingen.step("competence_profile").due == due
    assert usingen.page(PROFILE).status_code == 200
    # what stands in the inputs is the same once more
    usingen.sends("set", PROFILE, **{"w::title:de": "Profil"})
    assert usingen.step("competence_profile").due == due


def test_a_step_is_added_moved_renamed_and_taken_out(usingen: Stepper) -> None:
    first = usingen.ids
    usingen.sends("new:steps", PROFILE)
    made = usingen.step("step")
    assert made.after == ("competence_profile",)
    assert made.phase == usingen.step("competence_profile").phase
    assert usingen.ids.index("step") == usingen.ids.index("competence_profile") + 1
    usingen.sends("up:steps/step", "steps/step")
    usingen.sends("carry:steps/step", _after="")
    assert usingen.ids[0] == "step"
    usingen.sends("set", "steps/support_plan", **{"p::after": ["", "step"], "p::due": ["1", "months", "step", ""]})
    usingen.sends("rename:steps/step", "steps/step", _id="visit")
    assert usingen.step("support_plan").after == ("visit",)
    assert usingen.step("support_plan").due == Deadline(months=1, after="visit")
    assert usingen.step("visit").was == (), "nobody can have stood on what is not published"
    usingen.sends("set", "steps/support_plan", **{"p::due": ["", "days", "entry", ""]})
    usingen.sends("remove:steps/visit", "steps/visit")
    assert usingen.step("support_plan").after == ("competence_profile",), "the way goes on past what was taken out"
    assert usingen.ids == first
    usingen.sends(f"rename:{PROFILE}", PROFILE, _id="profile")
    assert usingen.step("profile").was == ("competence_profile",)


def test_a_step_is_taken_back_and_made_again(usingen: Stepper) -> None:
    before = usingen.programme
    usingen.sends(f"remove:{PROFILE}", PROFILE)
    page = text(usingen.page().text)
    assert f'value="back:{PROFILE}:remove"' in page, "what was shipped can be brought back"
    usingen.sends("undo")
    assert usingen.programme == before
    usingen.sends("redo")
    usingen.sends(f"back:{PROFILE}:remove")
    assert "competence_profile" in usingen.ids
    assert usingen.sends("redo").status_code == 422


def test_what_steps_name_comes_and_goes(usingen: Stepper) -> None:
    for name in ("phases", "blocks", "roles", "exits", "tracks"):
        usingen.sends(f"new:{name}")
        id_ = getattr(usingen.programme, name)[-1].id
        usingen.sends("set", f"{name}/{id_}", **{"w::title:de": "Neu", "w::title:en": "New"})
        assert getattr(usingen.programme, name)[-1].title.root == {"de": "Neu", "en": "New"}
    usingen.sends("set", "blocks/block", **{"p::places": "12", "p::starts_on": ["day", "2026-10-01"]})
    block = usingen.programme.blocks[-1]
    assert (block.places, str(block.starts_on)) == (12, "2026-10-01")
    usingen.sends("set", "roles/role", **{"p::held_by": ["", "mentor"]})
    usingen.sends("set", "exits/exit", **{"p::success": ["no", "yes"]})
    assert usingen.programme.roles[-1].held_by == ("mentor",)
    assert usingen.programme.exits[-1].success
    usingen.sends("set", PROFILE, **{"p::role": "role", "p::phase": "phase"})
    refused = usingen.sends("remove:roles/role", "roles/role")
    assert refused.status_code == 422
    assert "Kompetenzprofil" in text(refused.text), "who names it is said"
    usingen.sends("set", PROFILE, **{"p::role": usingen.programme.roles[0].id})
    assert usingen.sends("remove:roles/role", "roles/role").status_code == 303


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"p::when": "aeg > 3"}, "Did you mean"),
        ({"p::when": "age"}, "is needed"),
        ({"p::due": ["viel", "weeks", "entry", ""]}, "whole number"),
        ({"p::due": ["4000", "days", "entry", ""]}, "At most"),
        ({"p::due": ["4", "years", "entry", ""]}, "list"),
        ({"p::due": ["4", "days", "nowhere", ""]}, "nowhere"),
        ({"p::after": ["", "support_plan"]}, "waits"),
        ({"p::role": "emperor"}, "list"),
        ({"p::role": ""}, "Something"),
        ({"w::title:de": ""}, "authoritative|needed"),
        ({"w::title:xx": "X"}, "no such language"),
        ({"p::back_to": "support_plan"}, "before"),
    ],
    ids=["rule", "no-yes-no", "number", "most", "unit", "start", "circle", "role", "no-role", "title", "language", "back"],
)
def test_nonsense_comes_back_at_its_property_as_it_was_typed(usingen: Stepper, typed: dict[str, str], says: str) -> None:
    before, usingen.language = usingen.row, "en"
    answer = usingen.sends("set", PROFILE, **typed)
    assert answer.status_code == 422, usingen.step("competence_profile")
    assert re.search(says, text(answer.text))
    assert usingen.row == before


@pytest.mark.parametrize(
    "sent",
    [
        {"_do": "fly"},
        {"_do": "up"},
        {"_do": "up:steps/gone"},
        {"_do": "up:../../x"},
        {"_do": "new:programmes"},
        {"_do": "new:title"},
        {"_do": "carry:steps/competence_profile", "_after": "\u0000"},
        {"_do": "carry:steps/competence_profile", "_after": "gone"},
        {"_do": "remove:forms/x"},
        {"_do": "rename:roles/x", "_id": "y"},
        {"_do": "rename:steps/competence_profile", "_id": "A B"},
        {"_do": "rename:steps/competence_profile", "_id": "registration"},
        {"_do": "back::*"},
        {"_do": "back:steps/competence_profile:due"},
        {"_do": "set", "p::id": "x"},
        {"_do": "set", "p::title": "x"},
        {"_do": "set", "w::role:de": "x"},
        {"_do": "set", "_at": "steps/gone", "w::title:de": "x"},
        {"_do": "set", "p::due": ""},
        {"_do": "set", "p:::": "x"},
    ],
    ids=lambda sent: " ".join(f"{name}={value[:30]}" for name, value in sent.items()).encode("ascii", "replace").decode(),
)
def test_whatever_is_sent_nothing_breaks(usingen: Stepper, sent: dict[str, str]) -> None:
    typed = dict(sent)
    answer = usingen.sends(typed.pop("_do"), typed.pop("_at", PROFILE), **typed)
    assert answer.status_code in (200, 303, 400, 422), answer.text[:300]


def test_a_page_that_is_behind_changes_nothing_and_says_so(usingen: Stepper) -> None:
    seen = usingen.row[0]
    usingen.sends("set", PROFILE, **DUE)
    answer = usingen.sends("set", PROFILE, seen=seen, **{"w::title:de": "Stärkenprofil"})
    assert answer.status_code == 409
    page = text(answer.text)
    assert "Stärkenprofil" in page
    assert "auf „Stärkenprofil“" in page or "zu „Stärkenprofil“" in page
    assert "w::" not in page.partition('id="stale"')[2].partition("</div>")[0]
    assert "Konto programme_admin</bdi>: " in page, "who was quicker is named, with what she did"
    assert usingen.step("competence_profile").title.root["de"] != "Stärkenprofil"


def test_faults_stand_at_their_places(usingen: Stepper) -> None:
    usingen.sends("set", "steps/support_plan", **{"p::due": ["2", "weeks", "competence_profile", ""]})
    usingen.sends(f"remove:{PROFILE}", PROFILE)
    page = text(usingen.page("steps/support_plan").text)
    assert "fk-design__faults" in page
    assert "„competence_profile“" in page


def test_one_step_answers_with_the_part_of_the_page_that_changed(usingen: Stepper) -> None:
    answer = usingen.sends("set", PROFILE, hx=True, **DUE)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith("<form")
    assert "<html" not in answer.text


def test_hostile_titles_are_text(usingen: Stepper) -> None:
    evil = "<script>alert(1)</script>\"'>{{ 7*7 }}"
    usingen.sends("set", PROFILE, **{"w::title:de": evil, "w::help:de": evil})
    page = usingen.page(PROFILE).text
    assert "<script>alert" not in page
    assert evil in text(page)


def test_who_may_not_edit_sees_and_cannot_change(house: Flask, usingen: Stepper) -> None:
    version = usingen.row[0]
    for who, sees in (("auditor", True), ("case_worker", False), ("only_my_turn", False)):
        visitor = Visitor(house.test_client()).comes_in(f"{who}@example.org")
        page = visitor.get(usingen.url)
        assert (page.status_code == 200) is sees, who
        if sees:
            assert 'name="_do" value="new:steps"' not in page.text
        answer = visitor.client.post(
            usingen.url, data={"_do": "new:steps", "_version": str(version)}, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code in (400, 403, 404), who
    assert usingen.row[0] == version


def test_a_draft_that_is_over_can_be_read(usingen: Stepper) -> None:
    with usingen.app.app_context(), transaction() as session:
        session.get_one(ChangeSet, usingen.change).status = "discarded"
    assert 'value="new:steps"' not in usingen.page().text
    assert usingen.sends("new:steps").status_code == 422


def test_the_drafts_are_listed_with_their_ways(usingen: Stepper) -> None:
    assert usingen.url in usingen.visitor.get("/admin/changes/steps").text
    assert usingen.url in usingen.visitor.get(f"/admin/changes/{usingen.change}").text
    assert usingen.visitor.get("/admin/changes/gone/steps").status_code == 404
