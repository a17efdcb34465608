"""The forms of F1 (coaching) and F2 (learning beside work)."""

from core import Choice, Date, Form, LongText, ManyOf, Option, Signature, Text, TimeSpan, WholeNumber, YesNo, t
from plugins.gemeinsam_durchstarten.dates import in_order
from plugins.gemeinsam_durchstarten.sources import F1, LOCAL

agreement = Form(
    "f1_agreement",
    t(de="Vereinbarung zum Coaching", en="Coaching agreement"),
    fields=[
        Date("f1_from", t(de="Coaching ab", en="Coaching from"), required=True),
        LongText(
            "f1_goals", t(de="Was soll das Coaching schaffen?", en="What shall the coaching achieve?"), rows=4, required=True
        ),
        Signature("f1_signature", t(de="Unterschrift der Person", en="Signature of the person")),
        Text(
            "f1_signed_otherwise",
            t(de="Oder: auf welchem anderen Weg bestätigt?", en="Or: confirmed in which other way?"),
            help=t(
                de="Zum Beispiel auf Papier oder per Nachricht. Andere Wege als die Unterschrift sind erlaubt.",
                en="For example on paper or by message. Other ways than a signature are allowed.",
            ),
        ),
    ],
    unconfirmed=t(de=f"Nach: {F1}. Den Vordruck kennen wir nicht.", en="We do not know the form itself."),
)

coaching_note = Form(
    "f1_note",
    t(de="Coachingnotiz", en="Coaching note"),
    fields=[
        Date("f1_on", t(de="Tag", en="Day"), required=True, earliest="entry", latest="today"),
        TimeSpan("f1_minutes", t(de="Dauer", en="Duration"), required=True, minimum=5, maximum=600),
        Choice(
            "f1_stage",
            t(de="In welcher Zeit?", en="At which time?"),
            required=True,
            options=[
                Option("before", t(de="Vor einem anderen Baustein", en="Before another block")),
                Option("during", t(de="Während eines Bausteins", en="During a block")),
                Option("after", t(de="Danach", en="Afterwards")),
            ],
        ),
        ManyOf(
            "f1_with",
            t(de="Mit wem?", en="With whom?"),
            required=True,
            options=[
                Option("person", t(de="Mit der Person", en="With the person")),
                Option("employer", t(de="Mit dem Betrieb", en="With the employer")),
                Option("provider", t(de="Mit dem Kursträger", en="With the course provider")),
                Option("authority", t(de="Mit einer Behörde", en="With an authority")),
            ],
        ),
        YesNo("f1_outreach", t(de="War es aufsuchend?", en="Did you go to the person?")),
        LongText(
            "f1_what",
            t(de="Notiz", en="Note"),
            rows=4,
            help=t(
                de="Nur was für die Arbeit wichtig ist. Die Person darf alles lesen, was hier steht.",
                en="Only what matters for the work. The person may read all that stands here.",
            ),
        ),
    ],
)

coaching_end = Form(
    "f1_end",
    t(de="Coaching abschließen", en="Close the coaching"),
    fields=[
        Date(
            "f1_to", t(de="Letzter Tag des Coachings", en="Last day of coaching"), required=True, earliest="entry", latest="today"
        ),
        Choice(
            "f1_result",
            t(de="Was ist erreicht?", en="What has been achieved?"),
            required=True,
            options=[
                Option("stable", t(de="Die Person kommt gut allein weiter", en="The person gets on well alone")),
                Option("partly", t(de="Ein Teil der Ziele", en="Some of the goals")),
                Option("broken_off", t(de="Abgebrochen", en="Broken off"), kept_inside=True),
            ],
        ),
    ],
)

beside_start = Form(
    "f2_start",
    t(de="Lernen neben der Arbeit", en="Learning beside work"),
    fields=[
        Choice(
            "f2_beside",
            t(de="Neben was wird gelernt?", en="Beside what is the learning?"),
            required=True,
            options=[
                Option("work", t(de="Arbeit", en="Work")),
                Option("training", t(de="Ausbildung", en="Training")),
                Option("internship", t(de="Praktikum", en="Internship")),
            ],
        ),
        ManyOf(
            "f2_subjects",
            t(de="Was wird gelernt?", en="What is learnt?"),
            required=True,
            options=[
                Option("language", t(de="Deutsch, auch für den Beruf", en="German, for work as well")),
                Option("qualification", t(de="Berufliche Qualifizierung", en="Vocational qualification")),
            ],
        ),
        Text("f2_provider", t(de="Bei welchem Träger?", en="With which provider?"), required=True),
        Date("f2_planned_from", t(de="Beginn", en="Start"), required=True),
    ],
    unconfirmed=t(
        de=f"Zugang nach: {LOCAL}. Umfang und Beträge lagen uns nicht vor.", en="We did not have the extent and amounts."
    ),
)

beside_record = Form(
    "f2_record",
    t(de="Ergebnis neben der Arbeit", en="Result beside work"),
    fields=[
        Date("f2_from", t(de="Erster Tag", en="First day"), required=True),
        Date("f2_to", t(de="Letzter Tag", en="Last day"), required=True, earliest="entry", latest="today"),
        WholeNumber(
            "f2_units", t(de="Besuchte Unterrichtsstunden", en="Teaching units attended"), minimum=0, maximum=2000, required=True
        ),
        Choice(
            "f2_result",
            t(de="Was ist das Ergebnis?", en="What is the result?"),
            required=True,
            options=[
                Option("certificate", t(de="Mit Zertifikat abgeschlossen", en="Completed with a certificate")),
                Option("attended", t(de="Teilgenommen", en="Attended")),
                Option("broken_off", t(de="Abgebrochen", en="Broken off"), kept_inside=True),
            ],
        ),
        YesNo("f2_continues", t(de="Folgt ein weiterer Abschnitt?", en="Does another stretch follow?"), required=True),
    ],
    checks=[in_order("f2")],
)

forms = [agreement, coaching_note, coaching_end, beside_start, beside_record]
