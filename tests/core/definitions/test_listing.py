"""A programme's own code lists: its questions know them, former entries resolve, and none stands in for a shared one."""

from __future__ import annotations

import pytest

from core import Choice, CodeList, Entry, Field, Form, Group, ManyOf, Option, Page, Programme, Scale, t
from core.definitions import DefinitionError, check, load_programme, read_yaml, vocabulary, write_yaml
from core.definitions.checks import case_scope
from core.definitions.fields import Optioned
from core.definitions.labels import labels
from core.definitions.lineage import answer_now, resolve_option
from core.definitions.listing import users
from core.rules import RuleError, check_rule, compile_rule, parse
from core.rules.types import Code, Ordered
from core.rules.words import in_words

ROOMS = CodeList(
    id="rooms",
    title=t(de="Räume", en="Rooms"),
    entries=[
        Entry(id="blue", title=t(de="Blau", en="Blue")),
        Entry(id="red", title=t(de="Rot"), was=["crimson", "scarlet"]),
        Entry(id="green_a", title=t(de="Grün A"), was=["green"], hidden=True),
        Entry(id="green_b", title=t(de="Grün B"), was=["green"]),
    ],
)


def made(*fields: Field, lists: tuple[CodeList, ...] = (ROOMS,)) -> Programme:
    return Programme("house", t(de="Haus"), lists=lists, forms=[Form("intake", t(de="Aufnahme"), fields=fields)])


def room(**more: object) -> Choice:
    return Choice("room", t(de="Raum"), codes="rooms", **more)


def optioned(programme: Programme, id: str = "room") -> Optioned:
    found = programme.fields[id]
    assert isinstance(found, Optioned)
    return found


def test_a_question_knows_the_list_of_its_programme_on_pages_and_in_groups() -> None:
    programme = made(room(), Group("stays", t(de="Aufenthalte"), fields=[ManyOf("seen", t(de="Gesehen"), codes="rooms")]))
    group = programme.fields["stays"]
    assert isinstance(group, Group)
    for field in (optioned(programme), group.fields[0]):
        assert isinstance(field, Optioned)
        assert [option.id for option in field.own] == ["blue", "red", "green_a", "green_b"]
        assert field.own[2].hidden
        assert field.own[1].was == ("crimson", "scarlet")
    assert [field.id for _form, field in users(programme.forms, "rooms")] == ["room", "seen"]


def test_it_is_found_again_after_json_and_follows_every_change_of_the_list() -> None:
    programme = made(room())
    again = load_programme(programme.as_data())
    assert again == programme
    assert again.digest == programme.digest
    assert optioned(again).own == optioned(programme).own
    fewer = programme.but(lists=[ROOMS.but(entries=ROOMS.entries[:1])])
    assert [option.id for option in optioned(fewer).own] == ["blue"]
    assert [option.id for option in optioned(programme).own][:2] == ["blue", "red"], "the other programme keeps its own"
    assert fewer.forms != programme.forms, "the question changed with its list"
    assert optioned(programme.but(lists=[])).own == ()
    assert optioned(programme).but(required=True).own == optioned(programme).own
    assert optioned(programme).but(codes="country").own == ()


def test_the_question_itself_is_written_without_the_list() -> None:
    assert optioned(made(room())).as_data() == room().as_data()
    assert optioned(made(room())) != room()


def test_rules_know_its_codes_with_their_order_and_their_words() -> None:
    programme = made(room(), Choice("last", t(de="Zuletzt"), codes="rooms"))
    scope = case_scope(programme, vocabulary())
    assert scope["room"] == Code("rooms", ("blue", "red", "green_a", "green_b"))
    assert compile_rule(check_rule('room = "red" and last != room', scope), scope)({"room": "red", "last": "blue"}) is True
    with pytest.raises(RuleError):
        check_rule('room = "purple"', scope)
    assert in_words(parse('room = "red"'), scope, "de", labels("de", programme)).endswith("Rot")
    rising = made(room(), lists=(ROOMS.but(ordered=True),))
    assert isinstance(case_scope(rising, vocabulary())["room"], Ordered)
    scale = made(Scale("room", t(de="Raum"), codes="rooms"))
    assert isinstance(case_scope(scale, vocabulary())["room"], Ordered)


