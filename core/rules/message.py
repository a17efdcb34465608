"""A sentence that can be said in another language: it is its English text, and it remembers its pattern and what stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_PLACE = re.compile(r"\{(\w+)\}")
_SAYS = re.compile(r"[^\W\d_]|'")
"""Letters, or a quotation mark: those of other languages look otherwise."""


class Message(str):
    """Text like any other. Who shows it in another language asks for `said(gettext)`."""

    __slots__ = ("pattern", "values")

    pattern: str
    values: dict[str, object]

    def said(self, gettext: Callable[[str], str]) -> str:
        """In the language of this `gettext`, whose texts are the patterns; what stands in it is said in it too."""
        translated = gettext(self.pattern) if _SAYS.search(_PLACE.sub("", self.pattern)) else self.pattern
        return _filled(translated, {name: said(value, gettext) for name, value in self.values.items()})


def msg(pattern: str, /, **values: object) -> Message:
    """The pattern with the values at the places that are called like them: `msg("There is no fact '{name}'.", name="agee")`."""
    made = Message(_filled(pattern, {name: str(value) for name, value in values.items()}))
    made.pattern, made.values = pattern, values
    return made


def joined(parts: Iterable[object], separator: str) -> Message:
    """Several as one; empty ones are left out."""
    given = {f"p{place}": part for place, part in enumerate(each for each in parts if str(each))}
    return msg(separator.join(f"{{{name}}}" for name in given), **given)


def said(value: object, gettext: Callable[[str], str]) -> str:
    """A message in another language; any other value as it is."""
    return value.said(gettext) if isinstance(value, Message) else str(value)


def did_you_mean(nearest: str) -> Message:
    return msg("Did you mean '{nearest}'?", nearest=nearest)


def there_are(names: str) -> Message:
    return msg("There are: {names}.", names=names)


def _filled(pattern: str, values: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), pattern)
