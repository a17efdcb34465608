"""Mends how Werkzeug reads multipart forms: an empty field must not swallow its neighbour.

Werkzeug 3.1 (pallets/werkzeug#3285, open) looks for the end of a field's value too early when a chunk of 64 KB ends right at
an empty field: the boundary becomes its value and the next field is lost. A form with a file and empty fields can meet that.
"""

from __future__ import annotations

import werkzeug.formparser
from werkzeug.sansio.multipart import NEED_DATA, Event, MultipartDecoder, State

# line break before the value, line break after it, "--", boundary, "--" and its line break
_AROUND_BOUNDARY = 2 + 2 + 2 + 2 + 2


class PatientDecoder(MultipartDecoder):
    """Begins with a value only when so much is there that an empty one shows its end."""

    def next_event(self) -> Event:
        enough = len(self.boundary) + _AROUND_BOUNDARY
        if self.state == State.DATA_START and not self.complete and len(self.buffer) < enough:
            return NEED_DATA
        return super().next_event()


def install() -> None:
    """For all forms of this process: Werkzeug's parser names its decoder and offers no other way in."""
    werkzeug.formparser.MultipartDecoder = PatientDecoder  # type: ignore[misc]  # see above
