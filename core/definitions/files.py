"""Definitions as JSON and YAML, read from strangers: bounded in size and depth, faults named by path."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from core.definitions.base import Definition
from core.definitions.programme import Programme
from core.definitions.wording import UNSTORABLE, unstorable

MAX_BYTES = 5_000_000
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_FIELDS = 5_000


class Fault(NamedTuple):
    """Something wrong with a definition: where (by keys), and what to do."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class DefinitionError(ValueError):
    """A definition that cannot be read. `faults` lists all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


def load_programme(data: Any) -> Programme:
    """A programme from plain data. Raises DefinitionError with a fault for each wrong place."""
    try:
        return Programme.model_validate(data)
    except ValidationError as error:
        raise DefinitionError([_fault(found, data) for found in error.errors(include_url=False)]) from error
    except (TypeError, RecursionError) as error:
        raise DefinitionError([Fault("", str(error))]) from error


def read_yaml(text: str) -> Programme:
    """A programme from YAML. Aliases and tags are refused: a definition says what it means where it means it."""
    data = read_data(text)
    if not isinstance(data, dict):
        raise DefinitionError([Fault("", "A programme is a mapping that begins with 'id: …' and 'title: …'")])
    _count_fields(data)
    return load_programme(data)


def read_data(text: str) -> Any:
    """What stands in such a file, or in a part of one, bounded in size and depth. Raises DefinitionError."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise DefinitionError([Fault("", f"The file is larger than {MAX_BYTES // 1_000_000} MB")])
    try:
        _bounded(yaml.parse(text, Loader=yaml.SafeLoader))
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise DefinitionError([Fault(place, f"This is not YAML: {getattr(error, 'problem', None) or error}")]) from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, DefinitionError):
            raise
        raise DefinitionError([Fault("", f"This cannot be read: {error}")]) from error
    return data


def write_yaml(programme: Programme) -> str:
    """The programme as YAML in the order of its definition; what is read from it is equal, and is written in the same bytes."""
    return as_yaml(programme.as_data())


def as_yaml(data: Any) -> str:
    """JSON data as it stands in such a file."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Without aliases: two equal wordings are written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _bounded(events: Iterator[yaml.Event]) -> None:
    """Walk over the events before anything is built: an alias bomb is seen while it is 250 bytes."""
    walk = _Walk()
    for event in events:
        line = f"line {event.start_mark.line + 1}" if event.start_mark else ""
        if isinstance(event, yaml.AliasEvent):
            raise DefinitionError([Fault(line, f"The alias '*{event.anchor}' is not allowed here; write the text out again")])
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag not in (None, "!"):
            raise DefinitionError(
                [Fault(line, f"The tag '{event.tag}' is not allowed here; plain texts, numbers, lists and mappings are")]
            )
        if isinstance(event, yaml.ScalarEvent):
            walk.scalar(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            walk.begin(isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            walk.end()


class _Walk:
    """Where in the file we are: the keys from the outside in, a list's entries by their number."""

    def __init__(self) -> None:
        self._levels: list[dict[str, int] | int] = []  # a mapping's keys so far, or how many entries a list has had
        self._keys: list[str | None] = []  # the key whose value comes next; None where a key is due
        self._nodes = 0

    def scalar(self, text: str) -> None:
        if unstorable(text):
            raise DefinitionError([Fault(self._path(), UNSTORABLE)])
        level = self._levels[-1] if self._levels else None
        if isinstance(level, dict) and self._keys[-1] is None:
            if text in level:
                raise DefinitionError([Fault(self._path(), f"'{text}' stands twice here; the first would be lost")])
            level[text] = 1
            self._keys[-1] = text
        else:
            self._node()

    def begin(self, mapping: bool) -> None:
        self._node(inside=True)
        self._levels.append({} if mapping else 0)
        self._keys.append(None)
        if len(self._levels) > MAX_DEPTH:
            raise DefinitionError([Fault(self._path()[:60] + "/…", f"The file is nested deeper than {MAX_DEPTH} levels")])

    def end(self) -> None:
        self._levels.pop()
        self._keys.pop()
        self._passed()

    def _node(self, *, inside: bool = False) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise DefinitionError([Fault(self._path(), f"The file has more than {MAX_NODES:,} values")])
        if not inside:
            self._passed()

    def _passed(self) -> None:
        """A value is over: a list counts it, a mapping waits for its next key."""
        if self._levels and isinstance(self._levels[-1], int):
            self._levels[-1] += 1
        elif self._levels:
            self._keys[-1] = None

    def _path(self) -> str:
        parts = (str(level) if isinstance(level, int) else key for level, key in zip(self._levels, self._keys, strict=True))
        return "/".join(part for part in parts if part is not None)


def _count_fields(data: dict[str, Any]) -> None:
    forms = data.get("forms")
    for number, form in enumerate(forms if isinstance(forms, list) else []):
        count = _fields_in(form)
        if count > MAX_FIELDS:
            path = f"forms/{form.get('id', number)}"
            raise DefinitionError(
                [Fault(path, f"The form has {count:,} fields; at most {MAX_FIELDS:,} are read. Split it into several forms")]
            )


def _fields_in(holder: Any) -> int:
    """The fields of a form, page or group, wherever they are nested in it."""
    if not isinstance(holder, dict):
        return 0
    fields, pages = (part if isinstance(part, list) else [] for part in (holder.get("fields"), holder.get("pages")))
    return len(fields) + sum(_fields_in(inner) for inner in [*fields, *pages])


def _fault(error: Any, data: Any) -> Fault:
    name = str(error["loc"][-1]) if error["loc"] else ""
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        near = get_close_matches(name, _properties(), 1)
        message = f"There is no property '{name}' here." + (f" Did you mean '{near[0]}'?" if near else "")
    elif error["type"] == "missing":
        message = f"'{name}' is missing"
    return Fault(_path(error["loc"], data), message)


def _properties(cls: type[Definition] = Definition) -> frozenset[str]:
    """All names that definitions have anywhere: enough to say which one was meant."""
    return frozenset(cls.model_fields).union(*(_properties(kind) for kind in cls.__subclasses__()))


def _path(location: tuple[int | str, ...], data: Any) -> str:
    """Positions turned into keys: `forms/0/pages/1` becomes `forms/intake/pages/work`, which a reader finds again."""
    steps: list[str] = []
    for part in location:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            data = None
        named = isinstance(part, int) and isinstance(data, dict) and isinstance(data.get("id"), str)
        steps.append(str(data["id"]) if named else str(part))
    return "/".join(steps)
