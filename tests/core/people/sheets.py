"""What is typed into the pages of the registry: a new person, and a record as it stands with some inputs changed."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.database import db
from core.people.models import Person
from tests.core.access.doors import token

CANARY = "Kanarienvogel"
KEY = re.compile(r'name="_key" value="([^"]+)"')
FILLED = {
    "family_name": "Beispiel",
    "given_name": "Nour <b>",
    "date_of_birth": "2001-05-17",
    "sex": "female",
    "nationality": "sy",
    "residence_title": "d60a",
    "municipality": "Usingen",
    "german_level": "a2",
}


def form(client: FlaskClient, **more: str) -> dict[str, str]:
    page = client.get("/people/new").text
    unit_id = re.search(r'<option value="([0-9a-f-]{36})"', page).group(1)
    return {
        "csrf_token": token(client, "/people/new"),
        "_key": KEY.search(page).group(1),
        "_unit": unit_id,
        "_source": "self",
        **FILLED,
        **more,
    }


def edit(client: FlaskClient, id: str, **more: str) -> dict[str, str]:
    """The form as it stands on the page, with some inputs changed."""
    page = client.get(f"/people/{id}/edit").text
    inputs = dict(re.findall(r'name="(\w+)" type="\w+" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="(\w+)"(.*?)</select>', page, re.DOTALL):
        inputs[name] = "".join(re.findall(r'value="(\w*)" selected', options))
    version = re.search(r'name="_version" value="(\d+)"', page).group(1)
    return {"csrf_token": token(client, f"/people/{id}/edit"), "_version": version, **inputs, **more}


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Person))
