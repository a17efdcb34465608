"""Each field of a multipart form arrives, wherever the chunks of the body end."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.formparser import MultiPartParser
from werkzeug.sansio.multipart import MultipartDecoder

from core.web import multipart

BOUNDARY = "----WebKitFormBoundaryXyz789"


def body(fields: list[tuple[str, str]]) -> bytes:
    parts = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields)
    return f"{parts}--{BOUNDARY}--\r\n".encode()


def read(fields: list[tuple[str, str]], chunk: int) -> list[tuple[str, str]]:
    raw = body(fields)
    form, _files = MultiPartParser(buffer_size=chunk).parse(io.BytesIO(raw), BOUNDARY.encode(), len(raw))
    return list(form.items(multi=True))


def test_each_place_where_a_chunk_may_end() -> None:
    multipart.install()
    fields = [("a", ""), ("b", "x"), ("c", ""), ("d", "\r\n"), ("e", "--"), ("f", "")]
    wrong = [chunk for chunk in range(1, len(body(fields)) + 2) if read(fields, chunk) != fields]
    assert not wrong


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["", "x", "\r", "\n", "\r\n", "--", "-- ", "ä"]), min_size=1, max_size=6),
    st.integers(1, 400),
)
def test_any_values(values: list[str], chunk: int) -> None:
    multipart.install()
    fields = [(f"f{number}", value) for number, value in enumerate(values)]
    assert read(fields, chunk) == fields


def test_a_part_without_a_name_has_the_empty_one() -> None:
    multipart.install()
    raw = f"--{BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\n1\r\n--{BOUNDARY}--\r\n".encode()
    form, _files = MultiPartParser().parse(io.BytesIO(raw), BOUNDARY.encode(), len(raw))
    assert list(form.items(multi=True)) == [("", "1")]


def test_the_mending_is_still_needed() -> None:
    """When this fails, Werkzeug has mended where chunks end: core/web/multipart.py needs no patience then, only the names."""
    import werkzeug.formparser

    werkzeug.formparser.MultipartDecoder = MultipartDecoder  # type: ignore[misc]  # the original
    try:
        fields = [("a", ""), ("b", "x")]
        assert any(read(fields, chunk) != fields for chunk in range(1, len(body(fields))))
    finally:
        multipart.install()
