"""Adjustments: what an admin changed of a definition, as data by address. Pure: no database, no web."""

from core.catalogue.overlay.adjustment import Adjustment, Unfit
from core.catalogue.overlay.applying import apply
from core.catalogue.overlay.differing import diff, invert, there_and_back
from core.catalogue.overlay.locks import locked
from core.catalogue.overlay.merging import Item
from core.catalogue.overlay.rebasing import Rebased, rebase, settled
from core.catalogue.overlay.telling import Sentence, told, where

__all__ = [
    "Adjustment",
    "Item",
    "Rebased",
    "Sentence",
    "Unfit",
    "apply",
    "diff",
    "invert",
    "locked",
    "rebase",
    "settled",
    "there_and_back",
    "told",
    "where",
]
