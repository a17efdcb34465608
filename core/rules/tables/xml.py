"""XML from strangers as plain elements with their lines: no document types, no entities, bounded in size and depth."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

BYTES = 2_000_000
ELEMENTS = 50_000
DEPTH = 40


class XmlError(ValueError):
    """A file that cannot be read: the line, and why."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(f"Line {line}: {message}")
        self.line = line


@dataclass(slots=True)
class Element:
    """`name` is without its namespace, which stands in `space`; so it is with attributes of the element's own namespace."""

    name: str
    space: str
    line: int
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self, name: str) -> list[Element]:
        return [child for child in self.children if child.name == name and child.space == self.space]

    def one(self, name: str) -> Element | None:
        return next(iter(self.all(name)), None)

    @property
    def text(self) -> str:
        """Its own text, or that of the `text` element in it."""
        inner = self.one("text")
        return "".join(self.pieces if inner is None else inner.pieces).strip()


def read_xml(data: bytes) -> Element:
    """The root element. Raises XmlError."""
    if len(data) > BYTES:
        raise XmlError(f"The file is larger than {BYTES // 1_000_000} MB.")
    return _Reader().read(data)


class _Reader:
    """Refuses a document type before anything in it is looked at: entities are declared nowhere else."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._say

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise XmlError(f"This is not XML: {expat.ErrorString(error.code)}.", error.lineno) from None
        except (LookupError, ValueError) as error:
            if isinstance(error, XmlError):
                raise
            raise XmlError(f"This cannot be read: {error}.", self._line) from None
        if self._root is None:
            raise XmlError("The file is empty.")
        return self._root

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _refuse(self, *_declared: object) -> int:
        raise XmlError("A document type or entity (<!DOCTYPE, <!ENTITY) is not taken. Delete it from the file.", self._line)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > ELEMENTS or len(self._open) >= DEPTH:
            limit = f"{ELEMENTS:,} elements" if self._count > ELEMENTS else f"{DEPTH} levels"
            raise XmlError(f"The file has more than {limit}.", self._line)
        space, _, local = name.rpartition(" ")
        element = Element(local, space, self._line, {key.rpartition(" ")[2]: value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _say(self, text: str) -> None:
        self._open[-1].pieces.append(text)
