"""Turns what a parser cannot read into a sentence that a person can use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from lark import Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput

from core.rules import habits
from core.rules.errors import RuleError
from core.rules.functions import FUNCTIONS, names_to_write
from core.rules.message import Message, did_you_mean, joined, msg, there_are

WORDS = ("and", "or", "not", "in", "between", "if", "then", "else", "some", "every", "satisfies", "true", "false", "null")

AN_OPERATOR = msg("an operator")
_OPERATORS = f"{', '.join(WORDS[:5])}, = < > + -"

# terminals of the grammar in words; those that begin a value are told as one
_VALUE = {"NAME", "NUMBER", "STRING"}
_STARTS_VALUE = _VALUE | {"CALLED", "NOT", "TRUE", "FALSE", "NULL", "MINUS", "OPEN", "IF", "SOME", "EVERY"}
_SAID = {
    "NAME": msg("a name"),
    "NUMBER": msg("a number"),
    "STRING": msg("a text in double quotes"),
    "COMPARISON": msg("a comparison (= != < <= > >=)"),
    "PLUS": "+",
    "MINUS": "-",
    "TIMES": "*",
    "DIVIDED": "/",
    "OPEN": "(",
    "CLOSE": ")",
    "LSQB": "[",
    "RSQB": "]",
    "COMMA": msg("a comma"),
    "DOTS": "..",
    "DOT": msg("a dot"),
    "CALLED": msg("a function"),
    "$END": msg("the end of the rule"),
}

# how far from the place of an error the name of a function is looked for
_AROUND = 80
_CALLED = re.compile(r"\b[A-Za-z_]{1,20}(?:\s{1,5}[A-Za-z_]{1,20}){1,5}(?=\s{0,5}\()")

# what stands as a whole rule or in brackets
_OPENS = {
    "if": "if … then … else …",
    "some": "some … in … satisfies …",
    "every": "every … in … satisfies …",
}


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of a position in the text."""
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def strange_sign(text: str) -> RuleError | None:
    """A sign that is invisible or turns the direction of writing could make a rule look like another one."""
    for index, sign in enumerate(text):
        if sign.isascii() and (sign.isprintable() or sign in "\t\r\n"):
            continue
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            return RuleError(
                msg("The rule contains an invisible sign (U+{sign}). Delete it.", sign=f"{ord(sign):04X}"), *place(text, index)
            )
    return None


def explain(text: str, error: UnexpectedInput) -> RuleError:
    """What could stand at the place of the error, and what was probably meant."""
    if isinstance(error, UnexpectedCharacters):
        found, index, wanted = text[error.pos_in_stream or 0], error.pos_in_stream or 0, error.allowed or set()
    else:
        token: Token = error.token  # type: ignore[attr-defined]  # the parser raises only these two kinds
        found, wanted = str(token), error.expected  # type: ignore[attr-defined]
        index = len(text.rstrip()) if token.type == "$END" else token.start_pos or 0
    if set(wanted) == {"OPEN"} and index > 0:
        return _stray_word(text, index)
    wanted = _in_its_place(set(wanted), text[:index])
    expected = _in_words(wanted)
    nearest = _nearest(found, wanted)
    there = _what_is_there(found, text, index)
    wrong = msg("{found}, but expected {expected}.", found=there, expected=_listed(expected))
    message = joined((wrong, _hint(text, index, nearest)), " ")
    return RuleError(message, *place(text, index), expected=expected, nearest=nearest)


def _in_its_place(wanted: set[str], before: str) -> set[str]:
    """Behind what a quantifier looks at, and behind `in`, the parser holds the same in store: here they are told apart."""
    if "SATISFIES" not in wanted:
        return wanted
    inside = len(re.findall(r"\b(?:some|every)\b", before)) > len(re.findall(r"\bsatisfies\b", before))
    return {"SATISFIES"} if inside else wanted & {"AND", "OR", "THEN", "ELSE", "$END"}


def _stray_word(text: str, index: int) -> RuleError:
    """Two words in a row, where only the name of a function could go on: a misspelt operator or function, `not` or `some`
    without brackets."""
    written = text[:index].rstrip()
    before, word = ["", *re.split(r"[^A-Za-z0-9_]+", written)][-2:]
    at = place(text, len(written) - len(word))
    if word == "not":
        return RuleError(msg("'not' needs brackets: write not(…)."), *place(text, index), expected=("(",), nearest="not")
    if before in _OPENS:
        at = place(text, written.rindex(before, 0, len(written) - len(word)))
        return RuleError(
            msg("'{before} …' needs brackets beside another part: write ({opens}).", before=before, opens=_OPENS[before]),
            *at,
            expected=("(",),
        )
    if (function := _misspelt_function(text, index)) is not None:
        return function
    for habit in (f"{before} {word}", word, before):
        if (advice := _advice(habit)) is not None:
            where = place(text, max(written.rfind(habit), 0))
            return RuleError(
                msg("'{habit}' joins nothing here. {advice}", habit=habit, advice=advice), *where, expected=(AN_OPERATOR,)
            )
    near = get_close_matches(word.lower(), WORDS, 1, 0.6)
    if not near and (near := get_close_matches(before.lower(), WORDS, 1, 0.7)):
        word, at = before, place(text, written.rindex(before, 0, len(written) - len(word)))
    hint = did_you_mean(near[0]) if near else msg("Join two values by an operator: {words}.", words=_OPERATORS)
    return RuleError(
        msg("'{word}' joins nothing here. {hint}", word=word, hint=hint),
        *at,
        expected=(AN_OPERATOR,),
        nearest=near[0] if near else None,
    )


