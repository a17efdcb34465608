"""What a change leaves behind: texts that still name the old number, and the same rule that still stands elsewhere."""

from core.catalogue.remaining.elsewhere import elsewhere
from core.catalogue.remaining.old_numbers import old_numbers

__all__ = ["elsewhere", "old_numbers"]
