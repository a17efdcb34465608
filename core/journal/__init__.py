"""The journal: what happened (audit trail) and who must be told (outbox), written with the fact itself."""

from core.journal.announce import announce, delivery_rows, entry_row, ring_after_commit
from core.journal.chain import seal, verify
from core.journal.deliver import deliver, deliver_all, wake
from core.journal.models import Delivery, Entry

__all__ = [
    "Delivery",
    "Entry",
    "announce",
    "deliver",
    "deliver_all",
    "delivery_rows",
    "entry_row",
    "ring_after_commit",
    "seal",
    "verify",
    "wake",
]
