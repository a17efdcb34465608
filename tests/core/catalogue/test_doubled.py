"""Names that stand twice among the entries of a programme's own code list."""

from __future__ import annotations

from core import CodeList, Entry, Programme, t
from core.catalogue.doubled import doubled


def test_entries_that_are_called_alike_are_told_but_for_hidden_ones() -> None:
    alike = [Entry(id=id, title=t(de="Raum")) for id in ("one", "two")]
    codes = CodeList(id="rooms", title=t(de="Räume"), entries=alike)
    found = list(doubled(Programme("house", t(de="Haus"), lists=[codes])))
    assert [(fault.path, str(fault.message)) for fault in found] == [("lists/rooms/entries", "Several entries are called 'Raum'")]
    hidden = codes.but(entries=[alike[0], alike[1].but(hidden=True)])
    assert list(doubled(Programme("house", t(de="Haus"), lists=[hidden]))) == []
