"""A draft of a programme, and somebody who designs its way."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.forms.designing.conftest import house
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

__all__ = ["house"]


@pytest.fixture
def usingen(house: Flask) -> Stepper:
    """The programme admin at a new draft of the Usingen programme."""
    return Stepper(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir_sind_usingen")


@pytest.fixture
def lists(house: Flask, usingen: Stepper) -> Stepper:
    """At the code lists of a draft of it, in English."""
    return _english(Stepper(house, usingen.visitor, "wir_sind_usingen", "lists"))


@pytest.fixture
def basics(house: Flask, usingen: Stepper) -> Stepper:
    """At what a programme says about itself, in English."""
    return _english(Stepper(house, usingen.visitor, "drei_phasen_modell", "basics"))


def _english(here: Stepper) -> Stepper:
    here.language = "en"
    return here