@pytest.mark.parametrize(
    ("stored", "now"),
    [("blue", ("blue",)), ("crimson", ("red",)), ("green", ("green_a", "green_b")), ("gone", ())],
    ids=["itself", "merged", "split", "gone"],
)
def test_former_entries_resolve_as_options_do(stored: str, now: tuple[str, ...]) -> None:
    field = optioned(made(room()))
    assert resolve_option(field, stored) == now
    assert answer_now(field, stored) == (now[0] if len(now) == 1 else None)


def test_entries_of_shared_lists_keep_their_codes() -> None:
    assert resolve_option(Choice("state", t(de="Staat"), codes="country"), "xx") == ("xx",)


def faults(programme: Programme) -> dict[str, str]:
    wrong = check(programme, vocabulary())
    return {fault.path: str(fault.message) for fault in wrong if not str(fault.message).startswith("Nobody fills")}


@pytest.mark.parametrize(
    ("programme", "path", "reason"),
    [
        (made(lists=(ROOMS.but(id="country"),)), "lists/country", "all programmes share"),
        (made(lists=(ROOMS.but(entries=[]),)), "lists/rooms", "The list is empty"),
        (made(lists=(ROOMS.but(entries=[ROOMS.entries[2]]),)), "lists/rooms", "Each of its entries is hidden"),
        (made(lists=(ROOMS, ROOMS)), "lists/rooms", "stands 2 times"),
        (made(lists=(ROOMS.but(entries=[ROOMS.entries[0]] * 2),)), "lists/rooms/entries/blue", "stands 2 times"),
        (made(Choice("rooms", t(de="Raum"), options=[Option("a", t(de="A"))])), "lists/rooms", "has its own options"),
        (made(Choice("room", t(de="Raum"), codes="romms")), "forms/intake/fields/room", "There is no code list 'romms'"),
        (
            made(Choice("german_level", t(de="Deutsch"), codes="rooms", fact="german_level")),
            "forms/intake/fields/german_level/codes",
            "is shared by all programmes",
        ),
        (
            made(lists=(ROOMS.but(entries=[ROOMS.entries[0], ROOMS.entries[1].but(was=["blue"])]),)),
            "lists/rooms/entries/red/was",
            "'blue' is in use",
        ),
        (made(lists=(ROOMS.but(title=t(en="Rooms")),)), "lists/rooms/title", "The German text is missing"),
    ],
    ids=["shared", "empty", "hidden", "twice", "entry-twice", "question", "unknown", "fact", "former", "german"],
)
def test_what_is_wrong_with_a_list_is_said_at_its_place(programme: Programme, path: str, reason: str) -> None:
    assert reason in faults(programme)[path]


def test_a_sound_list_has_no_faults() -> None:
    assert faults(made(room())) == {}


def test_five_thousand_entries_are_read_and_known() -> None:
    many = ROOMS.but(entries=[Entry(id=f"r{number}", title=t(de=f"Raum {number}")) for number in range(5_000)])
    programme = load_programme(made(room(), lists=(many,)).as_data())
    assert len(optioned(programme).own) == 5_000
    assert faults(programme) == {}


def test_pages_without_such_a_question_stay_the_same_ones() -> None:
    page = Page("main", t(de="Seite"), fields=[Choice("state", t(de="Staat"), codes="country")])
    form = Form("intake", t(de="Aufnahme"), pages=[page])
    assert Programme("house", t(de="Haus"), lists=[ROOMS], forms=[form]).forms[0] is form


def test_it_goes_to_yaml_and_back() -> None:
    programme = made(room())
    assert read_yaml(write_yaml(programme)) == programme


@pytest.mark.parametrize(
    ("entry", "path"),
    [
        ({"id": "blue", "title": {"de": "Blau"}, "colour": "blue"}, "lists/rooms/entries/blue/colour"),
        ({"id": "Blau!", "title": {"de": "Blau"}}, "lists/rooms/entries/Blau!/id"),
        ({"id": "blue"}, "lists/rooms/entries/blue/title"),
    ],
    ids=["unknown-key", "no-id", "no-title"],
)
def test_what_cannot_be_read_is_refused_with_its_path(entry: dict[str, object], path: str) -> None:
    data = made(room()).as_data()
    data["lists"][0]["entries"][0] = entry
    with pytest.raises(DefinitionError) as refused:
        load_programme(data)
    assert [fault.path for fault in refused.value.faults] == [path]
