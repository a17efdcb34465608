"""The structural strand: one training or information event, for whom it was and how many it reached; nobody is named."""

from core import Form, LongText, ManyOf, Option, Text, WholeNumber, t

training = Form(
    "training",
    t(de="Schulung oder Informationsveranstaltung", en="Training or information event"),
    fields=[
        Text("training_topic", t(de="Thema", en="Topic"), required=True),
        ManyOf(
            "training_for",
            t(de="Für wen?", en="For whom?"),
            required=True,
            options=[
                Option("administration", t(de="Öffentliche Verwaltung (EECO18)", en="Public administration (EECO18)")),
                Option("job_centre", t(de="Jobcenter oder Agentur für Arbeit", en="Job centre or employment agency")),
                Option("small_company", t(de="Kleine und mittlere Betriebe (EECO19)", en="Small and medium companies (EECO19)")),
                Option("company", t(de="Größere Betriebe", en="Larger companies")),
                Option("school", t(de="Schulen", en="Schools")),
                Option("volunteers", t(de="Ehrenamtliche und Vereine", en="Volunteers and associations")),
                Option("other", t(de="Andere", en="Others")),
            ],
        ),
        LongText(
            "training_bodies",
            t(de="Welche Stellen und Betriebe waren dabei?", en="Which bodies and companies took part?"),
            rows=3,
        ),
        LongText("training_result", t(de="Was wurde verabredet?", en="What was agreed?"), rows=3),
        WholeNumber("heads", t(de="Wie viele Menschen waren da?", en="How many people were there?"), minimum=0, maximum=100_000),
    ],
)
