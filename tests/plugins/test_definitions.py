"""Of all six programmes: without fault, whole after JSON and YAML, in German and English, with forms that can be filled."""

from __future__ import annotations

from types import ModuleType

import pytest

from core import Form
from core.testing import copies, faults, resolved, untranslated
from plugins import drei_phasen_modell, gemeinsam_durchstarten, my_turn, wir, wir_onnfit, wir_sind_usingen
from tests.plugins.walking import alike, assert_sound, can_be_filled

MODULES = (drei_phasen_modell, gemeinsam_durchstarten, my_turn, wir, wir_onnfit, wir_sind_usingen)
each_programme = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.programme.id)
each_form = pytest.mark.parametrize(
    "form",
    [
        pytest.param(form, id=f"{module.programme.id}-{form.id}")
        for module in MODULES
        for form in resolved(module.programme).forms
    ],
)


@each_programme
def test_the_hook_gives_it_and_it_has_no_fault(module: ModuleType) -> None:
    assert module.programmes() == [module.programme]
    assert faults(module.programme) == []


@each_programme
def test_it_is_sound_with_its_shared_parts(module: ModuleType) -> None:
    assert_sound(resolved(module.programme))


@each_programme
@pytest.mark.parametrize("way", [0, 1], ids=["json", "yaml"])
def test_it_comes_back_whole(module: ModuleType, way: int) -> None:
    for programme in (module.programme, resolved(module.programme)):
        copy = copies(programme)[way]
        assert copy == programme
        assert copy.digest == programme.digest
        assert hash(copy) == hash(programme)


@each_programme
def test_every_text_is_in_german_and_english(module: ModuleType) -> None:
    assert untranslated(resolved(module.programme)) == []


@each_form
def test_each_form_takes_answers(form: Form) -> None:
    assert can_be_filled(form)


@each_form
def test_questions_and_options_are_told_apart(form: Form) -> None:
    assert not alike(form)
