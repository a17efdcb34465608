"""Take in files: looked at by content, not by name; kept in the database under a random id; served as downloads only."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Protocol

from flask import Response, send_file
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database import new_id
from core.definitions import File
from forms.kinds.file import megabytes
from forms.kinds.wrong import Wrong
from forms.models import Attachment, Draft

PER_DRAFT = 50
"""Files that one draft may hold, those that were taken out again included."""
MEDIA = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
_BAD_NAME = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class Upload(Protocol):
    """What Werkzeug hands over for a file."""

    filename: str | None
    stream: Any


def take_in(session: Session, actor: Actor, draft: Draft, field: File, uploads: Iterable[Upload], now: dt.datetime) -> list[str]:
    """Store the files; gives their ids. Raises Wrong (and stores none) when one of them cannot be taken."""
    read = [(upload, _read(upload, field)) for upload in uploads if upload.filename]
    held = session.scalar(select(func.count()).where(Attachment.draft_id == draft.id)) or 0
    if read and held + len(read) > PER_DRAFT:
        raise Wrong(_("Too many files were uploaded to this form: at most %(most)s are possible.", most=PER_DRAFT))
    rows = [_attachment(draft, field, actor, upload, content, now) for upload, content in read]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _attachment(draft: Draft, field: File, actor: Actor, upload: Upload, content: bytes, now: dt.datetime) -> Attachment:
    return Attachment(
        id=new_id(),
        draft_id=draft.id,
        field=field.id,
        filename=clean_name(upload.filename or ""),
        media_type=MEDIA[str(sniff(content))],
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        person_id=draft.person_id,
        unit_path=draft.unit_path,
        user_id=actor.user_id,
        created_at=now,
    )


def _read(upload: Upload, field: File) -> bytes:
    content = bytes(upload.stream.read(field.max_bytes + 1))
    name = clean_name(upload.filename or "")
    if len(content) > field.max_bytes:
        raise Wrong(_("“%(name)s” is larger than %(limit)s. Choose a smaller file.", name=name, limit=megabytes(field.max_bytes)))
    if not content:
        raise Wrong(_("“%(name)s” is empty. Choose another file.", name=name))
    if sniff(content) not in field.types:
        types = ", ".join(type_.upper() for type_ in field.types)
        raise Wrong(_("“%(name)s” is not a file of these types: %(types)s. Save it as one of them.", name=name, types=types))
    return content


def sniff(content: bytes) -> str | None:
    """The type that the content itself shows; None for all others."""
    for beginning, type_ in _BEGINNINGS.items():
        if content.startswith(beginning):
            return type_
    return _packed(content) if content.startswith(b"PK\x03\x04") else None


def _packed(content: bytes) -> str | None:
    """docx and odt are zip archives; only their table of contents and one short entry are read, so no bomb unfolds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return "docx"
            if "mimetype" in names:
                with archive.open("mimetype") as entry:  # so many bytes and no more: an archive may lie about its sizes
                    return "odt" if entry.read(len(MEDIA["odt"]) + 1) == MEDIA["odt"].encode() else None
    except (zipfile.BadZipFile, ValueError, OSError, KeyError, NotImplementedError, RuntimeError):
        return None
    return None


def clean_name(name: str) -> str:
    """A file name that is safe to show and to send: the last part of a path, without control and bidi characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return (_BAD_NAME.sub("_", last).strip(". ") or "file")[-255:]


def listed(session: Session, draft: Draft, raw: Mapping[str, Any], url: Any) -> dict[str, list[dict[str, str]]]:
    """Field id -> the files that the raw input names, as the widget shows them."""
    rows = session.execute(
        select(Attachment.id, Attachment.field, Attachment.filename, Attachment.size).where(Attachment.draft_id == draft.id)
    )
    found: dict[str, list[dict[str, str]]] = {}
    for id_, field, filename, size in rows:
        if id_ in raw.get(field, ()):
            found.setdefault(field, []).append({"id": id_, "filename": filename, "size": megabytes(size), "url": url(id_)})
    return found


def download(attachment: Attachment) -> Response:
    """The file as a download: no browser shows it as a page of ours."""
    response = send_file(
        io.BytesIO(attachment.content), "application/octet-stream", as_attachment=True, download_name=attachment.filename
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Id -> file name."""
    rows = session.execute(select(Attachment.id, Attachment.filename).where(Attachment.id.in_(list(ids))))
    return {row.id: row.filename for row in rows}
