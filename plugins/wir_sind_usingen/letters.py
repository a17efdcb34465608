"""The letters of the programme: the shared ones, and the reminder of the profile's deadline."""

from core import Letter, PartLetter, t

profile_reminder = Letter(
    "profile_reminder",
    t(de="Erinnerung an das Kompetenzprofil", en="Reminder of the competence profile"),
    subject=t(de="Ihr Kompetenzprofil bis {due.competence_profile}", en="Your competence profile by {due.competence_profile}"),
    text=t(
        de=(
            "Guten Tag {person.given_name} {person.family_name},\n\n"
            "in den ersten vier Wochen möchten wir mit Ihnen Ihr Kompetenzprofil schreiben: was Sie können, was Sie gelernt "
            "haben und wohin Sie wollen. Dafür ist Zeit bis zum {due.competence_profile}.\n\n"
            "Unser Vorschlag: [[Tag, Uhrzeit und Ort]]\n\n"
            "Freundliche Grüße\n{author.name}\n{unit.name}"
        ),
        en=(
            "Hello {person.given_name} {person.family_name},\n\n"
            "in the first four weeks we would like to write your competence profile with you: what you can do, what you have "
            "learned and where you want to go. There is time until {due.competence_profile}.\n\n"
            "Our proposal: [[day, time and place]]\n\n"
            "Kind regards\n{author.name}\n{unit.name}"
        ),
    ),
    steps=["competence_profile"],
)

letters = [
    PartLetter("invitation", steps=["registration"]),
    profile_reminder,
    PartLetter("appointment"),
    PartLetter("participation"),
]
