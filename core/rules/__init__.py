"""Rules of eligibility and of forms: a typed subset of FEEL, in which unknown stays unknown. See README.md."""

from core.rules.check import check, check_rule
from core.rules.derive import DERIVED_FROM, derive, whole_years
from core.rules.durations import Duration
from core.rules.errors import RuleError
from core.rules.functions import FUNCTIONS, Function
from core.rules.parse import parse
from core.rules.text import text
from core.rules.tree import Node, names
from core.rules.types import (
    BOOLEAN,
    DATE,
    DURATION,
    NUMBER,
    TEXT,
    Code,
    ListOf,
    Ordered,
    Scope,
    SetOf,
    Type,
)

__all__ = [
    "BOOLEAN",
    "DATE",
    "DERIVED_FROM",
    "DURATION",
    "FUNCTIONS",
    "NUMBER",
    "TEXT",
    "Code",
    "Duration",
    "Function",
    "ListOf",
    "Node",
    "Ordered",
    "RuleError",
    "Scope",
    "SetOf",
    "Type",
    "check",
    "check_rule",
    "derive",
    "names",
    "parse",
    "text",
    "whole_years",
]
