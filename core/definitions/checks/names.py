"""Names that have to be there, with the nearest one offered; and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from core.definitions.files import Fault


def known(
    name: str | None, names: list[str], path: str, what: str, former: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[Fault]:
    """A fault when `name` is given and is none of `names`; `former` leads from former ids to those of now."""
    if name is None or name in names:
        return
    near = get_close_matches(name, names, 1)
    hint = f" Did you mean '{near[0]}'?" if near else f" There are: {', '.join(names) or 'none'}."
    yield Fault(path, f"There is no {what} '{name}'.{called_now(name, (former or {}).get(name, ())) or hint}")


def called_now(name: str, successors: Sequence[str]) -> str:
    """The sentence that leads on from a former id; nothing where none is known."""
    if not successors:
        return ""
    now = " or ".join(f"'{each}'" for each in successors)
    return f" '{name}' is {'called' if len(successors) == 1 else 'split into'} {now} now; write that."


def before(id: str, after: Mapping[str, set[str]]) -> set[str]:
    """All that `id` waits for, by way of others too; `id` itself when it waits in a circle."""
    found: set[str] = set()
    ahead = list(after[id])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(after.get(name, ()))
    return found
