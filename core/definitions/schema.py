"""The JSON Schema of programmes, for editors that help while a YAML file is written."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from core.definitions.fields import Group, field_classes
from core.definitions.files import FORMAT
from core.definitions.form import Page
from core.definitions.programme import Programme

REF = "#/$defs/{model}"


def json_schema() -> dict[str, Any]:
    """The schema (Draft 2020-12) of a programme with all field kinds that are known when it is asked for."""
    kinds = field_classes()
    classes: list[type[BaseModel]] = [Programme, Page, Group, *kinds]
    # pydantic gives the names: two plugins may have a class of the same one
    named, schema = models_json_schema([(cls, "validation") for cls in classes], ref_template=REF)
    defs: dict[str, Any] = schema["$defs"]
    defs["AnyField"] = {"oneOf": [named[kind, "validation"] for kind in kinds]}
    for holder in (Page, Group):  # a field there is any kind, which the annotation `Field` cannot say
        _at(defs, named[holder, "validation"])["properties"]["fields"]["items"] = {"$ref": REF.format(model="AnyField")}
    _at(defs, named[Programme, "validation"])["properties"]["format"] = {"type": "integer", "minimum": 1, "maximum": FORMAT}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **named[Programme, "validation"], "$defs": defs}


def _at(defs: dict[str, Any], reference: dict[str, Any]) -> Any:
    return defs[str(reference["$ref"]).rsplit("/", 1)[1]]
