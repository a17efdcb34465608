"""The journal: what happened (audit trail) and who must be told (outbox), written with the fact itself."""

from core.journal.announce import announce, entry_row
from core.journal.chain import seal, verify
from core.journal.deliver import deliver, deliver_all, wake
from core.journal.models import Delivery, Entry
from core.journal.outbox import delivery_rows, ring_after_commit
from core.journal.seen import seen

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
    "seen",
    "verify",
    "wake",
]
