"""Rows of controls that can be added and taken away without JavaScript: `jobs.0.employer`, `jobs.1.employer`, …"""

from __future__ import annotations

import re
from collections.abc import Callable

from flask_babel import lazy_gettext as _

from forms.kinds.base import Raw
from forms.kinds.markup import Place, Say
from forms.kinds.wrong import Wrong

_INDEX = re.compile(r"0|[1-9][0-9]{0,2}")


def indices(raw: Raw, name: str) -> list[int]:
    """The rows that were sent, in their order."""
    start, found = f"{name}.", set()
    for key in raw:
        if key.startswith(start):
            index = key[len(start) :].partition(".")[0]
            if _INDEX.fullmatch(index):
                found.add(int(index))
    return sorted(found)


def taker(name: str, parts: Callable[[str], bool]) -> Callable[[str], bool]:
    """Whether an input name is a part of one of the rows."""
    start = f"{name}."

    def takes(key: str) -> bool:
        if not key.startswith(start):
            return False
        index, dot, part = key[len(start) :].partition(".")
        return bool(dot) and _INDEX.fullmatch(index) is not None and parts(part)

    return takes


def too_many(most: int) -> Wrong:
    return Wrong(_("At most %(most)s rows are possible. Take away those that are not needed.", most=most))


def too_few(least: int) -> Wrong:
    return Wrong(_("At least %(least)s rows are needed. Add a row with “Add”.", least=least))


def without(raw: Raw, name: str, row: int) -> dict[str, list[str]]:
    """The raw input with one row taken out; the rows behind it move up."""
    kept: dict[str, list[str]] = {}
    start = f"{name}."
    for key, values in raw.items():
        index, dot, part = key[len(start) :].partition(".") if key.startswith(start) else ("", "", "")
        if not dot or not _INDEX.fullmatch(index):
            kept[key] = list(values)
        elif int(index) != row:
            number = int(index) - (1 if int(index) > row else 0)
            kept[f"{start}{number}.{part}"] = list(values)
    return kept


def shown_rows(raw: Raw, name: str, least: int, most: int) -> list[int]:
    """The rows to show: those that were sent, and always at least one."""
    sent = indices(raw, name)
    count = max(len(sent), least, 1)
    return [*sent, *range(sent[-1] + 1 if sent else 0, (sent[-1] + 1 if sent else 0) + count - len(sent))][:most]


def row_loop(place: Place, say: Say, rows: str, depth: str, heading: str, body: str, most: int) -> str:
    """The loop over rows with the buttons. `rows` is a Jinja expression, `depth` the name of the loop's index."""
    less, more = say.text(_("Remove")), say.text(_("Add"))
    remove = (
        f'<button class="kern-btn kern-btn--tertiary" type="submit" name="_remove" value="{place.name}.{{{{ {depth} }}}}">'
        f'<span class="kern-label">{less}<span class="kern-sr-only"> {heading} {{{{ loop.index }}}}</span></span></button>'
    )
    add = (
        f'{{% if {rows}|length < {most} %}}<button class="kern-btn kern-btn--secondary" type="submit" name="_add" value="{place.name}">'
        f'<span class="kern-label">{more}<span class="kern-sr-only"> {heading}</span></span></button>{{% endif %}}'
    )
    return (
        f'{{% for {depth} in {rows} %}}<div class="fk-row" role="group" aria-labelledby="{place.name}-row-{{{{ {depth} }}}}">'
        f'<p class="kern-title kern-title--small" id="{place.name}-row-{{{{ {depth} }}}}">{heading} {{{{ loop.index }}}}</p>'
        f"{body}{remove}</div>{{% endfor %}}{add}"
    )
