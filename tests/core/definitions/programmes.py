"""A small programme that the tests of definitions bend in one place each."""

from core.definitions import (
    Choice,
    Criterion,
    Date,
    Deadline,
    ExitReason,
    Form,
    Group,
    Option,
    Page,
    Phase,
    Programme,
    Role,
    Step,
    Text,
    WholeNumber,
    YesNo,
    t,
)

intake = Form(
    "intake",
    t(de="Aufnahme", en="Intake"),
    pages=[
        Page(
            "person",
            t(de="Person", en="Person"),
            fields=[
                Text(
                    "family_name", t(de="Familienname", en="Family name"), fact="family_name", privacy="identity", required=True
                ),
                Date("date_of_birth", t(de="Geburtsdatum", en="Date of birth"), fact="date_of_birth"),
            ],
        ),
        Page(
            "school",
            t(de="Schule", en="School"),
            fields=[
                YesNo("at_school", t(de="Geht zur Schule", en="Goes to school")),
                Text("school", t(de="Schule", en="School"), shown_if="at_school", required_if="at_school and age < 18"),
                Group("siblings", t(de="Geschwister", en="Siblings"), fields=[WholeNumber("years", t(de="Jahre", en="Years"))]),
            ],
        ),
    ],
)
leave = Form(
    "leave",
    t(de="Austritt", en="Exit"),
    fields=[
        Choice(
            "reason",
            t(de="Grund", en="Reason"),
            required=True,
            options=[Option("work", t(de="Arbeit")), Option("moved", t(de="Umzug"))],
        )
    ],
)


def programme(**changes: object) -> Programme:
    parts: dict[str, object] = {
        "eligibility": [Criterion("age", "age in [18..27]", t(de="18 bis 27 Jahre alt"), source="§ 1")],
        "forms": [intake, leave],
        "roles": [Role("advisor", t(de="Beratung"))],
        "phases": [Phase("start", t(de="Beginn"))],
        "exits": [ExitReason("work", t(de="Arbeit"), success=True), ExitReason("moved", t(de="Umzug"))],
        "steps": [
            Step("welcome", t(de="Aufnahme"), role="advisor", form="intake", phase="start", due=Deadline(days=28)),
            Step("leave", t(de="Austritt"), role="advisor", form="leave", after=["welcome"], exit="reason"),
        ],
    }
    return Programme("trial", t(de="Probe", en="Trial"), **(parts | changes))  # type: ignore[arg-type]  # any part may be bent
