"""Adjustments: what an admin changed of a definition, as data by address. Pure: no database, no web."""

from core.catalogue.overlay.adjustment import Adjustment, Unfit
from core.catalogue.overlay.applying import apply
from core.catalogue.overlay.differing import diff, invert

__all__ = ["Adjustment", "Unfit", "apply", "diff", "invert"]
