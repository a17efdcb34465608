"""A form from its first page to its receipt, in a browser without JavaScript."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from core.database import db
from core.people.registry import history, known
from forms.models import Attachment, Draft, Parked, Submission
from tests.core.access.doors import PASSWORD, House, sign_in, signed_in
from tests.forms.walking import Controls, controls, send

URL = "/ask/one/long"


def plain(held: MultiDict) -> dict:
    return {name: values if len(values) > 1 else values[0] for name, values in held.lists()}


def to_more(worker: FlaskClient, url: str = URL, **answers: object) -> MultiDict:
    """The first page answered; gives what the second one holds."""
    held = controls(worker.get(url))
    sent = send(worker, url, held, nick="Ada", works="no", **answers)
    assert sent.status_code == 303, sent.text
    return controls(worker.get(sent.location))


def test_first_to_last_page_to_receipt(app: Flask, worker: FlaskClient, calls: list[str]) -> None:
    held = to_more(worker)
    sent = send(
        worker,
        URL,
        held,
        story="One\r\nTwo",
        way="a",
        ways=["a", "b"],
        home__street="Weg 1",
        home__postal_code="61250",
        home__place="Usingen",
    )
    assert sent.status_code == 303
    assert "_check" in sent.location
    check = worker.get(sent.location)
    assert "Ada" in check.text
    assert "Weg 1, 61250 Usingen" in check.text
    done = send(worker, URL, controls(check), "submit")
    assert done.status_code == 303
    assert "/receipts/" in done.location
    receipt = worker.get(done.location)
    assert receipt.status_code == 200
    assert "Ada" in receipt.text
    assert "/onward" in receipt.text
    with app.app_context():
        filed = db.session.query(Submission).one()
        assert filed.answers["story"] == "One\nTwo"
        assert filed.answers["ways"] == ["a", "b"]
        assert filed.answers["works"] is False
        assert calls == [filed.id]
        assert db.session.query(Draft).one().pages == {}


def test_errors_stand_on_top_and_at_their_fields_and_nothing_is_lost(worker: FlaskClient) -> None:
    held = controls(worker.get(URL))
    sent = send(worker, URL, held, nick="", born="31.02.2001", works="no")
    assert sent.status_code == 422
    assert "data-error-summary" in sent.text
    assert 'href="#nick"' in sent.text
    assert 'href="#born"' in sent.text
    assert 'value="31.02.2001"' in sent.text
    assert 'aria-describedby="born-error"' in sent.text
    assert 'aria-invalid="true"' in sent.text
    back = controls(worker.get(URL))
    assert back["born"] == "31.02.2001"
    assert back["works"] == "no"


def test_questions_that_an_answer_calls_up_are_asked_without_blame(worker: FlaskClient) -> None:
    first = worker.get(URL)
    assert "employer" not in Controls(first.text).names
    sent = send(worker, URL, controls(first), nick="Ada", works="yes")
    assert sent.status_code == 200
    assert "employer" in Controls(sent.text).names
    assert "data-error-summary" not in sent.text
    sent = send(worker, URL, controls(sent))
    assert sent.status_code == 422
    assert 'href="#employer"' in sent.text
    assert (
        send(worker, URL, controls(sent), employer="Bäckerei", works="no").status_code == 303
    )  # what the other hides is dropped


def test_also_questions_that_may_be_left_out_are_shown_before_going_on(worker: FlaskClient) -> None:
    sent = send(worker, URL, controls(worker.get(URL)), nick="Ada", works="yes")
    sent = send(worker, URL, controls(sent), employer="Bäckerei")
    assert sent.status_code == 200
    assert "hours" in Controls(sent.text).names
    assert "data-error-summary" not in sent.text
    assert send(worker, URL, controls(sent)).status_code == 303


@pytest.mark.parametrize("extra", [{"admin": "1"}, {"given": "7"}, {"secret": "x"}, {"jobs__0__salary": "9"}, {"_root": "1"}])
def test_keys_nobody_asked_for_are_refused_by_name(app: Flask, worker: FlaskClient, extra: dict[str, str]) -> None:
    held = to_more(worker)
    sent = send(worker, URL, held, story="kept?", **extra)
    assert sent.status_code == 422
    assert next(iter(extra)).replace("__", ".") in sent.text
    with app.app_context():
        assert "more" not in db.session.query(Draft).one().pages


def test_rows_come_and_go_by_buttons(worker: FlaskClient) -> None:
    held = to_more(worker)
    sent = send(worker, URL, held, "", jobs__0__what="Koch", _add="jobs")
    assert sent.status_code == 200
    held = controls(sent)
    assert held["jobs.0.what"] == "Koch"
    assert held["jobs.1.what"] == ""
    sent = send(worker, URL, held, "", jobs__1__what="Bäcker", _remove="jobs.0")
    held = controls(sent)
    assert held["jobs.0.what"] == "Bäcker"
    assert "jobs.1.what" not in held
    sent = send(worker, URL, held, jobs__0__since="99.9.2020")
    assert sent.status_code == 422
    assert 'href="#jobs.0.since"' in sent.text


def test_a_row_that_was_taken_away_does_not_come_back(app: Flask, worker: FlaskClient) -> None:
    held = to_more(worker)
    held = controls(send(worker, URL, held, "", jobs__0__what="Koch", _add="jobs"))
    send(worker, URL, held, "", jobs__1__what="Bäcker", _remove="jobs.0")
    with app.app_context():
        assert "Koch" not in str(db.session.query(Draft).one().pages)
    held = controls(worker.get(f"{URL}?page=more"))
    assert held["jobs.0.what"] == "Bäcker"
    assert "jobs.1.what" not in held
    # the only row that is left, too
    send(worker, URL, held, "", _remove="jobs.0")
    assert controls(worker.get(f"{URL}?page=more"))["jobs.0.what"] == ""


def test_double_click_back_button_and_second_tab_give_one_receipt(app: Flask, worker: FlaskClient, calls: list[str]) -> None:
    url = "/ask/two/short"
    held = controls(worker.get(url))
    answers = {send(worker, url, held, "submit", nick="Ada").location for _turn in range(3)}
    assert len(answers) == 1
    other = send(worker, url, held, "submit", nick="Another")
    assert other.status_code == 409
    assert "Another" in other.text
    assert f'href="{answers.pop()}"' in other.text
    assert len(calls) == 1
    with app.app_context():
        assert db.session.query(Submission).one().answers == {"nick": "Ada"}


def test_what_the_caller_cannot_take_is_not_filed(app: Flask, worker: FlaskClient, calls: list[str]) -> None:
    url = "/ask/three/short?fail=1"
    held = controls(worker.get(url))
    with pytest.raises(RuntimeError):
        send(worker, url, held, "submit", nick="Ada")
    with app.app_context():
        assert db.session.query(Submission).count() == 0
        assert db.session.query(Draft).one().open_key is not None


def test_two_editors_see_the_conflict_and_lose_nothing(app: Flask, worker: FlaskClient) -> None:
    url = "/ask/four/short"
    mine = controls(worker.get(url))
    other = signed_in(app, "worker")
    theirs = controls(other.get(url))
    assert send(other, url, theirs, "save", nick="Theirs").status_code == 303
    sent = send(worker, url, mine, "save", nick="Mine")
    assert sent.status_code == 409
    assert "Theirs" in sent.text
    held = controls(sent)
    assert held["nick"] == "Mine"
    assert send(worker, url, held, "save").status_code == 303
    assert controls(worker.get(url))["nick"] == "Mine"


def test_autosave_tells_the_version_and_conflicts(app: Flask, worker: FlaskClient) -> None:
    url = "/ask/five/short"
    held = controls(worker.get(url))
    save = f"/drafts/{held['_draft']}/autosave"
    first = worker.post(save, data=plain(held) | {"nick": "A"})
    assert first.status_code == 200
    assert first.json["version"] == 1
    stale = worker.post(save, data=plain(held) | {"nick": "B"})
    assert stale.status_code == 409
    assert stale.json["theirs"] == {"nick": ["A"]}
    assert stale.json["yours"] == {"nick": ["B"]}
    assert worker.post(save, data=plain(held) | {"nick": "B", "_version": "1"}).json["version"] == 2
    assert worker.post(save, data=plain(held) | {"evil": "1", "_version": "2"}).status_code == 422
    assert worker.post(save, data=plain(held) | {"nick": "a\0b", "_version": "2"}).status_code == 422
    signed_in(app, "foreign")


def test_a_strangers_draft_is_not_to_be_found(app: Flask, worker: FlaskClient, person: str) -> None:
    held = controls(worker.get(f"/ask/six/short?person={person}"))
    foreign = signed_in(app, "foreign")
    own = controls(foreign.get("/ask/seven/short"))
    answer = foreign.post(f"/drafts/{held['_draft']}/autosave", data=plain(own) | {"nick": "evil"})
    missing = foreign.post("/drafts/0190-no-such/autosave", data=plain(own) | {"nick": "evil"})
    assert answer.status_code == missing.status_code == 404
    # a foreign draft's id in one's own form changes nothing there
    send(foreign, "/ask/seven/short", own, "save", nick="evil", _draft=held["_draft"])
    with app.app_context():
        assert db.session.get_one(Draft, held["_draft"]).pages == {}


def test_what_is_sent_after_the_session_ended_is_kept(app: Flask, worker: FlaskClient) -> None:
    url = "/ask/eight/short"
    held = controls(worker.get(url))
    worker.delete_cookie("foerderkette")
    sent = send(worker, url, held, "next", nick="Typed long")
    assert sent.status_code == 302
    assert "/sign-in" in sent.location
    with app.app_context():
        assert db.session.query(Draft).one().pages == {}
        assert db.session.query(Parked).count() == 1
    foreign = signed_in(app, "mentor")
    assert "Typed long" not in foreign.get(url).text
    sign_in(worker, "worker", PASSWORD)
    page = worker.get(url)
    assert controls(page)["nick"] == "Typed long"
    assert send(worker, url, controls(page), "save").status_code == 303
    with app.app_context():
        assert db.session.query(Parked).count() == 0
        assert db.session.query(Draft).one().pages["main"]["raw"] == {"nick": ["Typed long"]}


def test_a_forged_seal_parks_nothing(app: Flask, worker: FlaskClient) -> None:
    url = "/ask/nine/short"
    held = controls(worker.get(url))
    stranger = app.test_client()
    assert send(stranger, url, held, nick="evil", _seal="WyJhIiwiYiJd.forged").status_code in (302, 400)
    with app.app_context():
        assert db.session.query(Parked).count() == 0


def test_facts_are_prefilled_with_their_origin_and_written_back_when_changed(
    app: Flask, worker: FlaskClient, person: str
) -> None:
    url = f"/ask/ten/long?person={person}"
    page = worker.get(url)
    assert controls(page)["born"] == "29.02.2000"
    assert controls(page)["german"] == "a2"
    assert "02.03.2026" in page.text or "2 March 2026" in page.text
    sent = send(worker, url, controls(page), nick="Ada", works="no", german="b1")
    sent = send(worker, url, controls(worker.get(sent.location)))
    done = send(worker, url, controls(worker.get(sent.location)), "submit", _source="self")
    assert "/receipts/" in done.location
    with app.app_context():
        assert known(db.session(), person)["german_level"] == "b1"
        told = history(db.session(), person, identity=False)
        assert [entry.source for entry in told["german_level"]] == ["self", "document"]
        assert len(told["date_of_birth"]) == 1  # unchanged, so not written anew


def test_files_are_kept_checked_and_served_as_downloads(app: Flask, worker: FlaskClient, house: House) -> None:
    held = to_more(worker)
    pdf = (io.BytesIO(b"%PDF-1.7 small"), "../../<b>x</b>.pdf")
    sent = worker.post(URL, data=plain(held) | {"_do": "save", "proof": pdf}, content_type="multipart/form-data")
    assert sent.status_code == 303, sent.text
    page = worker.get(URL + "?page=more")
    held = controls(page)
    file_id = held["proof"]
    got = worker.get(f"/attachments/{file_id}")
    assert got.data == b"%PDF-1.7 small"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert "<b>x" not in page.text
    assert signed_in(app, "foreign").get(f"/attachments/{file_id}").status_code == 404
    for content, name in (
        (b"%PDF-" + b"x" * 2000, "big.pdf"),
        (b"<svg onload=alert(1)>", "a.png"),
        (b"", "empty.pdf"),
        (b"PK\x03\x04junk", "a.docx"),
    ):
        bad = worker.post(
            URL,
            data=plain(controls(worker.get(URL + "?page=more")))
            | {"_do": "save", "proof": [file_id, (io.BytesIO(content), name)]},
        )
        assert bad.status_code == 422, name
        assert name in bad.text
    sent = send(worker, URL, controls(worker.get(URL + "?page=more")))
    done = send(worker, URL, controls(worker.get(sent.location)), "submit")
    with app.app_context():
        filed = db.session.query(Submission).one()
        assert filed.answers["proof"] == [file_id]
        assert db.session.get_one(Attachment, file_id).submission_id == filed.id
    assert "_b_x__b_.pdf" in worker.get(done.location).text or "b_.pdf" in worker.get(done.location).text


@pytest.mark.parametrize("text", ["a\0b", "x" * 1_000_000])
def test_text_that_cannot_be_stored_is_refused_by_the_fields_name(worker: FlaskClient, text: str) -> None:
    held = to_more(worker)
    data = {**dict(held.items()), "story": text, "_do": "next"}
    sent = worker.post(URL, data=data, content_type="multipart/form-data")
    assert sent.status_code in (422, 303)
    if sent.status_code == 422:
        assert 'href="#story"' in sent.text


def test_bidi_overrides_are_stored_as_they_came_and_isolated_when_shown(app: Flask, worker: FlaskClient) -> None:
    url = "/ask/eleven/short"
    done = send(worker, url, controls(worker.get(url)), "submit", nick="a\u202eb")
    with app.app_context():
        assert db.session.query(Submission).one().answers["nick"] == "a\u202eb"
    assert "<bdi>a\u202eb</bdi>" in worker.get(done.location).text


def test_what_somebody_else_saved_meanwhile_is_not_handed_over_unseen(app: Flask, worker: FlaskClient, calls: list[str]) -> None:
    url = "/ask/twelve/short"
    mine = controls(worker.get(url))
    other = signed_in(app, "worker")
    assert send(other, url, controls(other.get(url)), "save", nick="Theirs").status_code == 303
    sent = send(worker, url, mine, "submit", nick="Mine")
    assert sent.status_code == 409
    assert not calls
    assert "/receipts/" in send(worker, url, controls(sent), "submit").location
    with app.app_context():
        assert [filed.answers for filed in db.session.query(Submission)] == [{"nick": "Mine"}]


def test_handing_in_empties_the_draft_and_what_was_parked_of_it(app: Flask, worker: FlaskClient) -> None:
    url = "/ask/thirteen/short"
    held = controls(worker.get(url))
    worker.delete_cookie("foerderkette")
    send(worker, url, held, "next", nick="Typed long")
    sign_in(worker, "worker", PASSWORD)
    assert "/receipts/" in send(worker, url, controls(worker.get(url)), "submit").location
    with app.app_context():
        assert db.session.query(Parked).count() == 0
        assert [(draft.open_key, draft.pages) for draft in db.session.query(Draft)] == [(None, {})]
