"""Denied by default: an endpoint without a policy stops the start, a request without the right stops at the gate."""

from pathlib import Path

import pytest
from flask import Blueprint, Flask

from core.app import create_app
from core.web import gate
from core.web.gate import PARTICIPANT, PUBLIC, SIGNED_IN, PolicyMissing, allow, policies, policy, seal
from tests.core.web.frame import actor, add, bare_app, settings


def test_an_open_route_stops_the_start_and_is_named(tmp_path: Path) -> None:
    def hostile(app: Flask) -> None:
        blueprint = Blueprint("course_rooms", __name__)
        blueprint.add_url_rule("/all-people", "all_people", lambda: "everybody")
        app.register_blueprint(blueprint)

    with pytest.raises(PolicyMissing) as refused:
        bare_app(tmp_path, routes=hostile)
    assert "'course_rooms.all_people' (/all-people)" in str(refused.value)
    assert '@policy("see_people")' in str(refused.value)


def test_each_open_route_is_named(tmp_path: Path) -> None:
    def careless(app: Flask) -> None:
        app.add_url_rule("/one", "one", lambda: "")
        app.add_url_rule("/two", "two", lambda: "")

    with pytest.raises(PolicyMissing, match=r"'one' \(/one\)(.|\n)*'two' \(/two\)"):
        bare_app(tmp_path, routes=careless)


def test_a_right_that_no_role_grants_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(PolicyMissing, match=r"asks for 'see_pepole', which no role grants\. Did you mean 'see_people'"):
        bare_app(tmp_path, routes=lambda app: add(app, "/x", "x", lambda: "", "see_pepole"))


def test_a_view_that_only_calls_itself_static_is_not_let_through(tmp_path: Path) -> None:
    with pytest.raises(PolicyMissing, match="static"):
        bare_app(tmp_path, routes=lambda app: app.add_url_rule("/files", "mine.static", lambda: ""))


@pytest.mark.parametrize("pattern", ["*", "*.index", "?ecurity.*", "[a-z]*"])
def test_nobody_opens_the_endpoints_of_everybody(pattern: str) -> None:
    with pytest.raises(ValueError, match="Begin it with a blueprint's name"):
        allow(pattern, PUBLIC)


def test_the_longest_pattern_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_allowed", {})
    allow("club.*", SIGNED_IN)
    allow("club.door", PUBLIC)

    def club(app: Flask) -> None:
        app.add_url_rule("/club", "club.inside", lambda: "")
        app.add_url_rule("/door", "club.door", lambda: "")

    found = policies(bare_app(tmp_path, routes=club))
    assert (found["club.inside"], found["club.door"]) == (SIGNED_IN, PUBLIC)


def test_the_whole_app_names_a_policy_for_each_endpoint(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path))
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(policies(app))


def test_sealing_twice_asks_once(tmp_path: Path) -> None:
    app = bare_app(tmp_path)
    before = len(app.before_request_funcs[None])
    seal(app)
    assert len(app.before_request_funcs[None]) == before


def test_a_route_added_after_the_seal_is_not_found(tmp_path: Path) -> None:
    app = bare_app(tmp_path)
    app.add_url_rule("/late", "late", lambda: "late")
    assert app.test_client().get("/late").status_code == 404


class TestAtTheGate:
    def routes(self, app: Flask) -> None:
        add(app, "/people", "people", lambda: "people", "see_people")
        add(app, "/mine", "mine", lambda: "mine", SIGNED_IN)
        add(app, "/link", "link", lambda: "link", PARTICIPANT)
        add(app, "/door", "security.login", lambda: "the door")

    def test_a_stranger_is_sent_to_the_door_and_comes_back_to_the_page(self, tmp_path: Path) -> None:
        answer = bare_app(tmp_path, routes=self.routes).test_client().get("/people?after=7")
        assert (answer.status_code, answer.location) == (302, "/door?next=/people?after%3D7")

    def test_a_program_gets_401_in_json(self, tmp_path: Path) -> None:
        answer = bare_app(tmp_path, routes=self.routes).test_client().get("/people", headers={"Accept": "application/json"})
        assert answer.status_code == 401
        assert answer.get_json()["error"] == "unauthorized"

    def test_htmx_is_told_to_leave_the_page(self, tmp_path: Path) -> None:
        answer = bare_app(tmp_path, routes=self.routes).test_client().get("/people", headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/door?next=/people")

    def test_a_role_without_the_right_is_refused(self, tmp_path: Path) -> None:
        client = bare_app(tmp_path, actor("system_admin"), routes=self.routes).test_client()
        assert client.get("/people").status_code == 403
        assert client.get("/mine").text == "mine"

    def test_a_role_with_the_right_passes(self, tmp_path: Path) -> None:
        assert bare_app(tmp_path, actor("mentor"), routes=self.routes).test_client().get("/people").text == "people"

    def test_a_participants_page_is_not_there_for_others(self, tmp_path: Path) -> None:
        assert bare_app(tmp_path, actor("mentor"), routes=self.routes).test_client().get("/link").status_code == 404

    def test_a_class_based_view_may_carry_its_policy(self, tmp_path: Path) -> None:
        from flask.views import View

        @policy(PUBLIC)
        class Hello(View):
            def dispatch_request(self) -> str:
                return "hello"

        app = bare_app(tmp_path, routes=lambda app: app.add_url_rule("/hello", view_func=Hello.as_view("hello")))
        assert app.test_client().get("/hello").text == "hello"
