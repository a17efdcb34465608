"""A plugin ships its second version, where an admin has adjusted the first: one conflict is shown, and nothing is lost."""

from core.catalogue.overlay import Adjustment, apply, diff, rebase, settled, told
from core.definitions import Choice, Deadline, ExitReason, Form, Option, Page, Programme, Role, Step, Text, t
from core.definitions import vocabulary as shipped_words
from core.definitions.checks import check
from core.definitions.lineage import renamed, resolve_field, resolve_option

SCHOOL = Choice(
    "school",
    t(de="Schulabschluss", en="Certificate"),
    options=[Option("none", t(de="Keiner")), Option("abitur", t(de="Abitur")), Option("other", t(de="Anderer"))],
)
CITY = Text("city", t(de="Ort", en="Town"))
INTAKE = Form("intake", t(de="Stammblatt"), pages=[Page("person", t(de="Person"), fields=[CITY, SCHOOL])])
LEAVE = Form(
    "leave", t(de="Austritt"), fields=[Choice("reason", t(de="Grund"), required=True, options=[Option("done", t(de="Fertig"))])]
)
FIRST = Programme(
    "trial",
    t(de="Probe"),
    version="1",
    forms=[INTAKE, LEAVE],
    roles=[Role("advisor", t(de="Beratung"))],
    exits=[ExitReason("done", t(de="Fertig"))],
    steps=[
        Step("profile", t(de="Profil"), role="advisor", form="intake", due=Deadline(days=28)),
        Step("leave", t(de="Austritt"), role="advisor", form="leave", after=["profile"], exit="reason"),
    ],
)


def second() -> Programme:
    """The field has another name and stands first, Abitur has become two, and there is less time."""
    none, abitur, other = SCHOOL.options
    parts = [Option("abitur_general", t(de="Allgemeine Hochschulreife"), was=["abitur"])]
    parts += [Option("abitur_technical", t(de="Fachhochschulreife"), was=["abitur"])]
    assert abitur.id == "abitur"
    field = renamed(SCHOOL, "certificate").but(options=[none, *parts, other], help=t(de="Der höchste"))
    form = INTAKE.but(pages=[INTAKE.pages[0].but(fields=[field, CITY])])
    return FIRST.but(version="2", forms=[form, LEAVE], steps=[FIRST.steps[0].but(due=Deadline(days=21)), FIRST.steps[1]])


def adjusted() -> Programme:
    """What the admin made of the first version."""
    school = "forms/intake/fields/school"
    ours = [
        Adjustment("add", f"{school}/options/matura", value={"id": "matura", "label": {"de": "Matura"}}, after="abitur"),
        Adjustment("set", school, "label/prs", "مدرک تحصیلی"),
        Adjustment("set", "steps/profile", "due", {"days": 14}),
    ]
    return apply(ours, FIRST)


def test_one_conflict_is_shown_and_nothing_is_lost():
    done = rebase(FIRST, adjusted(), second())
    assert [(item.key, item.base, item.ours, item.theirs) for item in done.conflicts] == [
        (("steps/profile", "due"), {"days": 28}, {"days": 14}, {"days": 21})
    ]
    kept = {item.key: item.former for item in done.items if item.state == "kept"}
    assert kept == {
        ("forms/intake/fields/certificate/options/matura", "add"): "forms/intake/fields/school/options/matura",
        ("forms/intake/fields/certificate", "label/prs"): "forms/intake/fields/school",
    }
    field = done.programme.forms[0].fields[0]
    assert isinstance(field, Choice)
    assert field.label == t(de="Schulabschluss", en="Certificate", prs="مدرک تحصیلی")
    assert [option.id for option in field.options] == ["none", "abitur_general", "abitur_technical", "matura", "other"]
    assert resolve_field(done.programme.forms[0], "school") == field
    assert resolve_option(field, "abitur") == ("abitur_general", "abitur_technical")
    assert (done.programme.version, field.help) == ("2", t(de="Der höchste"))
    assert check(done.programme, shipped_words()) == []


def test_the_conflict_stands_on_ours_until_it_is_settled():
    three = FIRST, adjusted(), second()
    assert rebase(*three).programme.steps[0].due == Deadline(days=14)
    ours = settled(*three, {("steps/profile", "due"): "ours"})
    assert not ours.conflicts
    assert ours.programme == rebase(*three).programme
    theirs = settled(*three, {("steps/profile", "due"): "theirs"})
    assert not theirs.conflicts
    assert theirs.programme.steps[0].due == Deadline(days=21)
    assert len(diff(second(), theirs.programme)) == 2, "the option and the label are all that is adjusted now"


def test_what_is_adjusted_after_the_upgrade_is_told_in_words():
    done = rebase(FIRST, adjusted(), second())
    assert [each.text for each in told(diff(second(), done.programme), second(), "de")] == [
        "Formular „Stammblatt“, Feld „Schulabschluss“: Beschriftung (Dari) neu: „مدرک تحصیلی“",
        "Formular „Stammblatt“, Feld „Schulabschluss“, Auswahl „Matura“ kommt dazu, hinter „Fachhochschulreife“",
        "Schritt „Profil“: Frist von „21 Tage nach Eintritt“ zu „14 Tage nach Eintritt“",
    ]


def test_a_label_of_what_was_split_waits_for_somebody_who_knows_where_it_belongs():
    ours = apply([Adjustment("set", "forms/intake/fields/school/options/abitur", "label/prs", "بکلوریا")], FIRST)
    (conflict,) = rebase(FIRST, ours, second()).conflicts
    assert conflict.key == ("forms/intake/fields/certificate/options/abitur", "remove")
    assert conflict.ours["label"]["prs"] == "بکلوریا"
    assert conflict.theirs is None
    gone = settled(FIRST, ours, second(), {conflict.key: "theirs"})
    assert gone.programme == second()


def test_a_plugin_that_is_taken_away_and_brought_back_changes_nothing():
    first = rebase(FIRST, adjusted(), second())
    again = rebase(second(), first.programme, second())
    assert again.programme == first.programme
    assert {item.state for item in again.items} == {"kept"}


def test_a_version_that_is_left_out_is_found_by_all_former_ids():
    third = second().but(
        version="3",
        forms=[INTAKE.but(pages=[INTAKE.pages[0].but(fields=[renamed(second().forms[0].fields[0], "degree"), CITY])]), LEAVE],
    )
    done = rebase(FIRST, adjusted(), third)
    assert done.programme.forms[0].fields[0].label.text("prs") == "مدرک تحصیلی"
    assert [item.key for item in done.conflicts] == [("steps/profile", "due")]


def test_what_the_admin_renamed_takes_up_what_the_plugin_changes():
    form = INTAKE.but(pages=[INTAKE.pages[0].but(fields=[CITY, renamed(SCHOOL, "certificate")])])
    ours = FIRST.but(forms=[form, LEAVE])
    later = SCHOOL.but(help=t(de="Der höchste"), options=[*SCHOOL.options, Option("unknown", t(de="Unbekannt"))])
    theirs = FIRST.but(forms=[INTAKE.but(pages=[INTAKE.pages[0].but(fields=[CITY, later])]), LEAVE])
    done = rebase(FIRST, ours, theirs)
    assert not done.conflicts
    assert done.programme.forms[0].fields[1] == later.but(id="certificate", was=["school"])
    assert {(item.state, item.former.rpartition("/")[2]) for item in done.items} == {
        ("kept", "school"),
        ("taken", "school"),
        ("taken", "unknown"),
    }
