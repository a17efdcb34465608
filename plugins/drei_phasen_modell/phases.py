"""The forms of the three phases: Screening, Assessment, Matching."""

from core import Check, Choice, Date, Form, LongText, ManyOf, Option, PersonChoice, Scale, YesNo, t
from plugins.drei_phasen_modell.sources import NEWS

screening = Form(
    "screening",
    t(de="Phase 1: Screening", en="Phase 1: Screening"),
    help=t(
        de="Phase 2 beginnt, wenn die Person arbeiten darf und Deutsch auf B1 spricht. Bis dahin öffnet sich dieses Blatt "
        "wieder.",
        en="Phase 2 begins when the person may work and speaks German at B1. Until then this sheet opens again.",
    ),
    fields=[
        Date("screening_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="birth", latest="today"),
        LongText("motivation", t(de="Was bewegt die Person?", en="What moves the person?"), rows=3, required=True),
        Scale("german_level", t(de="Deutschkenntnisse", en="German"), codes="german_level", fact="german_level", required=True),
        YesNo(
            "work_permitted",
            t(de="Darf die Person heute arbeiten?", en="May the person work today?"),
            fact="work_permitted",
            required=True,
            help=t(de="Lassen Sie sich die Erlaubnis zeigen.", en="Have the permission shown to you."),
        ),
        YesNo("seeking_work", t(de="Sucht die Person Arbeit?", en="Is the person looking for work?"), fact="seeking_work"),
        LongText(
            "culture",
            t(de="Was weiß sie über Arbeit und Alltag hier?", en="What does the person know about work and everyday life here?"),
            rows=3,
        ),
        LongText("qualifications", t(de="Welche Qualifikationen bringt sie mit?", en="Which qualifications are there?"), rows=3),
        ManyOf(
            "soft_skills",
            t(de="Welche Stärken fallen auf?", en="Which strengths stand out?"),
            options=[
                Option("reliable", t(de="Zuverlässig", en="Reliable")),
                Option("team", t(de="Arbeitet gern mit anderen", en="Likes to work with others")),
                Option("independent", t(de="Arbeitet selbstständig", en="Works independently")),
                Option("communicative", t(de="Geht auf Menschen zu", en="Approaches people")),
                Option("learning", t(de="Lernt schnell", en="Learns fast")),
                Option("endurance", t(de="Bleibt dran", en="Keeps at it")),
            ],
        ),
        LongText("screening_next", t(de="Was ist noch zu klären?", en="What remains to be settled?"), rows=3),
    ],
    unconfirmed=t(
        de=f"Inhalte der Phase nach: {NEWS}. Dass B1 und Arbeitserlaubnis das Tor zur Phase 2 sind, ist unsere Lesart. Ob das "
        "Screening schon vor der Aufnahme stattfinden darf, steht dort nicht: Es wird angenommen.",
        en="Contents of the phase as the source names them. That B1 and the work permission are the gate to phase 2 is our "
        "reading. Whether the screening may take place before the entry is not said there: it is accepted.",
    ),
)

pairing = Form(
    "pairing",
    t(de="Mentorin oder Mentor finden", en="Find a mentor"),
    fields=[
        PersonChoice(
            "mentor",
            t(de="Wer begleitet die Person?", en="Who accompanies the person?"),
            track="mentor",
            link="mentoring",
            required=True,
            help=t(
                de="Zur Wahl stehen alle, die gerade als Mentorin oder Mentor dabei sind.",
                en="You can choose among all who are mentors at present.",
            ),
        ),
        Date("paired_on", t(de="Gemeinsam ab", en="Together from"), required=True),
        LongText("pairing_reason", t(de="Warum passen die beiden zusammen?", en="Why do the two fit together?"), rows=3),
        YesNo(
            "pairing_agreed",
            t(de="Sind beide einverstanden?", en="Do both agree?"),
            required=True,
        ),
    ],
    checks=[
        Check(
            "agreed",
            "pairing_agreed",
            t(de="Ohne das Einverständnis beider geht es nicht.", en="It does not work without both agreeing."),
            field="pairing_agreed",
        )
    ],
)

assessment = Form(
    "assessment",
    t(de="Phase 2: Assessment", en="Phase 2: Assessment"),
    help=t(
        de="Phase 3 beginnt, wenn die Bewerbungsmappe vollständig ist. Bis dahin öffnet sich dieses Blatt wieder.",
        en="Phase 3 begins when the application portfolio is complete. Until then this sheet opens again.",
    ),
    fields=[
        # phase 2 is reached in this case alone, behind the gate of phase 1
        Date("assessment_on", t(de="Tag", en="Day"), required=True, earliest="entry", latest="today"),
        LongText("potential", t(de="Welches Potential zeigt sich?", en="Which potential shows?"), rows=3),
        LongText(
            "professional_skills", t(de="Welche Fachkenntnisse sind da?", en="Which professional skills are there?"), rows=3
        ),
        ManyOf(
            "portfolio_parts",
            t(de="Was liegt in der Bewerbungsmappe?", en="What is in the application portfolio?"),
            options=[
                Option("cv", t(de="Lebenslauf", en="CV")),
                Option("letter", t(de="Anschreiben", en="Cover letter")),
                Option("certificates", t(de="Zeugnisse und Nachweise", en="Certificates and proofs")),
                Option("photo", t(de="Foto (freiwillig)", en="Photo (voluntary)")),
            ],
        ),
        YesNo(
            "portfolio_complete",
            t(de="Ist die Bewerbungsmappe vollständig?", en="Is the application portfolio complete?"),
            required=True,
        ),
        YesNo("mock_interview", t(de="Wurde ein Vorstellungsgespräch geübt?", en="Was a job interview practised?")),
        YesNo("internship_arranged", t(de="Wurde ein Praktikum vermittelt?", en="Was an internship arranged?")),
    ],
    checks=[
        Check(
            "with_cv",
            'not(portfolio_complete) or contains(portfolio_parts, "cv")',
            t(de="Zu einer vollständigen Mappe gehört ein Lebenslauf.", en="A complete portfolio contains a CV."),
            field="portfolio_parts",
        )
    ],
    unconfirmed=t(
        de=f"Inhalte der Phase nach: {NEWS}. Wann die Mappe vollständig ist, entscheidet die Fachkraft.",
        en="Contents of the phase as the source names them. The case worker decides when the portfolio is complete.",
    ),
)

forms = [screening, pairing, assessment]
KIND = Choice(
    "placement_kind",
    t(de="Was beginnt?", en="What begins?"),
    required=True,
    options=[
        Option("internship", t(de="Praktikum", en="Internship")),
        Option("job", t(de="Arbeit", en="Work")),
        Option("training", t(de="Ausbildung", en="Vocational training")),
    ],
)
"""What a company offers and what a mentee begins: asked in the same words."""
