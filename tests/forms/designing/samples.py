"""A programme with one form, small enough to see all of it."""

from core.definitions import (
    Address,
    Check,
    Choice,
    Date,
    Form,
    Group,
    Option,
    Page,
    Programme,
    Text,
    WholeNumber,
    YesNo,
    t,
)

FORM = "forms/intake"


def programme() -> Programme:
    """Two pages, a choice with three options, a group of two questions, and a check."""
    main = Page(
        "main",
        t(de="Person", en="Person"),
        fields=[
            Text("name", t(de="Name", en="Name"), required=True),
            Choice(
                "school",
                t(de="Schule"),
                options=[Option("none", t(de="keine")), Option("haupt", t(de="Haupt")), Option("abitur", t(de="Abitur"))],
            ),
            YesNo("works", t(de="Arbeitet?")),
        ],
    )
    work = Page(
        "work",
        t(de="Arbeit"),
        fields=[
            WholeNumber("hours", t(de="Stunden"), minimum=1, maximum=60, shown_if="works"),
            Group("jobs", t(de="Stellen"), fields=[Text("company", t(de="Betrieb")), Date("since", t(de="Seit"))]),
            Address("home", t(de="Adresse")),
        ],
    )
    checks = [Check("few", "hours < 50", t(de="Zu viele"), field="hours")]
    return Programme("sample", t(de="Probe"), forms=[Form("intake", t(de="Aufnahme"), pages=[main, work], checks=checks)])


def ids(made: Programme, page: str = "main") -> list[str]:
    found = made.forms[0].page(page)
    assert found is not None
    return [field.id for field in found.fields]
