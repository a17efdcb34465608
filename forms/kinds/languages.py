"""Languages, each with a level of the Common European Framework."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext as _

from core.definitions import Languages
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.clean import first
from forms.kinds.markup import error, fieldset, spliced
from forms.kinds.options import OptionList
from forms.kinds.rows import indices, row_loop, taker, too_many
from forms.kinds.spoken import said
from forms.kinds.wrong import Wrong

LEVELS = ("native", "c2", "c1", "b2", "b1", "a2", "a1", "alpha")
_LEVEL_WORDS = {"native": _("Native language"), "alpha": _("Learning to read and write")}
# ISO 639, without the many that nobody asks for here; the names come from the CLDR in the page's language.
_CODES = (
    "am ar az be bg bm bn bs ckb cs da de el en es et fa ff fi fr ha he hi hr hu hy ig it ja ka kk ko ku ky ln lt lv mk mn ne nl no om pa pl "
    "prs ps pt rn ro rom ru rw si sk sl so sq sr sv sw ta te th ti tk tl tr ug uk ur uz vi wo yo zgh zh zu"
).split()


class LanguagesKind(Kind):
    name = "languages"
    definition = Languages
    grouped = True

    @classmethod
    def reader(cls, field: Languages, name: str) -> Reader:
        def read(raw: Raw) -> tuple[dict[str, str], ...] | None:
            rows, errors = [], []
            sent = indices(raw, name)
            for index in sent:
                language, level = first(raw, f"{name}.{index}.language"), first(raw, f"{name}.{index}.level")
                if language or level:
                    errors += [(f".{index}{at}", message) for at, message in _check(language, level)]
                    rows.append({"language": language, "level": level})
            if len(rows) > field.max_rows:
                raise too_many(field.max_rows)
            doubled = [row["language"] for row in rows if [other["language"] for other in rows].count(row["language"]) > 1]
            if doubled and not errors:
                raise Wrong(_("The same language stands in two rows. Take away one of them."))
            if errors:
                raise Wrong(errors=errors)
            return tuple(rows) or None

        return read

    @classmethod
    def takes(cls, field: Languages, name: str) -> Callable[[str], bool]:
        return taker(name, lambda part: part in ("language", "level"))

    @classmethod
    def to_json(cls, field: Languages, value: tuple[dict[str, str], ...]) -> list[dict[str, str]]:
        return [dict(row) for row in value]

    @classmethod
    def from_json(cls, field: Languages, data: list[dict[str, str]]) -> tuple[dict[str, str], ...]:
        return tuple(dict(row) for row in data)

    @classmethod
    def raw(cls, field: Languages, value: Any, name: str = "") -> dict[str, list[str]]:
        name = name or field.id
        return {f"{name}.{index}.{part}": [row[part]] for index, row in enumerate(value or ()) for part in ("language", "level")}

    @classmethod
    def json_schema(cls, field: Languages) -> dict[str, Any]:
        row = {
            "type": "object",
            "properties": {"language": {"enum": list(_CODES)}, "level": {"enum": list(LEVELS)}},
            "required": ["language", "level"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "minItems": 1, "maxItems": field.max_rows}

    @classmethod
    def show(cls, field: Languages, value: tuple[dict[str, str], ...], language: str) -> str:
        return ", ".join(
            f"{language_names(language).get(row['language'], row['language'])} ({level_name(row['level'], language)})"
            for row in value
        )

    @classmethod
    def widget(cls, field: Languages, place: Place, say: Say) -> str:
        names = sorted(language_names(say.language).items(), key=lambda pair: pair[1])
        levels = [(level, level_name(level, say.shell)) for level in LEVELS]
        rows = f"rows({place.key}, 1, {field.max_rows})"
        row = place.row("i")
        body = _select(row.part("language"), say, say.text(_("Language")), names) + _select(
            row.part("level"), say, say.text(_("Level")), levels
        )
        return fieldset(
            field, place, say, row_loop(place, say, rows, "i", say.text(_("Language")), body, field.max_rows), anchor=True
        )

    @classmethod
    def example(cls, field: Languages, rng: Random) -> tuple[dict[str, str], ...]:
        chosen = rng.sample(("ar", "fa", "ti", "so", "uk", "tr", "en", "de", "ps", "ku"), min(field.max_rows, rng.randint(1, 3)))
        return tuple(
            {"language": code, "level": "native" if number == 0 else rng.choice(LEVELS[1:])} for number, code in enumerate(chosen)
        )

    @classmethod
    def wrongs(cls, field: Languages) -> list[dict[str, list[str]]]:
        f = field.id
        return [
            {f"{f}.0.language": ["xx"], f"{f}.0.level": ["b1"]},
            {f"{f}.0.language": ["ar"]},
            {f"{f}.0.level": ["b1"]},
            {f"{f}.0.language": ["ar"], f"{f}.0.level": ["z9"]},
            {f"{f}.{i}.{part}": [value] for i in (0, 1) for part, value in (("language", "ar"), ("level", "b1"))},
            {f"{f}.{i}.language": ["ar"] for i in range(field.max_rows + 1)},
        ]


def _check(language: str, level: str) -> list[tuple[str, Any]]:
    errors: list[tuple[str, Any]] = []
    if language not in _CODES:
        errors.append((".language", _("Choose a language from the list, for example Arabic.")))
    if level not in LEVELS:
        errors.append((".level", _("Choose a level from the list, for example B1.")))
    return errors


def _select(place: Place, say: Say, label: str, options: list[tuple[str, str]]) -> str:
    listed = say.helper(OptionList([(code, spliced(name), "") for code, name in options], say.text(_("Please choose"))))
    marks = f'{{% if {place.key} in e %}} aria-invalid="true" aria-describedby="{place.name}-error"{{% endif %}}'
    return (
        f'<div class="kern-form-input"><label class="kern-label" for="{place.name}">{label}</label><div class="kern-form-input__select-wrapper">'
        f'<select class="kern-form-input__select" id="{place.name}" name="{place.name}"{marks}>{{{{ {listed}({place.value}) }}}}</select></div>'
        f"{{% if {place.key} in e %}}{error(place)}{{% endif %}}</div>"
    )


@cache
def language_names(language: str) -> dict[str, str]:
    """Code -> name in this language, as the CLDR has it."""
    names = Locale.parse(language).languages if language in ("de", "en") else Locale.parse("de").languages
    return {code: names.get(code) or {"prs": "Dari", "rom": "Romani"}.get(code, code) for code in _CODES}


def level_name(level: str, language: str) -> str:
    return said(language, _LEVEL_WORDS[level]) if level in _LEVEL_WORDS else level.upper()
