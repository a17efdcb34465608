"""The hook catalogue of core/README.md, made from the specifications: `python -m core.hook_catalogue` writes it anew."""

from __future__ import annotations

import inspect
from pathlib import Path

from core import hookspecs

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- hooks: written by core/hook_catalogue.py -->\n", "<!-- end of hooks -->\n"


def catalogue() -> str:
    """A row a hook: what is called with what, and when."""
    rows = ["| hook | what it is for |", "|---|---|"]
    for hook in hookspecs.HOOKS.values():
        names = ", ".join(inspect.signature(hook).parameters)
        purpose = " ".join((inspect.getdoc(hook) or "").split("Example:")[0].split())
        rows.append(f"| `{hook.__name__}({names})` | {purpose} |")
    return "\n".join(rows) + "\n"


def with_catalogue(readme: str) -> str:
    """The README with the rows between its two marks made anew."""
    before, rest = readme.split(BEGIN)
    return before + BEGIN + catalogue() + END + rest.split(END)[1]


if __name__ == "__main__":
    README.write_text(with_catalogue(README.read_text("utf-8")), "utf-8")
