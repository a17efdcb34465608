"""The forms around the blocks: checks at the start, the plan, the end."""

from core import Check, Choice, Date, Form, LongText, ManyOf, Note, Option, Page, PartPage, Text, YesNo, t
from plugins.gemeinsam_durchstarten.blocks import blocks
from plugins.gemeinsam_durchstarten.exits import exits
from plugins.gemeinsam_durchstarten.sources import CALL, GUIDELINE, QUESTIONS

admission = Form(
    "admission",
    t(de="Prüfung der Aufnahme", en="Check of admission"),
    fields=[
        Choice(
            "referred_by",
            t(de="Wer hat die Person auf das Projekt aufmerksam gemacht?", en="Who told the person about the project?"),
            options=[
                Option("advice", t(de="Beratungsstelle oder Wohlfahrtsverband", en="Advice centre or welfare association")),
                Option("volunteers", t(de="Ehrenamtliche", en="Volunteers")),
                Option("accommodation", t(de="Unterkunft oder Stadt", en="Accommodation or town")),
                Option("school", t(de="Schule oder Kurs", en="School or course")),
                Option("authority", t(de="Ausländerbehörde oder Jobcenter", en="Immigration office or job centre")),
                Option("self", t(de="Von sich aus oder durch Freunde", en="On their own or through friends")),
            ],
        ),
        Choice(
            "integration_course",
            t(de="Zugang zu Integrationskursen", en="Access to integration courses"),
            options=[
                Option("none", t(de="Kein Zugang", en="No access")),
                Option("subordinate", t(de="Nachrangig, nur wenn Plätze frei sind", en="Subordinate, only if places are free")),
                Option("full", t(de="Voller Zugang oder Pflicht", en="Full access or obligation")),
            ],
            help=t(
                de="Das Projekt ist für Menschen ohne oder mit nachrangigem Zugang.",
                en="The project is for people with no or subordinate access.",
            ),
        ),
        YesNo(
            "in_state_reception",
            t(
                de="Wohnt die Person in einer Einrichtung des Landes?",
                en="Does the person live in a reception centre of the Land?",
            ),
            fact="in_state_reception",
        ),
        Note(
            "exclusions_note",
            t(
                de="Gründe, aus denen jemand nicht aufgenommen werden darf, prüft die zuständige Stelle. Hier steht nur, "
                "dass geprüft "
                "wurde – niemals, was dabei herauskam.",
                en="Grounds on which somebody may not be admitted are checked by the office in charge. Here stands only that "
                "they were "
                "checked, never what was found.",
            ),
        ),
        YesNo("exclusions_checked", t(de="Ausschlussgründe geprüft?", en="Grounds for exclusion checked?"), required=True),
        Date("exclusions_checked_on", t(de="Geprüft am", en="Checked on"), required=True, earliest="birth", latest="today"),
        Text("exclusions_checked_by", t(de="Kürzel", en="Initials"), required=True, max_length=8),
    ],
    checks=[
        Check(
            "checked",
            "exclusions_checked",
            t(
                de="Erst wenn die Ausschlussgründe geprüft sind, geht es weiter. Bis dahin können Sie zwischenspeichern.",
                en="The way goes on only when the grounds for exclusion have been checked. Until then you can save what is "
                "there.",
            ),
            field="exclusions_checked",
        )
    ],
    unconfirmed=t(
        de=f"Die Ausschlussgründe nennt: {GUIDELINE}; {QUESTIONS}. Wer sie prüft und wie, sagen die Quellen nicht.",
        en="The sources name the grounds, but not who checks them and how.",
    ),
)

plan = Form(
    "support_plan",
    t(de="Förderplan", en="Support plan"),
    help=t(
        de="Bausteine lassen sich verbinden. Junge Frauen sollen besonders gefördert werden: Fragen Sie nach, was ihnen den "
        "Weg frei macht.",
        en="Blocks can be combined. Young women are to be specially promoted: ask what clears the way for them.",
    ),
    fields=[
        ManyOf(
            "support_needs",
            t(de="Wobei braucht die Person Unterstützung?", en="Where does the person need support?"),
            codes="support_needs",
            fact="support_needs",
        ),
        YesNo(
            "regular_school_access",
            t(de="Kann die Person eine Regelschule besuchen?", en="Can the person attend a regular school?"),
            fact="regular_school_access",
            help=t(de="Bei Nein kommt F3 in Frage.", en="If no, F3 is an option."),
        ),
        LongText(
            "plan_goal",
            t(de="Was möchte die Person erreichen?", en="What does the person want to achieve?"),
            rows=3,
            required=True,
        ),
        ManyOf(
            "planned_blocks",
            t(de="Welche Bausteine passen?", en="Which blocks fit?"),
            required=True,
            options=[Option(block.id, block.title) for block in blocks],
            help=t(de="In die Bausteine treten Sie danach einzeln ein.", en="The blocks are entered one by one afterwards."),
        ),
        YesNo("travel_costs", t(de="Werden Fahrtkosten gebraucht?", en="Are travel costs needed?")),
        YesNo("childcare", t(de="Wird Kinderbetreuung gebraucht?", en="Is childcare needed?")),
        YesNo(
            "plan_agreed",
            t(de="Ist der Plan mit der Person abgesprochen?", en="Has the plan been agreed with the person?"),
            required=True,
        ),
    ],
    unconfirmed=t(
        de=f"Fahrtkosten und Kinderbetreuung sind förderfähig nach: {CALL}. Die Beträge lagen uns nicht vor.",
        en="Travel costs and childcare can be funded; we did not have the amounts.",
    ),
)

exit_form = Form(
    "exit",
    t(de="Abschluss", en="Closing"),
    pages=[
        PartPage("last_day"),
        Page(
            "reason",
            t(de="Wie es endet", en="How it ends"),
            fields=[
                Choice(
                    "exit_reason",
                    t(de="Wie endet die Teilnahme?", en="How does the participation end?"),
                    required=True,
                    options=[Option(reason.id, reason.title) for reason in exits],
                ),
                Choice(
                    "employment_status",
                    t(de="Lage am Arbeitsmarkt am letzten Tag", en="Situation on the labour market on the last day"),
                    codes="employment_status",
                    fact="employment_status",
                ),
            ],
        ),
        PartPage("looking_back"),
    ],
    unconfirmed=t(
        de="Gründe und Angaben sind unsere Auswahl; Regeln für den Austritt nennen die Quellen nicht.",
        en="Reasons and details are our choice; the sources give no rules of exit.",
    ),
)

forms = [admission, plan, exit_form]
