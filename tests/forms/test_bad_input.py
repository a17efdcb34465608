"""Each field of each form of each shipped programme, wrong in each way that its kind knows: the message names the field, gives a
reason with an example, stands in German and in English, and what was typed stays on the page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from core.definitions import Field, Form
from forms import plugin
from forms.fill import Filled, fill
from forms.kinds.registry import kind_of
from forms.plan import Plan
from forms.render import render_page
from forms.show import labels, showable
from tests.core.web.frame import bare_app
from tests.forms.shipped import forms, laid_open

assert plugin
# what a list or a row of boxes cannot show again, since it is not among what they offer
CHOSEN = {"choice", "scale", "many_of", "yes_no", "country", "person", "organisation", "file", "languages", "signature", "group"}
EXAMPLE = re.compile(r"\d|“.+”|„.+“|\bfor example\b|\bzum Beispiel\b|@")
# what says by itself what to do
PLAIN = (
    "A line break does not belong here.",
    "The character U+",
    "This part of the address is missing.",
    "This file is not known.",
    "The same language stands in two rows.",
    "You have searched but chosen nothing.",
    "This person cannot be chosen here.",
    "This organisation cannot be chosen here.",
    "This question needs an answer.",
)


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder: Path = tmp_path_factory.mktemp("bare")
    with bare_app(folder).test_request_context("/"):
        yield


@pytest.mark.usefixtures("speaking")
@pytest.mark.parametrize(("address", "form"), [pytest.param(*pair, id=pair[0]) for pair in forms()])
def test_each_wrong_answer_is_told(address: str, form: Form) -> None:
    plan = Plan(laid_open(form))
    for field in plan.asked:
        for raw in kind_of(field).wrongs(field):
            told(plan, field, raw)


def told(plan: Plan, field: Field, raw: dict[str, list[str]]) -> None:
    page = plan.page_of[field.id]
    german, english = (fill(plan, page, raw, {}, language) for language in ("de", "en"))
    where = f"{field.id} ({field.kind}): {str(raw)[:120]}"
    assert english.errors, where
    assert english.errors.keys() == german.errors.keys(), where
    for path in english.errors:
        assert path.partition(".")[0] == field.id, where
        assert field.id not in english.answers, where
        names(plan, field, path, german, "de")
        names(plan, field, path, english, "en")
        for ours, theirs in zip(english.errors[path], german.errors[path], strict=True):
            assert ours != theirs, f"{where}: not translated: {ours}"
            assert EXAMPLE.search(ours) or ours.startswith(PLAIN), f"{where}: no example: {ours}"
            assert EXAMPLE.search(theirs) or ours.startswith(PLAIN), f"{where}: no example: {theirs}"
    kept(plan, field, page, raw, english.errors)


def names(plan: Plan, field: Field, path: str, filled: Filled, language: str) -> None:
    """The list of errors calls the question by its own words."""
    label = labels(plan, filled.errors, language)[path]
    title = getattr(field, "row_title", None) or field.label
    assert label.startswith((field.label.text(language), title.text(language)))


def kept(plan: Plan, field: Field, page: str, raw: dict[str, list[str]], errors: Any) -> None:
    """The reasons stand on the page, and beside them what was typed."""
    typed = {name: [showable(value) for value in values] for name, values in raw.items()}
    shown = str(render_page(plan, page, typed, errors, "en"))
    for messages in errors.values():
        assert all(str(escape(message)) in shown for message in messages)
    if field.kind not in CHOSEN:
        assert all(str(escape(value)) in shown for values in typed.values() for value in values), field.id
