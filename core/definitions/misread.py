"""What cannot be read, in the words of this house: where, what is wrong with it, and what could stand there instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache, reduce
from typing import Any, TypeAlias

from pydantic import ValidationError

from core.definitions.base import Definition
from core.definitions.wording import Wording
from core.rules.message import Message, did_you_mean, joined, msg, there_are

Error: TypeAlias = Mapping[str, Any]
Location: TypeAlias = tuple[int | str, ...]
LONGEST = 60
EXAMPLES = {"label": "{de: Alter}", "help": "{de: In Jahren}"}
_BRANCH = re.compile(r"bool|int|str|date|decimal|float|none|(literal|tuple|list|constrained|function|is-instance).*")
"""The name that a location ends with where several types could stand."""
_DAY, _WHOLE, _TRUTH = msg("a day, written as 2003-05-01"), msg("a whole number"), msg("true or false")
_TEXT, _NUMBER, _LIST, _MAPPING = msg("a text"), msg("a number"), msg("a list"), msg("a mapping ('name: value')")
_WANTED: Mapping[str, Message] = {
    "string": _TEXT, "str": _TEXT, "int": _WHOLE, "bool": _TRUTH, "date": _DAY, "datetime": _DAY, "decimal": _NUMBER,
    "float": _NUMBER, "finite": _NUMBER, "tuple": _LIST, "list": _LIST, "set": _LIST, "dict": _MAPPING, "mapping": _MAPPING,
    "model": _MAPPING, "none": msg("nothing"),
}  # fmt: skip


def faults(error: ValidationError, data: Any = None) -> Iterator[tuple[str, Message]]:
    """Path by keys and what to do, one for each place: of a value that fits none of several types it is told once."""
    several: dict[Location, list[Error]] = {}
    for each in error.errors(include_url=False):
        place = tuple(part for part in each["loc"] if part != "[key]")
        inner = place[-1] if place else ""
        several.setdefault(place[:-1] if isinstance(inner, str) and _BRANCH.fullmatch(inner) else place, []).append(each)
    for place, found in several.items():
        yield path(place, data), _of_several(found) if len(found) > 1 else message(found[0], place)


def first(error: ValidationError) -> Message:
    """What is wrong, where one value was typed at one place."""
    found = error.errors(include_url=False)[0]
    return message(found, tuple(found["loc"]))


def message(error: Error, place: Location = ()) -> Message:
    """What one of pydantic's errors says here; none of its own sentences is passed on."""
    name = str(place[-1]) if place else ""
    tell = _TOLD.get(error["type"])
    if tell is not None:
        return tell(error, name)
    wanted = _wanted(error, name)
    return msg("This cannot be read here.") if wanted is None else _instead(error.get("input"), wanted)


def path(location: Location, data: Any) -> str:
    """Positions turned into keys: `forms/0/pages/1` becomes `forms/intake/pages/work`, which a reader finds again."""
    steps: list[str] = []
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
        named = isinstance(part, int) and isinstance(data, dict) and isinstance(data.get("id"), str)
        steps.append(str(data["id"]) if named else str(part))
    return "/".join(steps)


def _of_several(errors: list[Error]) -> Message:
    wanted = [found for each in errors if (found := _wanted(each, "") or _one_of(each)) is not None]
    kinds = list({str(each): each for each in wanted}.values()) or [_TEXT]
    said = reduce(lambda one, other: msg("{one} or {other}", one=one, other=other), kinds)
    return _instead(errors[0].get("input"), said)


def _wanted(error: Error, name: str) -> Message | None:
    if error["type"] in ("dict_type", "mapping_type") and name in _worded():
        return msg("a text by language, e.g. {example}", example=EXAMPLES.get(name, "{de: Aufnahme}"))
    sort, _underscore, _rest = str(error["type"]).partition("_")
    return _WANTED.get(sort)


def _instead(value: Any, wanted: Message) -> Message:
    return msg("Here stands {value}; it has to be {wanted}.", value=shown(value), wanted=wanted)


