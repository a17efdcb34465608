"""Fields whose answer names something that is stored elsewhere: a country, a person, an organisation; and the signature."""

from __future__ import annotations

from typing import Literal

from core.definitions.base import Key, Many
from core.definitions.fields import Field, add_field_class
from core.definitions.vocabulary import Vocabulary
from core.rules.types import Type

UnitKind = Literal["land", "district", "town", "provider", "job_centre", "company", "association"]


class Country(Field):
    """A country by its code in ISO 3166, or stateless."""

    kind = "country"

    def type(self, vocabulary: Vocabulary) -> Type:
        return vocabulary.list("country").type


class PersonChoice(Field):
    """Somebody of the registry, by id. With `track` only people with a running case in that track of the programme (a mentor);
    with `link` the two cases are joined under that name when the form is handed in."""

    kind = "person"
    track: Key | None = None
    link: Key | None = None


class Organisation(Field):
    """A unit of the tree, by id, of these kinds; none named means of every kind."""

    kind = "organisation"
    kinds: Many[UnitKind] = ()


class Signature(Field):
    """A signature drawn on the screen, or the typed name where there is no pointer; kept with the moment."""

    kind = "signature"


for _cls in (Country, PersonChoice, Organisation, Signature):
    add_field_class(_cls)
