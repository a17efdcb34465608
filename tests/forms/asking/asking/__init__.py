"""A plugin of the tests: one programme with a form of every kind, and a page that leads through it."""

from flask import Blueprint, request

from core import (
    Address,
    Check,
    Choice,
    Computed,
    Country,
    Date,
    DecimalNumber,
    Email,
    ExitReason,
    File,
    Form,
    Group,
    Languages,
    LongText,
    ManyOf,
    Money,
    Note,
    Option,
    Organisation,
    Page,
    PartForm,
    PartialDate,
    Percentage,
    PersonChoice,
    Phone,
    Programme,
    Role,
    Scale,
    Signature,
    Step,
    Text,
    TimeSpan,
    Track,
    WholeNumber,
    YesNo,
    hookimpl,
    t,
)
from core.catalogue import current
from core.web.gate import policy
from forms.models import Submission
from forms.pages import serve
from forms.refused import RefusedAnswers

AB = [Option("a", t(de="Auto", en="Car")), Option("b", t(de="Bus", en="Bus"))]

FORM = Form(
    "long",
    t(de="Langes Blatt", en="Long sheet"),
    pages=[
        Page(
            "who",
            t(de="Wer", en="Who"),
            fields=[
                Text("nick", t(de="Rufname", en="Nickname"), required=True, max_length=50),
                Date("born", t(de="Geburtsdatum", en="Date of birth"), fact="date_of_birth"),
                Scale("german", t(de="Deutsch", en="German"), codes="german_level", fact="german_level"),
                YesNo("works", t(de="Arbeitet?", en="Working?"), required=True),
                Text("employer", t(de="Arbeitgeber", en="Employer"), shown_if="works = true", required_if="works = true"),
                WholeNumber("hours", t(de="Stunden", en="Hours"), shown_if='employer != ""', minimum=1, maximum=60),
            ],
        ),
        Page(
            "more",
            t(de="Mehr", en="More"),
            fields=[
                Note("hello", t(de="Bitte genau lesen.", en="Please read.")),
                LongText("story", t(de="Werdegang", en="Story"), max_length=2000),
                Choice("way", t(de="Weg", en="Way"), options=AB),
                ManyOf("ways", t(de="Wege", en="Ways"), options=AB),
                Languages("tongues", t(de="Sprachen", en="Languages")),
                Phone("phone", t(de="Telefon", en="Phone")),
                Email("email", t(de="E-Mail", en="E-mail")),
                Address("home", t(de="Anschrift", en="Address")),
                Group(
                    "jobs",
                    t(de="Stellen", en="Jobs"),
                    fields=[Text("what", t(de="Beruf", en="Job"), required=True), Date("since", t(de="Seit", en="Since"))],
                    max_rows=3,
                ),
                File("proof", t(de="Nachweis", en="Proof"), max_files=2, max_bytes=2000),
                Text("secret", t(de="Geheim", en="Secret"), shown_if="works = true"),
                Text("given", t(de="Nummer", en="Number"), read_only=True),
            ],
        ),
    ],
)
SHORT = Form("short", t(de="Kurz", en="Short"), fields=[Text("nick", t(de="Rufname", en="Nickname"), required=True)])
KINDS = Form(
    "kinds",
    t(de="Arten", en="Kinds"),
    pages=[
        Page(
            "numbers",
            t(de="Zahlen", en="Numbers"),
            fields=[
                Date("begun", t(de="Beginn", en="Begin")),
                Date("ended", t(de="Ende", en="End")),
                DecimalNumber("units", t(de="Einheiten", en="Units"), unit=t(de="UE", en="units")),
                Percentage("share", t(de="Anteil", en="Share")),
                Money("fee", t(de="Honorar", en="Fee"), maximum=100_000),
                TimeSpan("length", t(de="Dauer", en="Length")),
                PartialDate("birth", t(de="Geboren", en="Born"), latest="today", fact="date_of_birth"),
                Country("origin", t(de="Land", en="Country")),
                Computed("days", t(de="Tage", en="Days"), rule="days_between(begun, ended)", gives="number"),
                Computed("over", t(de="Lang", en="Long"), rule="days > 30"),
                Text("why", t(de="Warum so lang?", en="Why so long?"), shown_if="over"),
            ],
        ),
        Page(
            "names",
            t(de="Namen", en="Names"),
            fields=[
                PersonChoice("friend", t(de="Freundin", en="Friend")),
                PersonChoice("mentor", t(de="Mentorin", en="Mentor"), track="mentors"),
                Organisation("office", t(de="Stelle", en="Office"), kinds=["town", "district"]),
                Group("helpers", t(de="Helfende", en="Helpers"), fields=[Organisation("unit", t(de="Stelle", en="Office"))]),
                Signature("signed", t(de="Unterschrift", en="Signature")),
                Date("signed_on", t(de="Am", en="On")),
            ],
        ),
    ],
    checks=[
        Check("order", "begun <= ended", t(de="Ende vor Beginn.", en="The end lies before the begin."), field="ended"),
        Check("late", "begun <= signed_on", t(de="Unterschrift vor Beginn.", en="Signed before the begin."), field="signed_on"),
    ],
)
REACH = Form(
    "reach",
    t(de="Erreichen", en="Reach"),
    pages=[
        Page(
            "reach",
            t(de="Erreichen", en="Reach"),
            fields=[
                # what a phone number is, the server alone can tell
                Phone("phone", t(de="Telefon", en="Phone")),
                Text("hour", t(de="Wann anrufen?", en="When to call?"), shown_if='phone != ""'),
                YesNo("visits", t(de="Besuch?", en="Visit?")),
                Text("door", t(de="An welcher Tür?", en="At which door?"), shown_if="visits = true"),
            ],
        ),
        Page("way", t(de="Weg", en="Way"), fields=[Text("bus", t(de="Bus", en="Bus"))], shown_if="visits = true"),
        Page("end", t(de="Ende", en="End"), fields=[Text("remark", t(de="Bemerkung", en="Remark"))]),
    ],
)
SHEET = Form(
    "sheet",
    t(de="Blatt", en="Sheet"),
    fields=[
        Text("hobby", t(de="Hobby", en="Hobby")),
        Text("illness", t(de="Krankheit", en="Illness"), privacy="sensitive"),
        Scale("german", t(de="Deutsch", en="German"), codes="german_level", fact="german_level"),
        Choice("way", t(de="Weg", en="Way"), options=AB),
        Signature("signed", t(de="Unterschrift", en="Signature")),
    ],
)
STAFF = Role("staff", t(de="Fachkraft"))
EXITS = [ExitReason("over", t(de="Beendet"))]
PROGRAMME = Programme(
    "asking",
    t(de="Fragen"),
    forms=[FORM, SHORT, KINDS, REACH, PartForm("sheet")],
    roles=[STAFF],
    exits=EXITS,
    tracks=[Track("mentors", t(de="Mentorinnen"))],
    steps=[Step(form, t(de=form), role="staff", form=form) for form in ("long", "short", "kinds", "reach", "sheet")],
)
LATER = Programme(
    "later",
    t(de="Später", en="Later"),
    forms=[PartForm("sheet")],
    roles=[STAFF],
    exits=EXITS,
    steps=[Step("sheet", t(de="Blatt"), role="staff", form="sheet")],
)

blueprint = Blueprint("asking", __name__)
calls: list[str] = []


@blueprint.route("/ask/<subject>/<form>", methods=["GET", "POST"])
@policy("do_task")
def ask(subject: str, form: str):
    def note(session, submission: Submission, answers) -> None:
        if request.args.get("fail"):
            raise RuntimeError("the caller cannot take it")
        if request.args.get("refuse"):
            raise RefusedAnswers({request.args["refuse"]: ["Das geht heute nicht."]})
        calls.append(submission.id)

    person = request.args.get("person")
    wanted = request.args.get("programme", "")
    digest = current(wanted if wanted in {PROGRAMME.id, LATER.id} else PROGRAMME.id).digest
    return serve(form, digest, subject=f"test:{subject}", person_id=person, on_submit=note, onward="/onward")


@hookimpl
def programmes():
    return [PROGRAMME, LATER]


@hookimpl
def parts():
    return {"sheet": SHEET}


@hookimpl
def pages():
    return [blueprint]