def shown(value: Any) -> Message:
    """What stands there, no longer than a line."""
    match value:
        case None | "":
            return msg("nothing")
        case dict():
            return _MAPPING
        case list() | tuple():
            return _LIST
        case bool():
            return joined((str(value).lower(),), " ")
    text = str(value).replace("\n", " ")
    return msg("'{value}'", value=text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _missing(_error: Error, name: str) -> Message:
    return msg("'{name}' is missing", name=name)


def _unknown(_error: Error, name: str) -> Message:
    near = get_close_matches(name, _properties() - {name}, 1)
    return joined((msg("There is no property '{name}' here.", name=shorter(name)), did_you_mean(near[0]) if near else ""), " ")


def _pattern(error: Error, _name: str) -> Message:
    value = str(error.get("input", ""))
    if "[key]" in error["loc"] or "{2,3}" in error["ctx"]["pattern"]:
        return msg("'{value}' is no code of a language; write de, en or ar, for example.", value=shorter(value))
    near = key_of(value)
    said = msg(
        "'{value}' is no id: it has small letters from a to z, digits and _, begins with a letter and is no longer than 63.",
        value=shorter(value),
    )
    return joined((said, msg("Write '{near}', for example.", near=near) if near else ""), " ")


def key_of(text: str) -> str:
    """The id that is nearest to a text: "Mein Programm" becomes `mein_programm`; empty where there is none."""
    plain = text.lower().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", bare).lstrip("_0123456789").rstrip("_")[:60]


def shorter(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _literal(error: Error, _name: str) -> Message:
    names = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
    near = get_close_matches(str(error.get("input")), names, 1)
    said = msg("Here stands {value}, which is none of those that there are.", value=shown(error.get("input")))
    return joined((said, did_you_mean(near[0]) if near else "", there_are(", ".join(names))), " ")


def _one_of(error: Error) -> Message | None:
    found = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    return msg("one of {codes}", codes=", ".join(found)) if found else None


def _limit(pattern: Callable[[Any, Any], Message], name: str) -> Tell:
    return lambda error, _name: pattern(shown(error.get("input")), error["ctx"][name])


def _least(value: Any, least: Any) -> Message:
    return msg("{value} is too little: the least is {least}.", value=value, least=least)


def _most(value: Any, most: Any) -> Message:
    return msg("{value} is too much: the most is {most}.", value=value, most=most)


def _few(_value: Any, least: Any) -> Message:
    return msg("There is too little here: at least {least}.", least=least)


def _many(_value: Any, most: Any) -> Message:
    return msg("There is too much here: at most {most}.", most=most)


def _raised(error: Error, _name: str) -> Message:
    """What a definition said itself; it speaks in messages."""
    cause = error.get("ctx", {}).get("error")
    said = cause.args[0] if isinstance(cause, Exception) and cause.args else ""
    return said if isinstance(said, Message) else joined((said,), " ") if said else msg("This cannot be read here.")


Tell: TypeAlias = Callable[[Error, str], Message]
_TOLD: Mapping[str, Tell] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "string_pattern_mismatch": _pattern,
    "literal_error": _literal,
    "greater_than_equal": _limit(_least, "ge"),
    "greater_than": _limit(_least, "gt"),
    "less_than_equal": _limit(_most, "le"),
    "less_than": _limit(_most, "lt"),
    "too_short": _limit(_few, "min_length"),
    "too_long": _limit(_many, "max_length"),
    "string_too_short": _limit(_few, "min_length"),
    "string_too_long": _limit(_many, "max_length"),
    "value_error": _raised,
    "assertion_error": _raised,
}


@cache
def _worded() -> frozenset[str]:
    """Names of properties that are texts by language."""
    found = (name for cls in _every(Definition) for name, info in cls.model_fields.items() if _holds(info.annotation))
    return frozenset(found)


def _holds(annotation: Any) -> bool:
    return annotation is Wording or Wording in getattr(annotation, "__args__", ())


def _properties() -> frozenset[str]:
    """All names that definitions have anywhere: enough to say which one was meant."""
    return frozenset(name for cls in _every(Definition) for name in cls.model_fields)


def _every(cls: type[Definition]) -> Iterable[type[Definition]]:
    yield cls
    for kind in cls.__subclasses__():
        yield from _every(kind)
