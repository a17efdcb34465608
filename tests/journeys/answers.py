"""What an invented woman tells on her way through Wir sind Usingen, form by form and page by page."""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.staff import Answers

PERSON: Answers = {
    "family_name": "Beispiel",
    "given_name": "Mariam",
    "date_of_birth": "1990-05-17",
    "nationality": "af",
    "german_level": "a1",
}


def day(when: date) -> str:
    return f"{when.day}.{when.month}.{when.year}"


MASTER_SHEET: dict[str, Answers] = {
    "person": {"family_name": "Beispiel", "date_of_birth": "17.5.1990", "sex": "female", "country_of_birth": "af"},
    "contact": {
        "address.street": "Am Muster 5",
        "address.postal_code": "61250",
        "address.place": "Usingen",
        "phone": "030 23125 001",
        "interpreter_needed": "yes",
    },
    "arrival": {"migration_background": "yes"},
    "residence": {"residence_title": "a25_2s", "work_ban": "none"},
    "livelihood": {"employment_status": "unemployed", "benefits": ["sgb2"]},
    "voluntary": {"disability": "not_stated"},
    "agreement": {"takes_part_voluntarily": "yes"},
    "privacy_notice": {"privacy_notice_given": "yes"},
}

PROFILE: dict[str, Answers] = {
    "languages": {"german_level": "a2", "german_proof": "talk"},
    "wishes": {"wishes": "Eine Arbeit in der Küche", "next_step": "Lebenslauf schreiben", "profile_agreed": "yes"},
}


def support_plan(sufficient: str = "no") -> Answers:
    return {
        "support_needs": ["language"],
        "goal": "In einer Küche arbeiten",
        "competences_sufficient": sufficient,
        "plan_agreed": "yes",
    }


def lessons(begin: date, sufficient: str) -> Answers:
    return {
        "lessons_from": day(begin),
        "lessons_to": day(begin + timedelta(days=30)),
        "lessons_subjects": ["german", "application"],
        "lessons_units": "24",
        "german_level": "b1",
        "competences_sufficient": sufficient,
    }


def contact(when: date, note: str = "") -> Answers:
    return {"contact_on": day(when), "contact_minutes": "30", "contact_kind": "talk", "contact_note": note}


def internship(begin: date) -> dict[str, Answers]:
    return {
        "company": {"internship_company": "Gasthaus Muster", "internship_place": "Usingen"},
        "internship": {"internship_from": day(begin), "internship_to": day(begin + timedelta(days=14)), "internship_hours": "30"},
        "result": {"internship_result": "job_offer", "another_internship": "no"},
    }


def work(begin: date) -> Answers:
    return {
        "work_company": "Gasthaus Muster",
        "work_occupation": "Küchenhilfe",
        "work_hours": "30",
        "work_starts_on": day(begin),
        "socially_insured": "yes",
        "employment_status": "employed",
    }


def accompaniment(when: date) -> Answers:
    return {"follow_up_on": day(when), "follow_up_with": ["person"], "still_working": "yes", "further_support": "no"}


def closing(when: date) -> Answers:
    return {"exit_on": day(when), "exit_reason": "employment"}
