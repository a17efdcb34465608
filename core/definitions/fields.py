"""What may be asked: a field of each kind. The machinery behind a kind (widget, reader, storage) is in `forms/kinds`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BeforeValidator,
    GetJsonSchemaHandler,
    PrivateAttr,
    SerializeAsAny,
    SerializerFunctionWrapHandler,
    model_serializer,
)
from pydantic import Field as _Field
from pydantic_core import CoreSchema

from core.definitions.base import Definition, Key, Many
from core.definitions.option import Option
from core.definitions.vocabulary import CodeList, Vocabulary
from core.definitions.wording import Wording
from core.rules.message import msg
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, ListOf, Ordered, Row, SetOf, Type

Privacy = Literal["normal", "identity", "sensitive"]
"""`identity`: who somebody is, read by grant alone. `sensitive`: Art. 9 DSGVO, own permission, never in lists."""

Day = date | Literal["birth", "entry", "today"]
"""A day that a date is held against: by itself, or the person's birth, the case's entry, the day on which the form is read.
Where birth or entry is not known, nothing is held against it."""

MEGABYTE = 1_000_000


class Field(Definition):
    """One question. Its address is its id: `forms/intake/fields/school`."""

    kind: ClassVar[str] = ""

    id: Key = _Field(kw_only=False)
    label: Wording = _Field(kw_only=False)
    help: Wording | None = None
    required: bool = False
    shown_if: str | None = None
    required_if: str | None = None
    fact: Key | None = None
    """The shared fact that prefills the field and takes its answer."""
    read_only: bool = False
    hidden: bool = False
    """Not asked any more; what was answered before stays."""
    was: Many[Key] = ()
    """Former ids: answers stored under them still count. One after a rename, several where some were merged."""
    locked: str | None = None
    """The reason why admins may not adjust this field."""
    privacy: Privacy = "normal"
    fim_id: str | None = None
    unconfirmed: Wording | None = None
    """What about this field is not known for certain; shown to admins."""

    @model_serializer(mode="wrap")
    def _with_kind(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": self.kind, **handler(self)}

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        shape = handler.resolve_ref_schema(schema)
        shape["properties"] = {"kind": {"const": cls.kind}, **shape.get("properties", {})}
        shape["required"] = ["kind", *shape.get("required", [])]
        return schema

    def type(self, vocabulary: Vocabulary) -> Type | None:
        """The answer's type in rules; None where a rule cannot use it."""
        return None

    @property
    def asks(self) -> bool:
        """Whether there is something to fill in."""
        return True


class Text(Field):
    kind = "text"
    max_length: int = _Field(default=200, ge=1, le=10_000)

    def type(self, vocabulary: Vocabulary) -> Type:
        return TEXT


class LongText(Field):
    kind = "long_text"
    max_length: int = _Field(default=10_000, ge=1, le=100_000)
    rows: int = _Field(default=5, ge=2, le=40)

    def type(self, vocabulary: Vocabulary) -> Type:
        return TEXT


class WholeNumber(Field):
    kind = "whole_number"
    minimum: int | None = None
    maximum: int | None = None
    unit: Wording | None = None

    def type(self, vocabulary: Vocabulary) -> Type:
        return NUMBER


class Date(Field):
    """A day. None that is asked about a person lies before her birth, whatever `earliest` says."""

    kind = "date"
    earliest: Day | None = None
    latest: Day | None = None

    def type(self, vocabulary: Vocabulary) -> Type:
        return DATE


class YesNo(Field):
    """Yes or no; with `not_stated` a third answer for questions that nobody has to answer (Art. 9 DSGVO)."""

    kind = "yes_no"
    not_stated: bool = False

    def type(self, vocabulary: Vocabulary) -> Type:
        return Code("yes_no_not_stated", ("yes", "no", "not_stated")) if self.not_stated else BOOLEAN


