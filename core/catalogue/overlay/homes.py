"""Where elements of ours stand in a result that began as theirs."""

from __future__ import annotations

from core.catalogue.overlay.order import arranged
from core.catalogue.overlay.touching import page_of
from core.catalogue.overlay.tree import Tree


class Homes:
    """Puts elements of `ours` into `result`, and finds another page for fields whose own has gone."""

    def __init__(self, result: Tree, ours: Tree, theirs: Tree) -> None:
        self.result, self.ours, self.theirs = result, ours, theirs
        self.placed: set[str] = set()

    def graft(self, address: str) -> None:
        """Put an element of ours in, with all below it; of a page not the fields."""
        self.result.add(address, self.ours.subtree(address), self._page(address, self.ours))
        self.placed.add(address)

    def place(self, address: str) -> None:
        """Move an element to where ours has it."""
        self.result.move(address, self._page(address, self.ours))
        self.placed.add(address)

    def settle(self) -> None:
        """Once all is in: fields without a page get one, and all stand behind what they stand behind in ours."""
        for slot in [slot for slot in self.result.lists if "/pages/" in slot]:
            if slot.rpartition("/")[0] not in self.result.nodes and slot.endswith("/fields"):
                for address in list(self.result.lists[slot]):
                    self.result.move(address, self._page(address, self.theirs))
        inserted: dict[str, dict[str, str]] = {}
        for address in self.placed & self.result.nodes.keys():
            slot = self.result.nodes[address].slot
            inserted.setdefault(slot, {})[address] = self._behind(address, slot)
        for slot, places in inserted.items():
            staying = [each for each in self.result.lists[slot] if each not in places]
            self.result.lists[slot] = arranged((), staying, places)

    def _behind(self, address: str, slot: str) -> str:
        """The nearest one before it in ours that stands in the same list now."""
        if self.ours.nodes[address].slot != slot:
            return next((each for each in reversed(self.result.lists[slot]) if each not in self.placed), "")
        row = self.ours.lists[slot]
        before = (self._heir(each, slot) for each in reversed(row[: row.index(address)]))
        return next((each for each in before if each and each != address), "")

    def _heir(self, address: str, slot: str) -> str:
        """The element where it stands in this list still, or the last of those that it was split into; "" for neither."""
        if address in self.result.nodes:
            return address if self.result.nodes[address].slot == slot else ""
        key = self.ours.nodes[address].key
        heirs = [each for each in self.result.lists[slot] if key in self.result.nodes[each].own.get("was", ())]
        return heirs[-1] if heirs else ""

    def _page(self, field: str, side: Tree) -> str:
        """The page of a field on this side, or the nearest one that is left, before it or after it. The last page of a form stays
        while a field needs it."""
        page = side.nodes[field].page
        if not page or page_of(field, page) in self.result.nodes:
            return page
        row = side.lists[page_of(field, page).rpartition("/")[0]]
        place = row.index(page_of(field, page))
        near = [*reversed(row[:place]), *row[place:]]
        every = [*near, *self.result.lists.get(row[0].rpartition("/")[0], ())]
        home = next((each for each in every if each in self.result.nodes), None)
        if home is None:
            home = page_of(field, page)
            self.result.add(home, side.subtree(home), "")
        return self.result.nodes[home].key
