"""Every text of the screens is in the German catalogue, none is empty or guessed, and each keeps its placeholders."""

import ast
import re
from pathlib import Path

import pytest
import wtforms
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from core.web.i18n import FOLDER, SHELL
from core.web.wtforms_texts import Texts
from tests.core.web.frame import bare_app

ROOT = FOLDER.parents[1]
KEYWORDS = dict.fromkeys(("_", "gettext", "_l", "lazy_gettext", "msg")) | {"ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def catalogue(domain: str = "messages") -> Catalog:
    with (FOLDER / "de" / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale="de", domain=domain)


def texts_in_source() -> set[str]:
    with (FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = set()
    for floor in ("core", "forms", "workflows"):
        for _file, _line, text, _comments, _context in extract_from_dir(ROOT / floor, methods, options, KEYWORDS):
            found.add(text[0] if isinstance(text, tuple) else text)
        found.update(*(texts_in_f_strings(path) for path in (ROOT / floor).rglob("*.py")))
    return found


def texts_in_f_strings(path: Path) -> set[str]:
    """Before Python 3.12 an f-string is one token, so that pybabel does not see the texts inside."""
    strings = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.JoinedStr)]
    calls = [call for string in strings for call in ast.walk(string) if isinstance(call, ast.Call) and call.args]
    return {str(ast.literal_eval(call.args[0])) for call in calls if getattr(call.func, "id", "") in KEYWORDS}


def test_every_text_has_its_german() -> None:
    missing = sorted(texts_in_source() - {_key(message) for message in catalogue()})
    assert not missing, f"not in core/translations/de/LC_MESSAGES/messages.po: {missing}"


def test_nothing_in_the_catalogue_is_left_over() -> None:
    left = sorted({_key(message) for message in catalogue() if message.id} - texts_in_source())
    assert not left, f"no longer in the source: {left}"


@pytest.mark.parametrize("domain", ["messages", "wtforms"])
def test_no_text_is_empty_or_guessed(domain: str) -> None:
    for message in catalogue(domain):
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        assert all(forms), message.id
        assert not message.fuzzy, message.id


def test_placeholders_are_kept() -> None:
    for message in catalogue():
        if message.id:
            english = message.id if isinstance(message.id, tuple) else [message.id]
            german = message.string if isinstance(message.string, tuple | list) else [message.string]
            wanted = set(PLACEHOLDER.findall(english[-1]))
            assert set(PLACEHOLDER.findall(german[-1])) == wanted, message.id


def test_each_message_of_wtforms_has_its_german(tmp_path: Path) -> None:
    locale = Path(wtforms.__file__).parent / "locale"
    with (locale / "wtforms.pot").open("rb") as file:
        asked = [message for message in read_po(file) if message.id]
    with bare_app(tmp_path).test_request_context("/?lang=de"):
        assert len(asked) > 30
        assert [message.id for message in asked if _said(message) == _key(message)] == []
        assert Texts().ngettext(*VALUE, 2).startswith("„%(value)s“ stehen")


def test_the_shell_speaks_two_languages() -> None:
    assert SHELL == ("de", "en")


VALUE = ("'%(value)s' is not a valid choice for this field.", "'%(value)s' are not valid choices for this field.")


def _said(message: Message) -> str:
    return Texts().ngettext(*message.id, 1) if isinstance(message.id, tuple) else Texts().gettext(str(message.id))


def _key(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)
