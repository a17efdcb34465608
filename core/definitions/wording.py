"""A text in several languages; the German one is authoritative."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import ConfigDict, RootModel, StringConstraints, model_validator

from core.rules.message import msg

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,4})?$")]


UNSTORABLE = msg("The text holds a NUL or half a character (a lone surrogate), which no database keeps; type it anew")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def unstorable(text: str) -> bool:
    """Whether a text holds what PostgreSQL or UTF-8 cannot."""
    return _UNSTORABLE.search(text) is not None


class Wording(RootModel[dict[Language, str]]):
    """Text by language. Written `t(de="Alter", en="Age")`, in JSON `{"de": "Alter", "en": "Age"}`."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _not_empty(self) -> Wording:
        if not any(text.strip() for text in self.root.values()):
            raise ValueError(msg("a wording needs a text in at least one language, e.g. {example}", example="{de: Alter}"))
        if any(unstorable(text) for text in self.root.values()):
            raise ValueError(UNSTORABLE)
        return self

    def text(self, language: str = "de") -> str:
        """The text in this language, else in German, else in the first there is."""
        return self.root.get(language) or self.root.get("de") or next(iter(self.root.values()))

    def spoken(self, language: str) -> str:
        """The language that `text(language)` answers in: what `lang=` of the shown text has to say."""
        if self.root.get(language):
            return language
        return "de" if self.root.get("de") else next(iter(self.root))

    @property
    def languages(self) -> frozenset[str]:
        return frozenset(self.root)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.root.items())))

    def __str__(self) -> str:
        return self.text()


def t(**texts: str) -> Wording:
    """A wording: `t(de="Alter", en="Age")`."""
    return Wording(texts)
