"""Mends how Werkzeug reads multipart forms: where a chunk of the body ends must not change what arrives, and a part has a name.

Werkzeug 3.1 (pallets/werkzeug#3285, open): when a chunk of 64 KB ends at an empty field, the boundary becomes its value and the
next field is lost; when it ends inside a boundary, a value may gain a stray byte. A form with a file can meet both.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

import werkzeug.formparser
from werkzeug.exceptions import UnprocessableEntity
from werkzeug.sansio.multipart import NEED_DATA, Data, Event, Field, File, MultipartDecoder, State

# line break before the value, line break after it, "--", boundary, "--" and its line break
_AROUND_BOUNDARY = 2 + 2 + 2 + 2 + 2
_LINE_END = re.compile(rb"[\r\n]")
_Utf8 = codecs.getincrementaldecoder("utf-8")


class PatientDecoder(MultipartDecoder):
    """Begins with a value only when so much is there that an empty one shows its end, and holds back all that may be one.

    A value that is no UTF-8 is refused, as in core/web/urlencoded.py. A part without a name gets the empty one: names are texts.
    """

    _reads: codecs.IncrementalDecoder | None = None

    def next_event(self) -> Event:
        enough = len(self.boundary) + _AROUND_BOUNDARY
        if self.state == State.DATA_START and not self.complete and len(self.buffer) < enough:
            return NEED_DATA
        event = super().next_event()
        if isinstance(event, Field | File):
            event = replace(event, name=event.name or "")
            self._reads = _Utf8("strict") if isinstance(event, Field) else None
        elif isinstance(event, Data) and self._reads is not None:
            try:
                self._reads.decode(event.data, final=not event.more_data)
            except UnicodeDecodeError:
                raise UnprocessableEntity from None
        return event

    def _last_partial_boundary_index(self, data: bytes | bytearray) -> int:
        reach = len(data) - len(self.boundary) - _AROUND_BOUNDARY
        found = _LINE_END.search(data, max(0, reach))
        return found.start() if found else len(data)


def install() -> None:
    """For all forms of this process: Werkzeug's parser names its decoder and offers no other way in."""
    werkzeug.formparser.MultipartDecoder = PatientDecoder  # type: ignore[misc]  # see above
