"""Rules of eligibility and of forms: a typed subset of FEEL, in which unknown stays unknown. See README.md."""

from core.rules.check import check, check_rule
from core.rules.derive import DERIVED_FROM, derive, whole_years
from core.rules.durations import Duration
from core.rules.errors import RuleError
from core.rules.functions import FUNCTIONS, Function
from core.rules.missing import Missing
from core.rules.parse import parse
from core.rules.python import Facts, compile_rule, compile_rules, compile_verdicts
from core.rules.reason import Reason
from core.rules.stretch import ELIGIBLE, NOT_ELIGIBLE, OPEN, Criterion, Outcome
from core.rules.text import text
from core.rules.tree import Node, names
from core.rules.types import (
    BOOLEAN,
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    TEXT,
    Code,
    ListOf,
    Ordered,
    Row,
    Scope,
    SetOf,
    Type,
)
from core.rules.verdict import Decider, Verdict

__all__ = [
    "BOOLEAN",
    "DATE",
    "DAYS",
    "DERIVED_FROM",
    "ELIGIBLE",
    "FUNCTIONS",
    "MONTHS",
    "NOT_ELIGIBLE",
    "NUMBER",
    "OPEN",
    "TEXT",
    "Code",
    "Criterion",
    "Decider",
    "Duration",
    "Facts",
    "Function",
    "ListOf",
    "Missing",
    "Node",
    "Ordered",
    "Outcome",
    "Reason",
    "Row",
    "RuleError",
    "Scope",
    "SetOf",
    "Type",
    "Verdict",
    "check",
    "check_rule",
    "compile_rule",
    "compile_rules",
    "compile_verdicts",
    "derive",
    "names",
    "parse",
    "text",
    "whole_years",
]
