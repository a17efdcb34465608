"""The designers of a draft side by side, so that each is one step from the others: wings say theirs, their frame shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a draft: its endpoint takes `change_id` alone."""

    order: int
    endpoint: str
    label: Any


_TABS: dict[str, Tab] = {}


def tab(endpoint: str, label: Any, order: int) -> None:
    """Let a designer stand in the row; lower orders come first."""
    _TABS[endpoint] = Tab(order, endpoint, label)


def tabs(change_id: str) -> list[tuple[str, Any, bool]]:
    """Address and label of each, and whether it is the one that is shown."""
    found = [
        (url_for(each.endpoint, change_id=change_id), each.label) for each in sorted(_TABS.values(), key=lambda tab: tab.order)
    ]
    here = request.script_root + request.path
    return [(url, label, here == url or here.startswith(f"{url}/")) for url, label in found]
