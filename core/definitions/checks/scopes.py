"""What rules may name, and whether they are written as their place wants them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from core.definitions.checks.names import called_now
from core.definitions.fields import Field
from core.definitions.files import Fault
from core.definitions.form import Form
from core.definitions.lineage import former_names
from core.definitions.programme import Programme
from core.definitions.quantities import Computed
from core.definitions.vocabulary import UnknownName, Vocabulary
from core.rules import RuleError, check_rule
from core.rules.message import joined
from core.rules.tables import Grid, Ruled, TableError, check_table, look, plain, read, sentences
from core.rules.types import BOOLEAN, TEXT, Code, SetOf, Type

Scope = Mapping[str, Type]


class Names(dict[str, Type]):
    """A scope that knows what its names were called before: former id → what it is called now."""

    former: Mapping[str, tuple[str, ...]] = MappingProxyType({})


ENROLMENTS, DONE_STEPS = "enrolments", "done_steps"
"""What `enrolled(…)` and `done(…)` read: the programmes that the person takes part in, and the steps done in the case."""


def form_scope(form: Form, vocabulary: Vocabulary, programme: Programme | None = None) -> Scope:
    """What the rules of a form may name: the shared facts and the form's own fields. With its programme, the ids of steps
    are looked up among those of the programme."""
    return _scope(form.fields, vocabulary, programme)


def case_scope(programme: Programme, vocabulary: Vocabulary) -> Scope:
    """What the rules of steps may name: the shared facts and the fields of all forms."""
    return _scope(programme.fields.values(), vocabulary, programme)


def _scope(fields: Collection[Field], vocabulary: Vocabulary, programme: Programme | None) -> Scope:
    earlier = {each.rule: each.type(vocabulary) for each in fields if isinstance(each, Computed) and each.earlier}
    found = Names(
        {**earlier, **vocabulary.scope, **types_of(fields, vocabulary), ENROLMENTS: SetOf(TEXT), DONE_STEPS: _steps(programme)}
    )
    found.former = former_names(programme, fields)
    return found


def _steps(programme: Programme | None) -> Type:
    return SetOf(TEXT if programme is None else Code("steps", tuple(step.id for step in programme.steps)))


def types_of(fields: Iterable[Field], vocabulary: Vocabulary) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for field in fields:
        try:
            kind = field.type(vocabulary)
        except UnknownName:
            continue  # named by the check of the field itself
        if kind is not None:
            found[field.id] = kind
    return found


def ruled_faults(ruled: Ruled, path: str, scope: Scope, wanted: Type = BOOLEAN) -> Iterator[Fault]:
    """Of what has a rule or a table: both are written soundly, and a table has no gaps and no rows that meet."""
    table = plain(ruled)
    if table is None:
        yield from rule_faults(ruled.rule, f"{path}/rule", scope, wanted)
        return
    try:
        check_table(table, scope, wanted)
        grid = Grid(read(table, scope))
        yield from (Fault(f"{path}/table", sentence) for sentence in sentences(look(grid), grid))
    except TableError as error:
        yield Fault(f"{path}/table/rows/{error.row}" if error.row else f"{path}/table", error.told)


def rule_faults(text: str | None, path: str, scope: Scope, wanted: Type = BOOLEAN) -> Iterator[Fault]:
    if text is None:
        return
    try:
        check_rule(text, scope, wanted)
    except RuleError as error:
        yield Fault(path, joined((error.told, _now(error, scope)), " "))


def _now(error: RuleError, scope: Scope) -> str:
    """What a name or a code is called that stood here under a former id."""
    meant = getattr(error.message, "values", {})
    name = str(meant.get("name") or meant.get("value") or "")
    found = scope.former.get(name, ()) if isinstance(scope, Names) else ()
    return called_now(name, found)
