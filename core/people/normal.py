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
# A search looks at this many words; more would only make the query long.
MAX_WORDS = 8


def normal(text: str) -> str:
    """Lower case, German umlauts written out, accents and marks dropped, words parted by one blank."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    # NFKD may bring capitals and letters of the table back (ﬀ, ™), hence the second pass.
    return BREAKS.sub(" ", bare.casefold().translate(LETTERS)).strip()


def words(text: str) -> list[str]:
    """The words to search for, longest first (the rarest, as a rule), at most `MAX_WORDS`."""
    return sorted(set(normal(text).split()), key=lambda word: (-len(word), word))[:MAX_WORDS]


def full_name(values: Mapping[str, Any]) -> str:
    """Family name and given name as the `search` column of identities holds them."""
    return normal(" ".join(filter(None, (values.get("family_name"), values.get("given_name")))))[:400]
