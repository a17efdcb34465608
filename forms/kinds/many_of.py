"""Any number of options. Nothing ticked is no answer; “none of these” is the empty set."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import ManyOf
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.options import as_checks, checks, codes, label, not_offered, offered, open_codes
from forms.kinds.spoken import said
from forms.kinds.wrong import Wrong

NONE = "-"
"""What the box “none of these” sends; no option's id can be that."""


class ManyOfKind(Kind):
    name = "many_of"
    definition = ManyOf
    grouped = True

    @classmethod
    def reader(cls, field: ManyOf, name: str) -> Reader:
        known, not_one = frozenset(codes(field)), not_offered(offered(field))

        def read(raw: Raw) -> frozenset[str] | None:
            chosen = frozenset(value for value in raw.get(name, ()) if value)
            if not chosen:
                return None
            if NONE in chosen:
                if len(chosen) > 1:
                    raise Wrong(_("“None of these” cannot stand beside other answers. Take away one of them."))
                return frozenset()
            if not chosen <= known:
                raise Wrong(not_one)
            return chosen

        return read

    @classmethod
    def to_json(cls, field: ManyOf, value: frozenset[str]) -> list[str]:
        return sorted(value)

    @classmethod
    def from_json(cls, field: ManyOf, data: Sequence[str]) -> frozenset[str]:
        return frozenset(data)

    @classmethod
    def raw(cls, field: ManyOf, value: frozenset[str] | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: sorted(value) or [NONE]}

    @classmethod
    def json_schema(cls, field: ManyOf) -> dict[str, Any]:
        return {"type": "array", "items": {"enum": list(codes(field))}, "uniqueItems": True}

    @classmethod
    def show(cls, field: ManyOf, value: frozenset[str], language: str) -> str:
        chosen = [code for code in codes(field) if code in value] + sorted(value - set(codes(field)))
        return ", ".join(label(offered(field), code, language) for code in chosen) or said(language, _("None of these"))

    @classmethod
    def widget(cls, field: ManyOf, place: Place, say: Say) -> str:
        options = [*as_checks(offered(field), say), (NONE, say.text(_("None of these")), "")]
        return checks(field, place, say, options, many=True)

    @classmethod
    def example(cls, field: ManyOf, rng: Random) -> frozenset[str]:
        offer = open_codes(field)
        return frozenset(rng.sample(offer, rng.randint(0, min(3, len(offer)))))

    @classmethod
    def wrongs(cls, field: ManyOf) -> list[dict[str, list[str]]]:
        return [{field.id: ["no_such_code"]}, {field.id: [NONE, codes(field)[0]]}, {field.id: ["\0"]}]
