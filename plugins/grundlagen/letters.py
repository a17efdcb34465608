"""Letters that every programme can use. What only who writes knows (day, place) stands in them as a gap to be filled."""

from core import Letter, t

invitation = Letter(
    "invitation",
    t(de="Einladung zum ersten Gespräch", en="Invitation to the first talk"),
    subject=t(de="Einladung zum Gespräch: {programme.title}", en="Invitation to a talk: {programme.title}"),
    text=t(
        de=(
            "Guten Tag {person.given_name} {person.family_name},\n\n"
            "wir laden Sie zu einem ersten Gespräch ein. Wir möchten Sie kennenlernen und mit Ihnen klären, "
            "ob und wie das Programm „{programme.title}“ Ihnen helfen kann.\n\n"
            "Tag und Uhrzeit: [[Tag und Uhrzeit]]\n"
            "Ort: [[Straße, Hausnummer und Raum]]\n\n"
            "Bitte bringen Sie mit, was Sie davon haben:\n\n"
            "- Ihren Ausweis oder Ihr Aufenthaltspapier\n"
            "- Zeugnisse aus Schule, Ausbildung und Arbeit\n"
            "- diesen Brief\n\n"
            "Wenn Sie an diesem Tag nicht kommen können, sagen Sie uns bitte vorher Bescheid.\n\n"
            "Freundliche Grüße\n{author.name}\n{unit.name}"
        ),
        en=(
            "Hello {person.given_name} {person.family_name},\n\n"
            "we invite you to a first talk. We would like to get to know you and to find out with you "
            "whether and how the programme “{programme.title}” can help you.\n\n"
            "Day and time: [[day and time]]\n"
            "Place: [[street, number and room]]\n\n"
            "Please bring with you what you have of these:\n\n"
            "- your passport, identity card or residence document\n"
            "- certificates of school, training and work\n"
            "- this letter\n\n"
            "If you cannot come on this day, please tell us before.\n\n"
            "Kind regards\n{author.name}\n{unit.name}"
        ),
    ),
)

appointment = Letter(
    "appointment",
    t(de="Erinnerung an einen Termin", en="Reminder of an appointment"),
    subject=t(de="Ihr Termin am [[Tag]]", en="Your appointment on [[day]]"),
    text=t(
        de=(
            "Guten Tag {person.given_name} {person.family_name},\n\n"
            "wir erinnern Sie an Ihren Termin im Programm „{programme.title}“:\n\n"
            "Tag und Uhrzeit: [[Tag und Uhrzeit]]\n"
            "Ort: [[Straße, Hausnummer und Raum]]\n\n"
            "Wenn Sie nicht kommen können, sagen Sie uns bitte vorher Bescheid. Wir finden dann einen anderen Tag.\n\n"
            "Freundliche Grüße\n{author.name}\n{unit.name}"
        ),
        en=(
            "Hello {person.given_name} {person.family_name},\n\n"
            "we remind you of your appointment in the programme “{programme.title}”:\n\n"
            "Day and time: [[day and time]]\n"
            "Place: [[street, number and room]]\n\n"
            "If you cannot come, please tell us before. We will then find another day.\n\n"
            "Kind regards\n{author.name}\n{unit.name}"
        ),
    ),
)

participation = Letter(
    "participation",
    t(de="Bestätigung der Teilnahme", en="Confirmation of participation"),
    help=t(
        de="Wer sie bekommt, erfährt, an welchem Programm die Person teilnimmt. Geben Sie sie der Person selbst.",
        en="Whoever receives it learns which programme the person takes part in. Give it to the person herself.",
    ),
    subject=t(de="Bestätigung der Teilnahme", en="Confirmation of participation"),
    text=t(
        de=(
            "Wir bestätigen: {person.given_name} {person.family_name} ist am {case.entered_on} in das Programm "
            "„{programme.title}“ eingetreten.\n\n"
            "Fallnummer: {case.number}\n\n"
            "Freundliche Grüße\n{author.name}\n{unit.name}"
        ),
        en=(
            "We confirm: {person.given_name} {person.family_name} entered the programme “{programme.title}” "
            "on {case.entered_on}.\n\n"
            "Case number: {case.number}\n\n"
            "Kind regards\n{author.name}\n{unit.name}"
        ),
    ),
)
