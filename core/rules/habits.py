"""What people write who know other languages, and what is written here instead."""

from __future__ import annotations

from core.rules.message import msg

NO_DOTS = msg(
    "A rule reads named facts only; nothing can be reached through a dot but an answer of a row: "
    "some x in jobs satisfies x.months >= 6"
)
SIGNS = (
    ("==", msg("Write '=' to compare for equality.")),
    ("<>", msg("Write '!=' for different.")),
    ("=>", msg("Write '>=' for at least.")),
    ("=<", msg("Write '<=' for at most.")),
    ("&&", msg("Write 'and'.")),
    ("||", msg("Write 'or'.")),
    ("!", msg("Write 'not(…)' for the contrary and '!=' for different.")),
    ("'", msg("Write a text in double quotes.")),
    ("„", msg("Write a text in straight double quotes.")),
    ("“", msg("Write a text in straight double quotes.")),
    (".", NO_DOTS),
    ("{", msg("A rule has no braces; it reads named facts and functions only.")),
    ("%", msg("Write modulo(x, y) for what is left of a division.")),
    ("^", msg("There are no powers: write x * x.")),
    ("_", msg("A name begins with a letter.")),
)
"""Looked for around the place of an error, in this order."""

_STRETCH = msg('Write a stretch of time as duration("P6M") or duration("P28D").')
_SOME = msg("Write some … in … satisfies …")
_EVERY = msg("Write every … in … satisfies …")
WORDS = {
    **dict.fromkeys(("any", "exists", "one"), _SOME),
    **dict.fromkeys(("all", "each", "foreach", "forall"), _EVERY),
    **dict.fromkeys(("where", "that", "with", "such"), msg("Write 'satisfies' before the condition.")),
    "of": msg("Write 'in'."),
    **dict.fromkeys(("day", "days", "week", "weeks", "month", "months", "year", "years"), _STRETCH),
    **dict.fromkeys(("is", "equals", "eq"), msg("Write '='.")),
    **dict.fromkeys(("isnt", "ne", "unequal"), msg("Write '!='.")),
    "like": msg("Write starts with(…), ends with(…) or contains(…)."),
    "mod": msg("Write modulo(x, y)."),
    "case": msg("Write if … then … else …"),
}
"""Words that stand where an operator is wanted, or at the head of what is no quantifier."""

_NO_FOLDING = msg("Upper and lower case are never folded: compare with each way of writing, or use a code list.")
_THE_DAY = msg("The day of the verdict is the fact 'entry_date'.")
_NO_PATTERNS = msg("There are no patterns: write starts with(…), ends with(…), contains(…) or substring(…).")
FUNCTIONS = {
    **dict.fromkeys(("today", "now", "current date"), _THE_DAY),
    **dict.fromkeys(("upper", "lower", "upper case", "lower case", "upcase", "downcase"), _NO_FOLDING),
    **dict.fromkeys(("matches", "match", "regex", "replace", "split"), _NO_PATTERNS),
    **dict.fromkeys(("len", "length", "size"), msg("Write string length(…) of a text, count(…) of a set or a list.")),
    **dict.fromkeys(
        ("round", "decimal", "round up", "round half down", "round half even"), msg("Write round half up(x, places).")
    ),
    **dict.fromkeys(("ceil", "roundup"), msg("Write ceiling(x).")),
    **dict.fromkeys(("sum", "mean", "avg", "median"), msg("There are no lists of numbers to reckon with; write x + y.")),
    **dict.fromkeys(("age", "years"), msg("Write age_on(date_of_birth, entry_date).")),
    **dict.fromkeys(("isnull", "is null", "exists", "defined", "is defined"), msg("Write is known(x).")),
    **dict.fromkeys(("any", "some"), _SOME),
    **dict.fromkeys(("all", "every"), _EVERY),
}
"""Functions of FEEL and of spreadsheets that do not exist here."""
