"""One step of an ordered scale. Asked like a choice; rules may compare it."""

from __future__ import annotations

from core.definitions import Scale
from forms.kinds.choice import ChoiceKind


class ScaleKind(ChoiceKind):
    name = "scale"
    definition = Scale
