"""Who reads the audit trail reads words, in her language."""

from core import events
from core.journal.words import WORDS


def test_each_event_has_its_words() -> None:
    ours = {name for name, event in events.EVENTS.items() if event.__module__ == "core.events"}
    assert ours - WORDS.keys() == set(), "Say these events in core/journal/words.py."
    assert WORDS.keys() - ours == set(), "These are no events any more: take them out of core/journal/words.py."