class Optioned(Field):
    options: Many[Option] = ()
    codes: Key | None = None
    """A code list in place of own options: one of the programme's own, else one of the vocabulary."""
    _list: CodeList | None = PrivateAttr(default=None)
    # the programme's own list of this name; put in when the programme is read, so that a question alone knows its answers

    def taking(self, own: CodeList | None) -> Self:
        """The same, with its codes taken from this list of its programme; None for a shared one."""
        if own is self._list:
            return self
        made = super().but()
        made._list = own
        return made

    def but(self, **changes: Any) -> Self:
        made = super().but(**changes)
        made._list = self._list if self._list is not None and self._list.id == made.codes else None
        return made

    def listed(self, vocabulary: Vocabulary) -> CodeList:
        """The code list that its options come from. Raises UnknownName."""
        return self._list if self._list is not None else vocabulary.list(self.codes or "")

    @property
    def own(self) -> tuple[Option, ...]:
        """The options that its programme says: in the question, or in a list of its own; none where they are shared."""
        if self.codes is None:
            return tuple(self.options)
        return self._list.options if self._list is not None else ()

    def offered(self, vocabulary: Vocabulary) -> tuple[Option, ...]:
        """The options to show: own ones, else the entries of the code list in their order."""
        return tuple(self.options) if self.codes is None else self.listed(vocabulary).options

    def ids(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        return self.listed(vocabulary).codes if self.codes else tuple(option.id for option in self.options)


class Choice(Optioned):
    kind = "choice"

    def type(self, vocabulary: Vocabulary) -> Type:
        if self.codes:
            return self.listed(vocabulary).type
        return Code(self.id, self.ids(vocabulary))


class ManyOf(Optioned):
    kind = "many_of"

    def type(self, vocabulary: Vocabulary) -> Type:
        return SetOf(Code(self.codes or self.id, self.ids(vocabulary)))


class Scale(Optioned):
    """A choice whose options stand in an order: rules may say `level >= "b1"`."""

    kind = "scale"

    def type(self, vocabulary: Vocabulary) -> Type:
        return Ordered(self.codes or self.id, self.ids(vocabulary))


class Languages(Field):
    """Languages, each with a level of the Common European Framework."""

    kind = "languages"
    max_rows: int = _Field(default=10, ge=1, le=30)


class Phone(Field):
    kind = "phone"

    def type(self, vocabulary: Vocabulary) -> Type:
        return TEXT


class Email(Field):
    kind = "email"

    def type(self, vocabulary: Vocabulary) -> Type:
        return TEXT


class Address(Field):
    """Street, postal code and place; bound to facts one by one with `facts`."""

    kind = "address"
    facts: dict[Literal["street", "postal_code", "place"], Key] = _Field(default_factory=dict)


class Group(Field):
    """Rows of the same questions: each schooling, each job."""

    kind = "group"
    fields: Many[AnyField]
    min_rows: int = _Field(default=0, ge=0, le=100)
    max_rows: int = _Field(default=20, ge=1, le=100)
    row_title: Wording | None = None

    def type(self, vocabulary: Vocabulary) -> Type:
        """Rules ask for it by `some` and `every`, and count its rows; the parts that they cannot use are left out."""
        kinds = [(field.id, field.type(vocabulary)) for field in self.fields]
        return ListOf(Row(tuple((id, kind) for id, kind in kinds if kind is not None)))


class Note(Field):
    """A text between the questions; the label is the text."""

    kind = "note"

    @property
    def asks(self) -> bool:
        return False


class File(Field):
    kind = "file"
    types: Many[Literal["pdf", "jpeg", "png", "docx", "odt"]] = ("pdf", "jpeg", "png")
    max_bytes: int = _Field(default=10 * MEGABYTE, ge=1, le=50 * MEGABYTE)
    max_files: int = _Field(default=1, ge=1, le=10)


class UnknownField(Field):
    """A field whose kind nobody knows here (its plugin is gone): kept as it came, shown as text, never lost."""

    model_config = {"extra": "allow"}
    kind_name: str = _Field(exclude=True)

    @model_serializer(mode="wrap")
    def _with_kind(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": self.kind_name, **handler(self)}


_KINDS: dict[str, type[Field]] = {
    cls.kind: cls
    for cls in (
        Text,
        LongText,
        WholeNumber,
        Date,
        YesNo,
        Choice,
        ManyOf,
        Scale,
        Languages,
        Phone,
        Email,
        Address,
        Group,
        Note,
        File,
    )
}


def add_field_class(cls: type[Field]) -> None:
    """Make a plugin's own field class known, so that revisions give it back. Raises ValueError for a second class of one kind."""
    if _KINDS.setdefault(cls.kind, cls) is not cls:
        raise ValueError(f"Two field classes claim the kind '{cls.kind}': {_KINDS[cls.kind].__qualname__} and {cls.__qualname__}")


def field_classes() -> tuple[type[Field], ...]:
    """All kinds that are known now: the built-in ones and those of plugins."""
    return tuple(_KINDS.values())


def field_class(kind: str) -> type[Field] | None:
    return _KINDS.get(kind)


def _pick(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    data = dict(value)
    kind = data.pop("kind", None)
    if not isinstance(kind, str):
        raise ValueError(msg("a field needs its kind, one of: {kinds}", kinds=", ".join(sorted(_KINDS))))
    cls = _KINDS.get(kind)
    return cls(**data) if cls else UnknownField(**data, kind_name=kind)


AnyField = Annotated[SerializeAsAny[Field], BeforeValidator(_pick)]
Group.model_rebuild()
