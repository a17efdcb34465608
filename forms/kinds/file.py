"""Uploaded files. What was uploaded lies in the table `attachment`; the answer is the ids of the files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import File
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.markup import described, fieldset
from forms.kinds.wrong import Wrong

_ID = re.compile(r"[0-9a-f-]{32,36}")
ENDINGS = {"pdf": ".pdf", "jpeg": ".jpg,.jpeg", "png": ".png", "docx": ".docx", "odt": ".odt"}


class FileKind(Kind):
    name = "file"
    definition = File
    grouped = True

    @classmethod
    def reader(cls, field: File, name: str) -> Reader:
        def read(raw: Raw) -> tuple[str, ...] | None:
            ids = tuple(dict.fromkeys(value for value in raw.get(name, ()) if value))
            if not all(_ID.fullmatch(value) for value in ids):
                raise Wrong(_("This file is not known. Upload it again."))
            if len(ids) > field.max_files:
                raise Wrong(_("At most %(most)s files are possible. Take away those that are not needed.", most=field.max_files))
            return ids or None

        return read

    @classmethod
    def to_json(cls, field: File, value: Sequence[str]) -> list[str]:
        return list(value)

    @classmethod
    def from_json(cls, field: File, data: Sequence[str]) -> tuple[str, ...]:
        return tuple(data)

    @classmethod
    def raw(cls, field: File, value: Sequence[str] | None, name: str = "") -> dict[str, list[str]]:
        return {name or field.id: list(value)} if value else {}

    @classmethod
    def json_schema(cls, field: File) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": field.max_files}

    @classmethod
    def show(cls, field: File, value: Sequence[str], language: str) -> str:
        return ", ".join(value)

    @classmethod
    def widget(cls, field: File, place: Place, say: Say) -> str:
        endings = ",".join(ENDINGS[type_] for type_ in field.types)
        types = ", ".join(type_.upper() for type_ in field.types)
        limits = say.text(_("Up to %(size)s each: %(types)s", size=megabytes(field.max_bytes), types=types))
        keep, choose = say.text(_("Keep")), say.text(_("Choose file"))
        kept = (
            f'{{% for f in files.get({place.key}, ()) %}}<div class="kern-form-check"><input class="kern-form-check__checkbox" type="checkbox" checked '
            f'id="{place.name}--{{{{ f.id }}}}" name="{place.name}" value="{{{{ f.id }}}}"><label class="kern-label" for="{place.name}--{{{{ f.id }}}}">'
            f'{keep} <a class="kern-link" href="{{{{ f.url }}}}"><bdi>{{{{ f.filename }}}}</bdi></a> ({{{{ f.size }}}})</label></div>{{% endfor %}}'
        )
        multiple = " multiple" if field.max_files > 1 else ""
        describe = described(field, place, error=False).replace('"', "", 2).replace(" aria-describedby=", "")
        upload = (
            f'<div class="kern-form-input"><label class="kern-label" for="{place.name}">{choose}</label>'
            f'<div class="kern-hint" id="{place.name}-limits">{limits}</div><input class="kern-form-input__input" type="file" id="{place.name}" '
            f'name="{place.name}" accept="{endings}"{multiple} aria-describedby="{(describe + " " if describe else "")}{place.name}-limits"></div>'
        )
        return fieldset(field, place, say, kept + upload)

    @classmethod
    def example(cls, field: File, rng: Random) -> None:
        return None  # a made-up id would point to no file

    @classmethod
    def wrongs(cls, field: File) -> list[dict[str, list[str]]]:
        ids = [f"{number:032x}" for number in range(field.max_files + 1)]
        return [{field.id: ["../../etc/passwd"]}, {field.id: ids}, {field.id: ["\0"]}]


def megabytes(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.0f} MB"
