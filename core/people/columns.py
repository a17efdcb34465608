"""Column types of the registry that need a word of explanation."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Dialect, Float, Numeric, String, TypeDecorator

# The longest text that a fact may have; longer ones belong into a form, not into the registry.
MAX_TEXT = 200
# The width of a code: as a key in the definitions.
MAX_CODE = 63
DIGITS, PLACES = 14, 4

TEXT = String(MAX_TEXT)
CODE = String(MAX_CODE)
# "C" on PostgreSQL: sorted and compared by code point as SQLite does, so that a prefix is a range and a page key means the same
Sorted = String(500).with_variant(String(500, collation="C"), "postgresql")


class Amount(TypeDecorator[Decimal | int]):
    """A decimal of four places. SQLite has only floats: exact here, since fourteen digits fit into one."""

    impl = Numeric(DIGITS, PLACES)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Float() if dialect.name == "sqlite" else Numeric(DIGITS, PLACES))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return float(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | int | None:
        if value is None:
            return None
        exact = Decimal(str(value)).normalize()
        return int(exact) if exact == exact.to_integral_value() else exact
