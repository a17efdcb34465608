"""The JSON Schema of programmes, for editors that help while a YAML file is written."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from core.definitions.fields import field_classes
from core.definitions.programme import Programme

REF = "#/$defs/{model}"


def json_schema() -> dict[str, Any]:
    """The schema (Draft 2020-12) of a programme with all field kinds that are known when it is asked for."""
    kinds = field_classes()
    classes: list[type[BaseModel]] = [Programme, *kinds]
    _, schema = models_json_schema([(cls, "validation") for cls in classes], ref_template=REF)
    defs: dict[str, Any] = schema["$defs"]
    defs["AnyField"] = {"oneOf": [{"$ref": REF.format(model=kind.__name__)} for kind in kinds]}
    for holder in ("Page", "Group"):  # a field there is any kind, which the annotation `Field` cannot say
        defs[holder]["properties"]["fields"]["items"] = {"$ref": REF.format(model="AnyField")}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": REF.format(model="Programme"), "$defs": defs}
