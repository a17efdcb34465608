"""Checks that several forms make: a span whose end lies not before its start."""

from core import Check, t


def in_order(prefix: str) -> Check:
    """`<prefix>_to` is not before `<prefix>_from`."""
    return Check(
        "order",
        f"{prefix}_to >= {prefix}_from",
        t(
            de="Der letzte Tag liegt vor dem ersten. Prüfen Sie beide Tage, zum Beispiel: vom 02.03.2026 bis zum 28.08.2026.",
            en="The last day lies before the first. Check both days, for example: from 02.03.2026 to 28.08.2026.",
        ),
        field=f"{prefix}_to",
    )
