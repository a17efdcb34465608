"""Yes or no; where nobody has to answer, “not stated” is a third answer of its own."""

from __future__ import annotations

from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import YesNo
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.options import checks
from forms.kinds.spoken import said
from forms.kinds.wrong import Wrong

_WORDS = {"yes": _("Yes"), "no": _("No"), "not_stated": _("Not stated")}


class YesNoKind(Kind):
    name = "yes_no"
    definition = YesNo
    grouped = True

    @classmethod
    def parser(cls, field: YesNo) -> Parser:
        answers: dict[str, Any] = (
            {"yes": "yes", "no": "no", "not_stated": "not_stated"} if field.not_stated else {"yes": True, "no": False}
        )

        def parse(text: str) -> bool | str:
            if text not in answers:
                raise Wrong(_("This answer is not among those offered. Choose “Yes” or “No”."))
            return answers[text]

        return parse

    @classmethod
    def raw(cls, field: YesNo, value: bool | str | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [_code(value)]}

    @classmethod
    def json_schema(cls, field: YesNo) -> dict[str, Any]:
        return {"enum": list(_WORDS)} if field.not_stated else {"type": "boolean"}

    @classmethod
    def show(cls, field: YesNo, value: bool | str, language: str) -> str:
        return in_words(value, language)

    @classmethod
    def widget(cls, field: YesNo, place: Place, say: Say) -> str:
        shown = ("yes", "no", "not_stated") if field.not_stated else ("yes", "no")
        return checks(field, place, say, [(code, say.text(_WORDS[code]), "") for code in shown], many=False)

    @classmethod
    def example(cls, field: YesNo, rng: Random) -> bool | str:
        return rng.choice(("yes", "no", "not_stated")) if field.not_stated else rng.random() < 0.5

    @classmethod
    def wrongs(cls, field: YesNo) -> list[dict[str, list[str]]]:
        return [{field.id: [text]} for text in ("maybe", "true", "1", "\0")] + (
            [] if field.not_stated else [{field.id: ["not_stated"]}]
        )


def in_words(value: bool | str, language: str) -> str:
    code = _code(value)
    return said(language, _WORDS[code]) if code in _WORDS else code


def _code(value: bool | str) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
