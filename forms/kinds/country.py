"""A country: chosen from the list of all, by its name in the page's language."""

from __future__ import annotations

from typing import ClassVar

from core.definitions import Choice, Country, Field, Option, Scale
from core.people.normal import normal
from forms.kinds.base import Place, Say
from forms.kinds.choice import ChoiceKind
from forms.kinds.options import offered, select


class CountryKind(ChoiceKind):
    name = "country"
    definition: ClassVar[type[Field]] = Country

    @classmethod
    def widget(cls, field: Choice | Scale | Country, place: Place, say: Say) -> str:
        def by_name(option: Option) -> str:
            return normal(option.label.text(say.language))

        return select(field, place, say, tuple(sorted(offered(field), key=by_name)))
