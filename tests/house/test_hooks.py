"""The catalogue of hooks is true."""

import inspect

import pytest

from core.hook_catalogue import README, with_catalogue
from core.hookspecs import HOOKS


def test_there_are_hooks():
    assert len(HOOKS) > 15


def test_the_catalogue_is_current():
    text = README.read_text("utf-8")
    assert with_catalogue(text) == text, "run `python -m core.hook_catalogue`"


@pytest.mark.parametrize("hook", HOOKS.values(), ids=lambda hook: hook.__name__)
def test_a_hook_has_types_and_an_example(hook):
    assert "Example:" in inspect.getdoc(hook)
    signature = inspect.signature(hook)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(parameter.annotation is not inspect.Parameter.empty for parameter in signature.parameters.values())
