"""One of several options: radio buttons while they are few, else a list."""

from __future__ import annotations

from random import Random
from typing import Any, ClassVar

from core.definitions import Choice, Country, Field, Scale
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.options import RADIOS, as_checks, checks, codes, label, not_offered, offered, open_codes, select
from forms.kinds.wrong import Wrong


class ChoiceKind(Kind):
    name = "choice"
    definition: ClassVar[type[Field]] = Choice

    @classmethod
    def parser(cls, field: Choice | Scale | Country) -> Parser:
        known, not_one = frozenset(codes(field)), not_offered(offered(field))

        def parse(text: str) -> str:
            if text not in known:
                raise Wrong(not_one)
            return text

        return parse

    @classmethod
    def json_schema(cls, field: Choice | Scale | Country) -> dict[str, Any]:
        return {"enum": list(codes(field))}

    @classmethod
    def show(cls, field: Choice | Scale | Country, value: str, language: str) -> str:
        return label(offered(field), value, language)

    @classmethod
    def widget(cls, field: Choice | Scale | Country, place: Place, say: Say) -> str:
        options = offered(field)
        if len(options) <= RADIOS:
            return checks(field, place, say, as_checks(options, say), many=False)
        return select(field, place, say, options)

    @classmethod
    def example(cls, field: Choice | Scale | Country, rng: Random) -> str:
        return rng.choice(open_codes(field))

    @classmethod
    def wrongs(cls, field: Choice | Scale | Country) -> list[dict[str, list[str]]]:
        return [{field.id: [text]} for text in ("no_such_code", "\0", "<script>", "x" * 10_000)]
