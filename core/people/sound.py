"""How a name sounds, whatever script and whatever way of writing it down: the second stage of a search that forgives.

A key is the name's consonants in broad classes. Names come from Arabic, Persian, Cyrillic, Turkish or Kurdish by many ways of
transliteration, so vowels count only at the beginning, doubled letters once, and a letter that is read in several ways (`ch`:
Achmed, Christian, Charif) gives several keys. Two names sound alike when they have a key in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from core.people.normal import normal

MARK = "~"
"""Stands before a key in the table of words: no word begins with it."""
MOST_KEYS = 6
LONGEST = 60

# Letters that are written out before anything else, as Ukrainian and Russian, Arabic and Persian read them; `-` is silent.
CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяё",
        "a b w G g d e ye zh z i i i i k l m n o p r s t u f kh ts tsh sh shtsh - i - e iu ia io".split(" "),
        strict=True,
    )
)
ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىپچژگکیآأإئؤء",
        "a b t th j H kh d dh r z s sh s d t z - gh f q k l m n H u i a a p tsh zh g k i a a a i u -".split(" "),
        strict=True,
    )
)
SCRIPTS = str.maketrans({letter: sound.replace("-", "") for letter, sound in (CYRILLIC | ARABIC).items()})

# An h of a script that writes no vowels: only at the end it is silent.
HEARD = "H"
# The Cyrillic г: an h in Ukrainian, a g in Russian.
GHE = "G"

# What is read first wins; each reading is a class of consonants, "" is silence. `^` means: only at the beginning.
READINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tzsch", ("S",)),
    ("dzsch", ("J",)),
    ("schtsch", ("S",)),
    ("shtsh", ("S",)),
    ("shch", ("S",)),
    ("tsch", ("S",)),
    ("dsch", ("J",)),
    ("sch", ("S",)),
    ("tch", ("S",)),
    ("tsh", ("S",)),
    ("dzh", ("J",)),
    ("ch", ("K", "H", "S")),
    ("kh", ("H", "K")),
    ("gh", ("K",)),
    ("sh", ("S",)),
    ("zh", ("S", "J")),
    ("ph", ("F",)),
    ("th", ("T",)),
    ("dh", ("T",)),
    ("dj", ("J",)),
    ("ts", ("S",)),
    ("tz", ("S",)),
    ("ck", ("K",)),
    ("qu", ("K",)),
    ("rh", ("R",)),
    ("ce", ("S", "J", "K")),
    ("ci", ("S", "J", "K")),
    ("^w", ("F",)),
    ("^j", ("J",)),
    ("^y", ("J",)),
    ("^alh", ("ALH", "AL")),
    ("^elh", ("ALH", "AL")),
    ("^ia", ("J", "A")),
    ("^io", ("J", "A")),
    ("^iu", ("J", "A")),
    ("j", ("", "J")),
    ("y", ("",)),
    ("b", ("P",)),
    ("p", ("P",)),
    ("d", ("T",)),
    ("t", ("T",)),
    ("f", ("F",)),
    ("v", ("F",)),
    ("w", ("F", "")),
    ("g", ("K",)),
    ("k", ("K",)),
    ("q", ("K",)),
    ("c", ("K", "S", "J")),
    ("x", ("KS",)),
    ("s", ("S",)),
    ("z", ("S",)),
    ("l", ("L",)),
    ("m", ("M",)),
    ("n", ("N",)),
    ("r", ("R",)),
)
VOWELS = "aeiou"
DOUBLED = re.compile(r"(.)\1+")
# abdurrahman, abdussalam: the l of the article has become the sun letter that follows
SUN_LETTER = re.compile(r"^abd[aeou]([rsdtnz])\1")


def sounds(text: str) -> frozenset[str]:
    """The keys of a word or of several written as one, with MARK before them. Nothing for what has no letters."""
    return _keys(normal(text).replace(" ", "")[:LONGEST])


def alike(one: str, other: str) -> bool:
    """Whether the two sound alike."""
    return bool(sounds(one) & sounds(other))


def all_sounds(words: Iterable[str]) -> set[str]:
    return {key for word in words for key in sounds(word)}


@lru_cache(maxsize=4096)
def _keys(word: str) -> frozenset[str]:
    plain = SUN_LETTER.sub(r"abdul\1", word.translate(SCRIPTS))
    plain = "".join(char for char in plain if "a" <= char <= "z" or char in (HEARD, GHE))
    if len(plain) < 2:
        return frozenset()
    plain = DOUBLED.sub(r"\1", plain)
    found = [""]
    place = 0
    while place < len(plain):
        length, readings = _read(plain, place)
        found = list(dict.fromkeys(_joined(start, each) for start in found for each in readings))[:MOST_KEYS]
        place += length
    return frozenset(MARK + key.replace("|", "") for key in found if len(key.replace("|", "")) > 1)


def _read(plain: str, place: int) -> tuple[int, tuple[str, ...]]:
    """How many letters are read here, and as what."""
    char = plain[place]
    for letters, readings in READINGS:
        begins = letters.startswith("^")
        if plain.startswith(letters.lstrip("^"), place) and (place == 0 or not begins):
            # the vowel after a soft c was only looked at
            return (1 if letters in ("ce", "ci") else len(letters) - begins), readings
    if char == HEARD:
        return 1, ("" if place == len(plain) - 1 else "H",)
    if char == GHE:
        return 1, ("K", "H", "")
    if char == "h":
        return 1, _breath(plain, place)
    return 1, (("A",) if place == 0 else ("|",)) if char in VOWELS else ("",)


def _breath(plain: str, place: int) -> tuple[str, ...]:
    """An h between vowels is heard, at the end or after a consonant it is not; before a consonant both occur (Jahn, Ahmed)."""
    if place == 0:
        return ("H",)
    if place == len(plain) - 1 or plain[place - 1] not in VOWELS:
        return ("",)
    return ("H",) if plain[place + 1] in VOWELS else ("H", "")


def _joined(start: str, reading: str) -> str:
    """Of two like consonants one is heard, unless a vowel (`|`) stands between them."""
    if reading == "|":
        return start if start.endswith("|") else start + "|"
    return start if reading and start.endswith(reading) else start + reading
