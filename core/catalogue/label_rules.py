"""What makes a text hard for somebody who hears it, magnifies it, or reads German as a second language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.rules.message import Message, msg

LONGEST, SHOUTED = 200, 12
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;")
_CLICK = re.compile(r"\b(?:hier klicken|klicken sie hier|click here|tap here)\b", re.IGNORECASE)
_SEEN = re.compile(
    r"\bsiehe (?:oben|unten|links|rechts)\b|\bsee (?:above|below|left|right)\b"
    r"|\b(?:rot|grün|gelb|farbig) (?:markiert|hinterlegt)\b|\b(?:marked|shown) in (?:red|green|yellow)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?<![\w-])[A-ZÄÖÜ][A-Za-zÄÖÜäöü]+[A-ZÄÖÜ](?![\w-])")
"""BAMF, AsylbLG, AufenthG: letters that stand for words."""


def hard(text: str, *, short: bool, helped: bool) -> Iterator[Message]:
    """`short`: a label or a title; `helped`: a help text stands beside it."""
    if _MARKUP.search(text):
        yield msg("Markup is shown as it is typed; write plain text")
    if _CLICK.search(text):
        yield msg("“Click here” says nothing to who hears the links alone; say where it leads")
    if _SEEN.search(text):
        yield msg("It speaks of a place or a colour, which not everybody sees; name the question instead")
    if short:
        yield from _label(text, helped=helped)


def _label(text: str, *, helped: bool) -> Iterator[Message]:
    letters = [letter for letter in text if letter.isalpha()]
    if len(text) > LONGEST:
        yield msg("It is longer than {most} characters: put the explanation into the help text", most=LONGEST)
    if len(letters) > SHOUTED and all(letter.isupper() for letter in letters):
        yield msg("Only capital letters: hard to read, and some screen readers spell them out")
    elif not helped and (found := _SHORT.search(text)):
        yield msg("Not everybody knows what '{word}' stands for: say it in the help text", word=found[0])
    if not any(letter.isalnum() for letter in text):
        yield msg("There is no word in it that could be read out")
    if text.rstrip().endswith("*"):
        yield msg("A star at the end is not needed: what is required is marked by itself")
