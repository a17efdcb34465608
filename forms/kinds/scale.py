"""One step of an ordered scale. Asked like a choice; rules may compare it."""

from __future__ import annotations

from typing import ClassVar

from core.definitions import Field, Scale
from forms.kinds.choice import ChoiceKind


class ScaleKind(ChoiceKind):
    name = "scale"
    definition: ClassVar[type[Field]] = Scale
