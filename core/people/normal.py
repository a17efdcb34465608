"""Names as they are compared: one spelling for Müller, Mueller, MÜLLER and Mu\u0308ller."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# Before the accents fall: in German ä is ae, not a. Turkish dotless ı and Danish ø have no decomposition.
LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "ø": "oe",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
    }
)
BREAKS = re.compile(r"[\W_]+")
# The Arabic article is written as one with its word; of words that are shorter it may be a letter of the root (الله).
ARTICLE, SHORTEST = "ال", 3
# A search looks at this many words; more would only make the query long.
MAX_WORDS = 8


def normal(text: str) -> str:
    """Lower case, German umlauts written out, accents and marks dropped, words parted by one blank."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    # NFKD may bring capitals and letters of the table back (ﬀ, ™), hence the second pass.
    return BREAKS.sub(" ", bare.casefold().translate(LETTERS)).strip()


def words(text: str) -> list[str]:
    """The words to search for, longest first (the rarest, as a rule), at most `MAX_WORDS`; Arabic ones without their article."""
    found = {without_article(word) for word in normal(text).split()}
    return sorted(found, key=lambda word: (-len(word), word))[:MAX_WORDS]


def without_article(word: str) -> str:
    """الحسيني as حسيني: who types Husseini or Al-Husseini means the same."""
    rest = word.removeprefix(ARTICLE)
    return rest if len(rest) >= SHORTEST else word


def full_name(values: Mapping[str, Any]) -> str:
    """Family name and given name as the `search` column of identities holds them."""
    return normal(" ".join(filter(None, (values.get("family_name"), values.get("given_name")))))[:400]
