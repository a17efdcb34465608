"""Nobody is sent to a stranger's page after signing in."""

import pytest

from core.access.local import is_local

OUTSIDE = [
    *(
        "//host",
        "///host",
        "////host",
        "//host/x",
        "//host@x",
        "/\\host",
        "\\\\host",
        "\\/host",
        "/\\/host",
        "\\host",
        "/\\\\host",
    ),
    *("https:host", "https://host", "http://host", "HTTPS://host", "https:/host", "https:\\\\host", "http:///host", "ftp://host"),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "mailto:a@b",
        "tel:1",
    ),
    *("/%09/host", "/\t/host", "\t//host", "\n//host", "\r//host", " //host", "/ /host", "/\n/host", "/%0a/host", "/%0d/host"),
    *(
        "/%2f/host",
        "/%2fhost",
        "/%2Fhost",
        "/%5chost",
        "/%5Chost",
        "/%5c%5chost",
        "%2f%2fhost",
        "%5c%5chost",
        "/%252fhost",
        "/%255chost",
    ),
    *("host", "host.example", "./host", "../host", "?next=//host", "#//host", ";//host", "@host", ":host", "a:b", ".//host"),
    *(
        "/./host/../..//x",
        "/.//host",
        "/..//host",
        "/a/..//host",
        "/x/../\\host",
        "/a://b",
        "/%3a//host",
        "/%01/host",
        "/\x00/host",
        "/\x7f/host",
    ),
    *(
        "\u2028//host",
        "\u200a///host",
        "\ufeff//host",
        "/\u3000/host",
        "/\uff0fhost",
        "\uff0f\uff0fhost",
        "/\u2215host",
        "/\xa0/host",
        "/\x85/host",
    ),
    *("", " ", "/" * 3, "//", "/\\", "\\", None, "/" + "a" * 3_000, "http:", "https:///", "//\\host", "/ ", "/a b", "/%20//host"),
    *(
        "https://localhost@host",
        "https://localhost.host",
        "//localhost@host",
        "//0x7f.1",
        "//[::1]",
        "//host:80",
        "//host%2f@localhost",
        "//localhost:80@host",
        "/\u2028/host",
        "ws://host",
        "blob:x",
        "file:///etc",
        "/%e2%80%a8/host",
    ),
]
INSIDE = [
    *("/", "/people", "/people/0193-ab?after=x&q=M%C3%BCller", "/tasks/1#field-school", "/people?next=//host", "/a/b/c/"),
    *("/cases/1/exit?page=two", "/?lang=en", "/people?q=a%20b"),
]


@pytest.mark.parametrize("target", OUTSIDE)
def test_outside_is_refused(target: str | None):
    assert not is_local(target)


@pytest.mark.parametrize("target", INSIDE)
def test_a_page_of_ours_is_taken(target: str):
    assert is_local(target)


def test_the_corpus_is_large():
    assert len(OUTSIDE) >= 100
