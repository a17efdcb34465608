"""Verbs on a rule tree. A part is named by its path: the places of children on the way to it, the top is ().

Each verb gives a new tree, or raises RuleError where it has no meaning. `sound` makes sure that a tree is a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from core.rules import Node, RuleError, Scope, check_rule, text
from core.rules import tree as t
from core.rules.message import msg

Path: TypeAlias = tuple[int, ...]
Group: TypeAlias = t.And | t.Or
KINDS: dict[str, type[t.And] | type[t.Or]] = {"all": t.And, "any": t.Or}
_PATH = re.compile(r"(\d{1,3}(\.\d{1,3}){0,60})?", re.ASCII)


def path_of(written: str) -> Path:
    """The path from `0.2.1`; the empty text is the top. Raises RuleError."""
    if not _PATH.fullmatch(written):
        raise RuleError(msg("The place of a part is written like 0.2.1."))
    return tuple(int(place) for place in written.split(".")) if written else ()


def written(path: Path) -> str:
    return ".".join(map(str, path))


def at(node: Node, path: Path) -> Node:
    """The part at the path. Raises RuleError where there is none."""
    for place in path:
        parts = t.children(node)
        if place >= len(parts):
            raise RuleError(msg("There is no such part in the rule any more."))
        node = parts[place]
    return node


def replaced(node: Node, path: Path, new: Node) -> Node:
    """The tree with another part at the path."""
    return _changed(node, path, lambda _old: new)


def sound(node: Node, scope: Scope) -> Node:
    """The same tree as it is read from its text: typed, within all limits. Raises RuleError."""
    return check_rule(text(node), scope)


def add(node: Node, path: Path, new: Node) -> Node:
    """A further condition at the end of a group; beside anything else, both have to hold."""

    def with_new(old: Node) -> Node:
        return t.rebuilt(old, (*t.children(old), new)) if isinstance(old, Group) else t.And((old, new))

    return _changed(node, path, with_new)


def wrap(node: Node, path: Path, kind: str, new: Node | None = None) -> Node:
    """`not`: the contrary. `all`, `any`: a group of the part and a new condition, since no group is of one."""
    if kind == "not":
        return _changed(node, path, t.Not)
    if kind not in KINDS or new is None:
        raise RuleError(msg("A part is put into 'all' or 'any' together with a new condition, or into 'not' alone."))
    return _changed(node, path, lambda old: KINDS[kind]((old, new)))


def turn(node: Node, path: Path) -> Node:
    """All becomes any, any becomes all."""
    group = _group(node, path)
    return replaced(node, path, (t.Or if isinstance(group, t.And) else t.And)(t.children(group)))


def unwrap(node: Node, path: Path) -> Node:
    """Take a `not` away; or a group, whose parts then stand in the group around it."""
    part = at(node, path)
    if isinstance(part, t.Not):
        return replaced(node, path, part.part)
    parts = t.children(_group(node, path))
    _group(node, path[:-1], path)
    return _parts_changed(node, path[:-1], lambda others: (*others[: path[-1]], *parts, *others[path[-1] + 1 :]))


def delete(node: Node, path: Path) -> Node:
    """Take a part away. What alone is left in a group stands for the group; a `not` goes with what it denied."""
    while path and isinstance(at(node, path[:-1]), t.Not):
        path = path[:-1]
    at(node, path)
    _group(node, path[:-1], path)
    return _parts_changed(node, path[:-1], lambda parts: (*parts[: path[-1]], *parts[path[-1] + 1 :]))


def move(node: Node, path: Path, way: str) -> tuple[Node, Path]:
    """The tree after one move (`up`, `down`, `in`, `out`), and where the part stands now. Among the parts of an `all` or `any`
    the order says what is read first, and nothing else."""
    part, group = at(node, path), _group(node, path[:-1], path)
    place, count = path[-1], len(t.children(group))
    if way in ("up", "down"):
        to = place + (1 if way == "down" else -1)
        if not 0 <= to < count:
            raise RuleError(msg("The part already stands at this end of its group."))
        return _placed(_without(node, path), path[:-1], to, part), (*path[:-1], to)
    if way == "in":
        return _moved_in(node, path, part, group)
    if way == "out":
        return _moved_out(node, path, part)
    raise RuleError(msg("A part moves up, down, in or out."))


def carry(node: Node, path: Path, group: Path, place: int) -> tuple[Node, Path]:
    """Take a part away and put it into this group at this place: what a pointer does in one pull."""
    if group[: len(path)] == path:
        raise RuleError(msg("A part cannot be put into itself."))
    part = at(node, path)
    _group(node, path[:-1], path)
    target = _group(node, group)
    if group == path[:-1]:
        place = min(place - (place > path[-1]), len(t.children(target)) - 1)
        return _placed(_without(node, path), group, place, part), (*group, place)
    parts = t.children(target)
    place = min(place, len(parts))
    filled = replaced(node, group, t.rebuilt(target, (*parts[:place], part, *parts[place:])))
    old = _shifted(path, group, place)
    left = delete(filled, old)
    return left, _find(left, part, (*group, place))


def _moved_in(node: Node, path: Path, part: Node, group: Node) -> tuple[Node, Path]:
    """Into the group before it; where a condition stands before it, both become a group of the other kind."""
    if path[-1] == 0:
        raise RuleError(msg("There is nothing before this part that it could be put into."))
    before = at(node, (*path[:-1], path[-1] - 1))
    other: Node = (t.Or if isinstance(group, t.And) else t.And)((before, part))
    if isinstance(before, Group):
        other = t.rebuilt(before, (*t.children(before), part))
    changed = replaced(node, (*path[:-1], path[-1] - 1), other)
    left = delete(changed, path)
    return left, _find(left, part, path)


def _moved_out(node: Node, path: Path, part: Node) -> tuple[Node, Path]:
    """Behind its group, into the group around that one."""
    if len(path) < 2:
        raise RuleError(msg("The part already stands in the outermost group."))
    around = path[:-2]
    _group(node, around, path)
    left = _without(node, path)
    if len(t.children(at(node, path[:-1]))) <= 2:
        left = delete(node, path)
    return _placed(left, around, path[-2] + 1, part), (*around, path[-2] + 1)


def _without(node: Node, path: Path) -> Node:
    """For a moment the group may have one part alone."""

    def shorter(old: Node) -> Node:
        return t.rebuilt(old, (*t.children(old)[: path[-1]], *t.children(old)[path[-1] + 1 :]))

    return _changed(node, path[:-1], shorter)


def _placed(node: Node, group: Path, place: int, part: Node) -> Node:
    def longer(old: Node) -> Node:
        return t.rebuilt(old, (*t.children(old)[:place], part, *t.children(old)[place:]))

    return _changed(node, group, longer)


def _shifted(path: Path, group: Path, place: int) -> Path:
    """Where the part of `path` stands once another was put into `group` at `place`."""
    if len(path) > len(group) and path[: len(group)] == group and path[len(group)] >= place:
        return (*group, path[len(group)] + 1, *path[len(group) + 1 :])
    return path


def _find(node: Node, part: Node, near: Path) -> Path:
    """Where a part stands that was moved: the very object, for two may say the same."""
    waiting: list[tuple[Node, Path]] = [(node, ())]
    while waiting:
        found, path = waiting.pop()
        if found is part:
            return path
        waiting.extend((child, (*path, place)) for place, child in enumerate(t.children(found)))
    return near


def _group(node: Node, path: Path, child: Path | None = None) -> Group:
    found = at(node, path) if child is None or child else None
    if not isinstance(found, Group):
        raise RuleError(
            msg("This part does not stand in a group of 'all' or 'any'.")
            if child is not None
            else msg("This part is no group of 'all' or 'any'.")
        )
    return found


def _parts_changed(node: Node, path: Path, change: Callable[[tuple[Node, ...]], Sequence[Node]]) -> Node:
    def renewed(group: Node) -> Node:
        parts = tuple(change(t.children(group)))
        return parts[0] if len(parts) == 1 else t.rebuilt(group, parts)

    return _changed(node, path, renewed)


def _changed(node: Node, path: Path, change: Callable[[Node], Node]) -> Node:
    at(node, path)
    if not path:
        return change(node)
    parts = list(t.children(node))
    parts[path[0]] = _changed(parts[path[0]], path[1:], change)
    return t.rebuilt(node, tuple(parts))
