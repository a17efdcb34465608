"""The steps of a revision made ready to run: in order, their rules compiled, what lies behind and between them worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.definitions import Block, PersonChoice, Programme, Step
from workflows.rules import Decide, compile_step_rules


@dataclass(frozen=True, slots=True)
class Node:
    """One step, ready to run. `between`: what is done once more when the way goes back, the step itself among it."""

    step: Step
    when: Decide | None
    repeat: Decide | None
    between: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one revision, none before its predecessors, and the names that are kept in the state.

    `behind`: for each step those that come after it, by way of others too. `elsewhere`: the steps that may stand at other units.
    `links`: whether answers join cases.
    """

    nodes: tuple[Node, ...]
    by_id: Mapping[str, Node]
    places: Mapping[str, int]
    names: frozenset[str]
    behind: Mapping[str, frozenset[str]]
    blocks: Mapping[str, Block]
    elsewhere: frozenset[str]
    links: bool

    def of_track(self, track: str) -> list[Node]:
        return [node for node in self.nodes if (node.step.track or "") == track]

    def of_block(self, block: str, track: str) -> list[Node]:
        """The steps of the block that cases of this track see. Raises LookupError for a block that the revision lacks."""
        if block not in self.blocks:
            raise LookupError(f"There is no block {block!r}; there are: {', '.join(self.blocks) or 'none'}.")
        return [node for node in self.of_track(track) if node.step.block == block]


def plan(programme: Programme) -> Plan:
    """The programme's steps compiled; one work per revision (`catalogue.compiled(digest, "engine", …)` keeps it)."""
    decide, names = compile_step_rules(programme)
    steps = _in_order(programme.steps)
    behind = _behind(steps)
    nodes = tuple(
        Node(step, decide.get(step.when or ""), decide.get(step.repeat or ""), _between(step, steps, behind)) for step in steps
    )
    by_id = {node.step.id: node for node in nodes}
    names |= {step.at for step in steps if step.at}
    places = {id: place for place, id in enumerate(by_id)}
    elsewhere = frozenset(step.id for step in steps if step.at)
    links = any(isinstance(field, PersonChoice) and field.link for form in programme.forms for field in form.fields)
    return Plan(nodes, by_id, places, names, behind, {block.id: block for block in programme.blocks}, elsewhere, links)


@lru_cache(maxsize=256)
def planned(programme: Programme) -> Plan:
    return plan(programme)


def _in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Each step after its predecessors, else in the order written. A cycle is refused by the checks; here it raises."""
    waiting, placed, result = list(steps), set[str](), list[Step]()
    known = {step.id for step in steps}
    while waiting:
        step = next((each for each in waiting if not ({*each.after, *each.after_any} & known) - placed), None)
        if step is None:
            raise ValueError(f"The steps {', '.join(each.id for each in waiting)} wait for each other.")
        waiting.remove(step)
        placed.add(step.id)
        result.append(step)
    return tuple(result)


def _behind(steps: Iterable[Step]) -> Mapping[str, frozenset[str]]:
    """`steps` stand in order, so what lies before a step is known when it comes."""
    before: dict[str, set[str]] = {}
    for step in steps:
        nearest = [id for id in (*step.after, *step.after_any) if id in before]
        before[step.id] = {*nearest, *(far for id in nearest for far in before[id])}
    return {id: frozenset(other for other, ahead in before.items() if id in ahead) for id in before}


def _between(step: Step, steps: Sequence[Step], behind: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    if step.back_to is None or step.id not in behind.get(step.back_to, ()):
        return ()
    inner = {id for id in behind[step.back_to] if step.id in behind[id]}
    return tuple(each.id for each in steps if each.id in {step.back_to, step.id, *inner})
