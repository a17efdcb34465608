"""Definitions as JSON and YAML, read from strangers: bounded in size and depth, faults named by path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from core.definitions import misread
from core.definitions.programme import Programme
from core.definitions.wording import UNSTORABLE, unstorable
from core.rules.message import Message, msg

MAX_BYTES = 5_000_000
MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_FIELDS = 5_000
FORMAT = 1
"""How a programme is written in a file. It rises when a file of now would be misread by a server of before; a file without
it is of the first format."""
FAST: Any = getattr(yaml, "CSafeLoader", None)
"""The parser in C, five times as fast, where PyYAML was built with it."""


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
        raise DefinitionError([Fault(path, said) for path, said in misread.faults(error, data)]) from error
    except (TypeError, RecursionError) as error:
        raise DefinitionError([Fault("", msg("This cannot be read: a key is no text, or it is nested too deeply"))]) from error


def read_yaml(text: str) -> Programme:
    """A programme from YAML. Aliases and tags are refused: a definition says what it means where it means it."""
    data = read_data(text)
    if not isinstance(data, dict):
        raise DefinitionError([Fault("", msg("A programme is a mapping that begins with 'id: …' and 'title: …'"))])
    _readable(data.pop("format", FORMAT))
    _count_fields(data)
    return load_programme(data)


def _readable(format: Any) -> None:
    """Raises DefinitionError, with nothing else: what else is wrong with a file of another format is not known here."""
    if isinstance(format, bool) or not isinstance(format, int) or format < 1:
        raise DefinitionError(
            [Fault("format", msg("The format of a file is a whole number from 1; this server writes {own}", own=FORMAT))]
        )
    if format > FORMAT:
        said = msg(
            "The file has the format {format}, this server reads up to {own}: a newer server wrote it. Bring this one up to date",
            format=format,
            own=FORMAT,
        )
        raise DefinitionError([Fault("format", said)])


def read_data(text: str) -> Any:
    """What stands in such a file, or in a part of one, bounded in size and depth. Raises DefinitionError."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise DefinitionError([Fault("", msg("The file is larger than {most} MB", most=MAX_BYTES // 1_000_000))])
    try:
        return _built(text, yaml.SafeLoader if FAST is None else FAST)
    except DefinitionError:
        raise
    except (yaml.YAMLError, ValueError, RecursionError):
        return _said_slowly(text)


def _built(text: str, loader: Any) -> Any:
    """The data, built from the very events that were looked at: the text is read once."""
    return _Built(_bounded(yaml.parse(text, Loader=loader))).get_single_data()


def _said_slowly(text: str) -> Any:
    """What was refused is read once more by the parser that says where and why. Raises DefinitionError."""
    try:
        return _built(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = msg("line {line}, column {column}", line=mark.line + 1, column=mark.column + 1) if mark else ""
        raise DefinitionError([Fault(place, _not_yaml(error))]) from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, DefinitionError):
            raise
        raise DefinitionError([Fault("", msg("A value cannot be read, or it is nested too deeply"))]) from error


def _not_yaml(error: yaml.YAMLError) -> Message:
    """What a parser says is for those who wrote it; people look at the line."""
    problem = str(getattr(error, "problem", None) or "")
    if "special characters" in str(error):
        return msg("This is not YAML: a character in it cannot be shown; delete it")
    if "\\t" in problem:
        return msg("This is not YAML: lines are moved in by spaces, never by a tab")
    if "quoted" in str(getattr(error, "context", "")):
        return msg("This is not YAML: a text that begins with a quotation mark does not end with one")
    return msg("This is not YAML: look here for a colon, a dash, a quotation mark or spaces at the beginning of the line")


def write_yaml(programme: Programme) -> str:
    """The programme as YAML in the order of its definition; what is read from it is equal, and is written in the same bytes."""
    return as_yaml({"format": FORMAT, **programme.as_data()})


def as_yaml(data: Any) -> str:
    """JSON data as it stands in such a file."""
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Without aliases: two equal wordings are written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _Built(Composer, SafeConstructor, Resolver):
    """Plain data from events, as a loader builds it from a text."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)
        self._events, self._next = events, next(events, None)

    def check_event(self, *choices: type[yaml.Event]) -> bool:
        return isinstance(self._next, choices) if choices else self._next is not None

    def peek_event(self) -> yaml.Event | None:
        return self._next

    def get_event(self) -> yaml.Event | None:
        event, self._next = self._next, next(self._events, None)
        return event


def _bounded(events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """The events, each looked at before anything is built of it: an alias bomb is seen while it is 250 bytes."""
    walk = _Walk()
    for event in events:
        line = msg("line {line}", line=event.start_mark.line + 1) if event.start_mark else ""
        if isinstance(event, yaml.AliasEvent):
            said = msg("The alias '{alias}' is not allowed here; write the text out again", alias=f"*{event.anchor}")
            raise DefinitionError([Fault(line, said)])
        if isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent)) and event.tag not in (None, "!"):
            said = msg("The tag '{tag}' is not allowed here; plain texts, numbers, lists and mappings are", tag=event.tag)
            raise DefinitionError([Fault(line, said)])
        if isinstance(event, yaml.ScalarEvent):
            walk.scalar(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            walk.begin(isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            walk.end()
        yield event


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
                said = msg("'{name}' stands twice here; the first would be lost", name=text)
                raise DefinitionError([Fault(self._path(), said)])
            level[text] = 1
            self._keys[-1] = text
        else:
            self._node()

    def begin(self, mapping: bool) -> None:
        self._node(inside=True)
        self._levels.append({} if mapping else 0)
        self._keys.append(None)
        if len(self._levels) > MAX_DEPTH:
            said = msg("The file is nested deeper than {most} levels", most=MAX_DEPTH)
            raise DefinitionError([Fault(self._path()[:60] + "/…", said)])

    def end(self) -> None:
        self._levels.pop()
        self._keys.pop()
        self._passed()

    def _node(self, *, inside: bool = False) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise DefinitionError([Fault(self._path(), msg("The file has more than {most} values", most=f"{MAX_NODES:,}"))])
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
            said = msg(
                "The form has {count} fields; at most {most} are read. Split it into several forms",
                count=f"{count:,}",
                most=f"{MAX_FIELDS:,}",
            )
            raise DefinitionError([Fault(path, said)])


def _fields_in(holder: Any) -> int:
    """The fields of a form, page or group, wherever they are nested in it."""
    if not isinstance(holder, dict):
        return 0
    fields, pages = (part if isinstance(part, list) else [] for part in (holder.get("fields"), holder.get("pages")))
    return len(fields) + sum(_fields_in(inner) for inner in [*fields, *pages])
