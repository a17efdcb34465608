"""A letter of a programme: a text with placeholders, which are names out of a closed table and never expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, SerializeAsAny, model_serializer
from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.wording import Wording, t
from core.rules.message import msg

Recipient = Literal["participant", "unit"]
"""`participant`: in her language, with the German text beside. `unit`: an office, a provider, a company; in German."""


class Letter(Definition):
    """A letter that staff make from a case: filled in, read, changed where needed, and kept as it was handed out.

    `text`: paragraphs with an empty line between them; lines that begin with `- ` are a list. Placeholders are written
    `{person.given_name}`; a brace of its own is doubled: `{{`. What only its writer
    can say stands as a gap: `[[day and time]]`.
    """

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    subject: Wording
    text: Wording
    help: Wording | None = None
    steps: Many[Key] = ()
    """It is offered while one of them is open; none means at any time, also when the case is closed."""
    recipient: Recipient = "participant"
    hidden: bool = False
    """Not offered any more; what was made of it stays."""
    was: Many[Key] = ()
    """Former ids: what was made under them is still told with its title."""
    locked: str | None = None
    unconfirmed: Wording | None = None


class PartLetter(Letter):
    """A letter that several programmes share, taken in by its name; resolved when the programme is shipped. `steps` are this
    programme's own: the shared letter cannot know them."""

    title: Wording = t(de="–")
    subject: Wording = t(de="–")
    text: Wording = t(de="–")

    @model_serializer
    def _by_name(self) -> dict[str, Any]:
        return {"part": self.id, **({"steps": list(self.steps)} if self.steps else {})}


def _letter(value: Any) -> Any:
    return PartLetter(value["part"], steps=value.get("steps", ())) if is_part(value) else value


def is_part(value: Any) -> bool:
    """Whether this data takes a shared letter in by its name."""
    return isinstance(value, dict) and "part" in value and value.keys() <= {"part", "steps"}


AnyLetter = Annotated[SerializeAsAny[Letter], BeforeValidator(_letter)]

WORDED = ("subject", "text")
"""The properties of a letter that placeholders may stand in."""

PLAIN: Mapping[str, Wording] = {
    "person.given_name": t(de="Vorname", en="Given name"),
    "person.family_name": t(de="Familienname", en="Family name"),
    "person.street": t(de="Straße und Hausnummer", en="Street and number"),
    "person.postal_code": t(de="Postleitzahl", en="Postal code"),
    "person.municipality": t(de="Wohnort", en="Town of residence"),
    "person.number": t(de="Personennummer", en="Person number"),
    "case.number": t(de="Fallnummer", en="Case number"),
    "case.entered_on": t(de="Tag des Eintritts", en="Day of entry"),
    "case.responsible": t(de="Wer für den Fall zuständig ist", en="Who is responsible for the case"),
    "programme.title": t(de="Name des Programms", en="Title of the programme"),
    "unit.name": t(de="Die Stelle, die schreibt", en="The office that writes"),
    "author.name": t(de="Wer den Brief schreibt", en="Who writes the letter"),
    "today": t(de="Der Tag, an dem der Brief gemacht wird", en="The day on which the letter is made"),
}
"""The placeholders that every programme has. Of what says who somebody is they hold what a letter is addressed by, and no more.
The others are `due.STEP` (its deadline in this case), `facts.FACT` and `answers.FORM.FIELD`."""


class Slot(NamedTuple):
    """A placeholder in a text, by its name."""

    name: str


class BadBrace(ValueError):
    """A text whose braces are not those of placeholders."""


Piece = str | Slot


def pieces(text: str) -> tuple[Piece, ...]:
    """The text as literal stretches and placeholders. Raises BadBrace.

    The standard library's parser of format strings reads it; its formatting, which follows attributes of objects, is not used.
    """
    found: list[Piece] = []
    try:
        for literal, name, spec, conversion in Formatter().parse(text):
            if literal:
                found.append(literal)
            if name is not None:
                found.append(_slot(name, spec or "", conversion or ""))
    except BadBrace:
        raise
    except ValueError:
        raise BadBrace(msg("A brace stands alone. A placeholder is a name in braces; a brace of its own is doubled")) from None
    return tuple(found)


def _slot(name: str, spec: str, conversion: str) -> Slot:
    if spec or conversion:
        raise BadBrace(msg("Beside '{name}' stands more than a name: a placeholder has no ':' and no '!'", name=name))
    return Slot(name)


def readable(text: str) -> bool:
    try:
        return pieces(text) is not None
    except BadBrace:
        return False


def slots(text: str) -> frozenset[str]:
    """The names of the placeholders in a text; none where it cannot be read."""
    return frozenset(each.name for each in pieces(text) if isinstance(each, Slot)) if readable(text) else frozenset()


def filled(text: str, value: Callable[[str], str]) -> str:
    """The text with each placeholder replaced by what `value` gives for its name; what that gives is never read again."""
    return "".join(value(each.name) if isinstance(each, Slot) else each for each in pieces(text))


def rewritten(text: str, name: Callable[[str], str]) -> str:
    """The text with other names in its placeholders; one that cannot be read stays as it is."""
    if not readable(text):
        return text
    return "".join(f"{{{name(each.name)}}}" if isinstance(each, Slot) else _literal(each) for each in pieces(text))


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