def _advice(word: str) -> Message | None:
    """For a function without its brackets, and for a word of other languages."""
    if word in FUNCTIONS:
        return msg("Write it like this: {example}", example=FUNCTIONS[word].example)
    return habits.WORDS.get(word.lower())


def _misspelt_function(text: str, index: int) -> RuleError | None:
    """Three words or more before a bracket that are nearly the name of a function."""
    for words in _CALLED.finditer(text, max(index - _AROUND, 0), index + _AROUND):
        name = " ".join(words[0].split()).lower()
        near = get_close_matches(name, [known for known in FUNCTIONS if " " in known], 1, 0.75)
        if words.start() < index <= words.end() and near:
            return RuleError(
                msg("There is no function '{name}'. {hint}", name=name, hint=did_you_mean(near[0])),
                *place(text, words.start()),
                nearest=near[0],
            )
    return None


def unbound(variable: str, known: list[str], position: tuple[int, int]) -> RuleError:
    """A dot behind a name that no quantifier gave."""
    near = get_close_matches(variable, known, 1, 0.6)
    line, column = position
    hint = did_you_mean(near[0]) if near else habits.NO_DOTS
    return RuleError(
        msg("Found '.' here, but '{variable}' stands for no entry of a list. {hint}", variable=variable, hint=hint),
        line,
        column + len(variable),
        nearest=near[0] if near else None,
    )


def unknown_function(name: str, words: list[Token], position: tuple[int, int]) -> RuleError:
    known = (*names_to_write(), "not")
    near = get_close_matches(name.lower(), known, 1, 0.6)
    keyword = next((word for word in words if word in WORDS), None)
    if keyword is not None:
        return RuleError(msg("'{word}' is a word of the language and cannot stand here as a name.", word=keyword), *position)
    if (advice := habits.FUNCTIONS.get(name.lower().replace("_", " "))) is not None:
        return RuleError(msg("There is no function '{name}'. {hint}", name=name, hint=advice), *position)
    hint = did_you_mean(near[0]) if near else there_are(", ".join(FUNCTIONS))
    return RuleError(
        msg("There is no function '{name}'. {hint}", name=name, hint=hint), *position, nearest=near[0] if near else None
    )


def _in_words(terminals: Iterable[str]) -> tuple[str, ...]:
    left = set(terminals)
    said: list[str] = []
    if left >= _VALUE:
        left -= _STARTS_VALUE
        said.append(msg("a value (a name, a number, a text in double quotes, a bracket)"))
    elif "PLUS" in left:
        # behind a value the parser's table holds much that fits only some of the brackets around it
        signs = f"{'= < in between ' if 'COMPARISON' in left else ''}+ -{' and or' if _joins(left) else ''}"
        said.append(msg("an operator ({signs})", signs=signs))
        left &= {"THEN", "ELSE", "$END"} if _joins(left) else {"AND"}
    return (*said, *sorted((_SAID.get(terminal, f"'{terminal.lower()}'") for terminal in left), key=_by_kind))


def _joins(left: set[str]) -> bool:
    # at a strange sign the lexer tells NAME for all words of the language
    return "OR" in left or {"NAME", "COMPARISON"} <= left


def _by_kind(word: str) -> tuple[int, str]:
    return (0 if word.startswith("'") else 1 if word.startswith("a ") else 2), word


def _listed(words: tuple[str, ...]) -> Message:
    if len(words) > 1:
        return msg("{said} or {other}", said=joined(words[:-1], ", "), other=words[-1])
    return joined(words, ", ") if words else msg("nothing more")


def _what_is_there(found: str, text: str, index: int) -> Message:
    if not text.strip():
        return msg("The rule is empty")
    return msg("The rule ends too early") if index >= len(text.rstrip()) else msg("Found {found} here", found=_shown(found))


def _nearest(found: str, wanted: Iterable[str]) -> str | None:
    words = [word for word in WORDS if word.upper() in wanted]
    near = get_close_matches(found.lower(), words, 1, 0.6)
    return near[0] if near and found else None


def _hint(text: str, index: int, nearest: str | None) -> str:
    if nearest is not None:
        return did_you_mean(nearest)
    if (word := re.match(r"[A-Za-z]+", text[index:])) and (advice := habits.WORDS.get(word[0].lower())):
        return advice
    around = re.sub(r"\s", " ", text[max(index - 1, 0) : index + 2])
    if text[max(index - 1, 0) : index + 1].strip() and _chained(text, index):
        return msg("Join two comparisons with 'and', or write 'x in [1..5]'.")
    return next((advice for sign, advice in habits.SIGNS if sign in around), "")


def _chained(text: str, index: int) -> bool:
    return re.match(r"(<=|>=|!=|<|>|=)(?![=<>])", text[index:]) is not None and not re.search(r"[=<>!]\s*$", text[:index])


def _shown(found: str) -> str:
    return found if found.startswith('"') else f"'{found}'"
