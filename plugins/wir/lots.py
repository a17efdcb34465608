"""Integrationslots:innen: volunteers who guide. Application, qualification, deployment, hours."""

from core import (
    Check,
    Date,
    Form,
    Languages,
    LongText,
    ManyOf,
    Option,
    Text,
    TimeSpan,
    WholeNumber,
    YesNo,
    t,
)
from plugins.wir.sources import QUALIFICATION

application = Form(
    "lots_application",
    t(de="Bewerbung als Integrationslots:in", en="Application as an integration guide"),
    help=t(
        de="Integrationslots:innen zeigen den Weg. Sie sind keine Patinnen und Paten.",
        en="Integration guides show the way. They are not sponsors.",
    ),
    fields=[
        Date("lots_applied_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="birth", latest="today"),
        Languages("lots_languages", t(de="Welche Sprachen spricht die Person?", en="Which languages does the person speak?")),
        LongText("lots_motivation", t(de="Was möchte sie einbringen?", en="What does the person want to bring in?"), rows=3),
        Text("lots_area", t(de="Wo möchte sie helfen?", en="Where would the person like to help?")),
        YesNo(
            "lots_privacy_explained",
            t(de="Haben Sie Verschwiegenheit und Datenschutz erklärt?", en="Have you explained confidentiality and privacy?"),
            required=True,
        ),
    ],
    unconfirmed=t(
        de="Was eine Bewerbung enthalten muss, sagen die Quellen nicht.",
        en="The sources do not say what an application has to contain.",
    ),
)

qualification = Form(
    "lots_qualification_record",
    t(de="Basisqualifizierung", en="Basic qualification"),
    fields=[
        Date("lots_qualification_from", t(de="Erster Kurstag", en="First day of the course"), required=True),
        Date(
            "lots_qualification_to",
            t(de="Letzter Kurstag", en="Last day of the course"),
            required=True,
            earliest="birth",
            latest="today",
        ),
        WholeNumber(
            "lots_units",
            t(de="Besuchte Unterrichtseinheiten", en="Teaching units attended"),
            minimum=0,
            maximum=36,
            unit=t(de="Einheiten", en="units"),
            required=True,
            help=t(de="Ein Kurs hat 20 bis 36 Unterrichtseinheiten.", en="A course has 20 to 36 teaching units."),
        ),
        WholeNumber("lots_modules", t(de="Besuchte Module (von 8)", en="Modules attended (of 8)"), minimum=0, maximum=8),
        YesNo(
            "lots_qualified",
            t(de="Ist die Qualifizierung abgeschlossen?", en="Is the qualification completed?"),
            required=True,
            help=t(de="Bei Nein bleibt dieser Schritt offen.", en="If no, this step stays open."),
        ),
    ],
    checks=[
        Check(
            "order",
            "lots_qualification_to >= lots_qualification_from",
            t(
                de="Der letzte Kurstag liegt vor dem ersten. Prüfen Sie beide Tage, zum Beispiel: vom 02.03.2026 bis zum "
                "28.08.2026.",
                en="The last day of the course lies before the first. Check both days, for example: from 02.03.2026 to "
                "28.08.2026.",
            ),
            field="lots_qualification_to",
        ),
        Check(
            "enough",
            "not(lots_qualified) or lots_units >= 20",
            t(
                de="Abgeschlossen ist die Qualifizierung ab 20 Unterrichtseinheiten. Zählen Sie bitte nach.",
                en="The qualification is completed from 20 teaching units on. Please count again.",
            ),
            field="lots_units",
        ),
    ],
    unconfirmed=t(
        de=f"20 bis 36 UE in 8 Modulen nach: {QUALIFICATION}. Wie viele davon jede Person besuchen muss, steht dort nicht.",
        en="20 to 36 units in 8 modules as the source says. How many of them each person has to attend is not said there.",
    ),
)

deployment = Form(
    "lots_deployment",
    t(de="Einsatz", en="Deployment"),
    fields=[
        Date("lots_deployed_from", t(de="Einsatz ab", en="Deployed from"), required=True),
        Date(
            "lots_deployed_to",
            t(de="Einsatz bis", en="Deployed until"),
            help=t(de="Ist das Ende offen, leer lassen.", en="Leave empty if open."),
        ),
        Text("lots_deployed_where", t(de="Bei wem oder wo?", en="With whom or where?"), required=True),
        YesNo(
            "lots_coordinating",
            t(de="Koordiniert die Person andere Lots:innen?", en="Does the person coordinate other guides?"),
            required=True,
            help=t(
                de="Bei Ja gelten 9 Stunden in der Woche und 414 im Jahr, sonst 6 und 276.",
                en="If yes, 9 hours a week and 414 a year apply, else 6 and 276.",
            ),
        ),
    ],
    checks=[
        Check(
            "order",
            "lots_deployed_to >= lots_deployed_from",
            t(
                de="Das Ende des Einsatzes liegt vor dem Beginn. Prüfen Sie beide Tage, zum Beispiel: vom 02.03.2026 bis zum "
                "28.08.2026.",
                en="The end of the deployment lies before its start. Check both days, for example: from 02.03.2026 to "
                "28.08.2026.",
            ),
            field="lots_deployed_to",
        )
    ],
)


def hours(id: str, de: str, en: str, most: int) -> Form:
    """The sheet for one day's hours; ordinary and coordinating guides have one each, since their caps differ."""
    return Form(
        id,
        t(de=de, en=en),
        fields=[
            Date(f"{id}_on", t(de="Tag", en="Day"), required=True, earliest="entry", latest="today"),
            TimeSpan(f"{id}_minutes", t(de="Dauer", en="Duration"), required=True, minimum=5, maximum=most),
            ManyOf(
                f"{id}_what",
                t(de="Wobei?", en="For what?"),
                options=[
                    Option("authority", t(de="Weg zu einer Behörde", en="Way to an authority")),
                    Option("school", t(de="Kita und Schule", en="Nursery and school")),
                    Option("health", t(de="Arzt und Gesundheit", en="Doctor and health")),
                    Option("housing", t(de="Wohnen", en="Housing")),
                    Option("work", t(de="Arbeit und Ausbildung", en="Work and training")),
                    Option("everyday", t(de="Alltag und Freizeit", en="Everyday life and leisure")),
                    Option("coordination", t(de="Absprachen im Team", en="Agreements in the team")),
                ],
            ),
            LongText(
                f"{id}_note",
                t(de="Notiz", en="Note"),
                rows=2,
                help=t(de="Bitte keine Namen der begleiteten Menschen.", en="Please no names of the people accompanied."),
            ),
        ],
    )


lots_hours = hours("lots_hours", "Stunden im Einsatz", "Hours of deployment", 360)
lots_coordination_hours = hours("lots_coordination_hours", "Stunden mit Koordination", "Hours with coordination", 540)

forms = [application, qualification, deployment, lots_hours, lots_coordination_hours]
