"""A plugin of the tests: one programme with a form of every kind, and a page that leads through it."""

from flask import Blueprint, request

from core import (
    Address,
    Choice,
    Date,
    Email,
    File,
    Form,
    Group,
    Languages,
    LongText,
    ManyOf,
    Note,
    Option,
    Page,
    Phone,
    Programme,
    Role,
    Scale,
    Step,
    Text,
    WholeNumber,
    YesNo,
    hookimpl,
    t,
)
from core.catalogue import current
from core.web.gate import policy
from forms.models import Submission
from forms.pages import serve

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
PROGRAMME = Programme(
    "asking",
    t(de="Fragen"),
    forms=[FORM, SHORT],
    roles=[Role("staff", t(de="Fachkraft"))],
    steps=[Step(form, t(de=form), role="staff", form=form) for form in ("long", "short")],
)

blueprint = Blueprint("asking", __name__)
calls: list[str] = []


@blueprint.route("/ask/<subject>/<form>", methods=["GET", "POST"])
@policy("do_task")
def ask(subject: str, form: str):
    def note(session, submission: Submission, answers) -> None:
        if request.args.get("fail"):
            raise RuntimeError("the caller cannot take it")
        calls.append(submission.id)

    person = request.args.get("person")
    return serve(form, current("asking").digest, subject=f"test:{subject}", person_id=person, on_submit=note, onward="/onward")


@hookimpl
def programmes():
    return [PROGRAMME]


@hookimpl
def pages():
    return [blueprint]
