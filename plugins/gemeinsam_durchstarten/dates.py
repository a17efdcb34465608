"""Checks that several forms make: a span whose end lies not before its start."""

from core import Check, t


def in_order(prefix: str) -> Check:
    """`<prefix>_to` is not before `<prefix>_from`."""
    return Check(
        "order",
        f"{prefix}_to >= {prefix}_from",
        t(de="Der letzte Tag liegt vor dem ersten.", en="The last day lies before the first."),
        field=f"{prefix}_to",
    )
