"""The catalogue: programmes as shipped and as published, revisions that never change, and what is compiled from them."""

from core.catalogue.change_models import AdjustmentRow, ChangeSet, ChangeStep, Publication
from core.catalogue.models import ProgrammeRow, Revision, Shipped
from core.catalogue.publish import ExamplesFail, publish
from core.catalogue.revisions import UnknownProgramme, compiled, current, definition, offered, on_offer
from core.catalogue.shipping import ship, waiting

__all__ = [
    "AdjustmentRow",
    "ChangeSet",
    "ChangeStep",
    "ExamplesFail",
    "ProgrammeRow",
    "Publication",
    "Revision",
    "Shipped",
    "UnknownProgramme",
    "compiled",
    "current",
    "definition",
    "offered",
    "on_offer",
    "publish",
    "ship",
    "waiting",
]
