"""What every kind of field is made of: reader, storage, widget, schema and samples, side by side in one class."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from random import Random
from typing import Any, ClassVar, NamedTuple

from flask_babel import lazy_gettext as _

from core.definitions import Field
from forms.kinds.asker import Asker
from forms.kinds.markup import Place, Say, wrapped
from forms.kinds.spoken import Spoken
from forms.kinds.wrong import Reason, Wrong

_MISSING = Reason(_("This question needs an answer."))
Raw = Mapping[str, Sequence[str]]
"""Input name -> all values that were sent under it, as a browser sends them."""

Reader = Callable[[Raw], Any]
"""Raw input -> the answer, None where nothing was answered. Raises Wrong and nothing else."""


class Since(NamedTuple):
    """From when on there is something to tell, as far as it is known."""

    birth: date | None = None
    entry: date | None = None


NOTHING = Since()


Parser = Callable[[str], Any]
"""The text of one control, trimmed and not empty → the answer. Raises Wrong and nothing else."""


class Kind:
    """The machinery behind one type of field. A plugin's own kind gives at least `name`, `definition` and `wtforms_field`;
    what it leaves out is done through that WTForms field."""

    name: ClassVar[str]
    definition: ClassVar[type[Field]]
    grouped: ClassVar[bool] = False
    """Whether the widget is several controls under one heading (fieldset and legend) and not one control with its label."""

    # reading

    @classmethod
    def parser(cls, field: Any) -> Parser | None:
        """For a kind with one control: what reads its text, compiled once. None for a kind that has a `reader` of its own."""
        return None

    @classmethod
    def reader(cls, field: Any, name: str) -> Reader:
        """Compile the reader of this field once; `name` is its input name (`intake`, or `jobs.0.employer` in a row)."""
        from forms.kinds.bridge import reader_of

        parse = cls.parser(field)
        if parse is None:
            return reader_of(cls, field, name)

        def read(raw: Raw) -> Any:
            values = raw.get(name)
            text = values[0].strip() if values else ""
            return parse(text) if text else None

        return read

    @classmethod
    def read(cls, field: Any, raw: Raw, name: str = "") -> Any:
        return cls.reader(field, name or field.id)(raw)

    @classmethod
    def takes(cls, field: Any, name: str) -> Callable[[str], bool] | None:
        """Which input names besides `name` itself belong to the field; None for none."""
        return None

    @classmethod
    def confirms(cls, field: Any) -> bool:
        """Whether an answer names something that is stored elsewhere, so that `confirm` has to look at it."""
        return False

    @classmethod
    def confirm(cls, field: Any, value: Any, asker: Asker) -> None:
        """Raises Wrong where this asker may not give this answer. Asked when it is sent and again when the form is handed in."""

    @classmethod
    def dated(cls, field: Any) -> bool:
        """Whether an answer may hold days, so that `hold` has to look at it."""
        return False

    @classmethod
    def hold(cls, field: Any, value: Any, since: Since) -> None:
        """Raises Wrong where a day cannot be, as the person was born and the case entered on the days of `since`."""

    # storage

    @classmethod
    def sealed(cls, field: Any, value: Any, now: datetime) -> Any:
        """The answer as it is handed in at this moment."""
        return value

    @classmethod
    def to_json(cls, field: Any, value: Any) -> Any:
        return value

    @classmethod
    def from_json(cls, field: Any, data: Any) -> Any:
        return data

    @classmethod
    def raw(cls, field: Any, value: Any, name: str = "") -> dict[str, list[str]]:
        """What the widget shows for an answer: the way back of `read`."""
        return {} if value is None else {name or field.id: [str(value)]}

    @classmethod
    def json_schema(cls, field: Any) -> dict[str, Any]:
        return {"type": "string"}

    # showing

    @classmethod
    def show(cls, field: Any, value: Any, language: str) -> str:
        """The answer as plain text, for summaries, receipts and lists."""
        return str(value)

    @classmethod
    def show_for(cls, field: Any, value: Any, language: str, asker: Asker) -> str:
        """The same for somebody: with the names of what the answer points to, where she may know them. May be Markup."""
        return cls.show(field, value, language)

    @classmethod
    def as_typed(cls, field: Any, value: Any, language: str) -> str:
        """The answer as somebody would write it into the input, for examples in messages."""
        return cls.show(field, value, language)

    @classmethod
    def widget(cls, field: Any, place: Place, say: Say) -> str:
        """Jinja source of the whole field with label, hint and error. All wording goes through `say`, which escapes it."""
        from forms.kinds.bridge import widget_of

        return wrapped(field, place, say, widget_of(cls, field, place, say))

    @classmethod
    def wtforms_field(cls, field: Any, language: str) -> Any:
        """An unbound WTForms field of the same answers and the same HTML."""
        from forms.kinds.bridge import asked

        return asked(cls, field, language)

    @classmethod
    def missing(cls, field: Any) -> Any:
        """The reason why a question that needs an answer is shown once more, with an example where one helps."""
        value = cls.sample(field)
        if value is None:
            return _MISSING
        return _(
            "This question needs an answer, for example %(example)s.", example=Spoken(lambda at: cls.as_typed(field, value, at))
        )

    # samples

    @classmethod
    def sample(cls, field: Any) -> Any:
        """An answer that a message may name as an example, always the same one; None where it would say nothing."""
        return None

    @classmethod
    def example(cls, field: Any, rng: Random) -> Any:
        """A made-up answer that the reader would accept: for demo data and for tests."""
        raise NotImplementedError(f"The kind '{cls.name}' gives no example(field, rng).")

    @classmethod
    def example_for(cls, field: Any, rng: Random, asker: Asker) -> Any:
        """The same, where an answer names something that has to be there; None where there is nothing to name."""
        return cls.example(field, rng)

    @classmethod
    def wrongs(cls, field: Any) -> list[dict[str, list[str]]]:
        """Raw inputs, under the field's own id, that the reader has to refuse."""
        return []


__all__ = ["Asker", "Kind", "Parser", "Place", "Raw", "Reader", "Say", "Since", "Wrong"]
