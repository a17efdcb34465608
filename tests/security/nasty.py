"""Input that nobody sends by mistake: texts, addresses, hosts, payloads and files that broke other people's servers."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

SUM = "9801547"  # 1337 * 7331: what an evaluated template would show
XSS = "<img src=x onerror=alert(1)>\"'`</script><svg/onload=alert(2)>"
INJECTIONS = [
    "{{1337*7331}}",
    "${1337*7331}",
    "#{1337*7331}",
    "<%= 1337*7331 %>",
    "{%print(1337*7331)%}",
    "{x.__class__}",
    "{{x.__class__.__mro__}}",
    "%(x)s %s %d",
    "{0.__init__.__globals__}",
    "=1337*7331",
    "';select 1337*7331;--",
    "$(expr 1337 \\* 7331)",
]
TEXTS = [
    "\x00",
    "a\x00b",
    "\ud800",
    "a\udfffb",
    "\u202egnp.exe\u202c",
    "\u2066\u2067\u2069",
    "e" + "\u0301" * 10_000,
    "\ufeff\u200b\u200d",
    "🏳️‍🌈" * 50,
    "İıſK",
    "١٢٣",
    "a\r\nSet-Cookie: x=1",
    "../../../../etc/passwd",
    "9" * 5_000,
    "1e1000000",
    "-1",
    "NaN",
    "Infinity",
    "0x7f",
    "[]",
    "null",
    "true",
    " ",
    "",
    "%",
    "_",
    "\\",
    "'",
    "99999999999999999999",
    "2026-02-30",
    "31.12.99999",
    "0000-00-00",
    XSS,
    *INJECTIONS,
]
LONG = "x" * 1_000_000
HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "evil.example/localhost",
    "localhost@evil.example",
    "localhost:80@evil.example",
    "localhost:evil",
    "localhost\\evil.example",
    "[::1",
    "[::1].evil.example",
    "127.0.0.1.evil.example",
    "0x7f.1",
    "127.1",
    "..",
    "localhost evil.example",
    "localhost,evil.example",
    "*",
    "xn--lcalhost-64a",
    "localhost%00.evil.example",
    "a" * 5_000,
]
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "https:evil.example",
    "//evil.example@localhost",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/%5cevil.example",
    "javascript:alert(1)",
    "/./\\evil.example",
    "/x/..//evil.example",
    "data:text/html,x",
    "/\u2028/evil.example",
]
NAMES = [
    "../../etc/passwd.pdf",
    "..\\..\\boot.ini.pdf",
    "a\x00.pdf",
    "\u202efdp.exe.pdf",
    f"{XSS}.pdf",
    "a\r\nContent-Type: text/html.pdf",
    'a"; filename="b.html.pdf',
    "CON.pdf",
    ".pdf",
    "a" * 500 + ".pdf",
    "{{1337*7331}}.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "ü\u0308🎈.pdf",
]


def bomb() -> bytes:
    """A docx in whose 100 kB lie 100 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"\0" * 100_000_000)
    return packed.getvalue()


def lying_odt() -> bytes:
    """An odt whose table of contents says 39 bytes, behind which lie many more."""
    media = b"application/vnd.oasis.opendocument.text"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"\0" * 50_000_000)
    raw = bytearray(packed.getvalue())
    place = raw.rfind(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", len(media))
    return bytes(raw)


def files() -> dict[str, bytes]:
    """What is uploaded under a harmless name. None of these may be shown by a browser as a page of ours."""
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    return {
        "svg": svg,
        "html": b"<!DOCTYPE html><script>alert(1)</script>",
        "xml with entities": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        "pdf that is html": b"%PDF-1.7\n<html><script>alert(1)</script>",
        "png that is html": b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>",
        "gif": b"GIF89a/*" + svg,
        "jar": b"PK\x03\x04" + b"\0" * 26 + b"META-INF/",
        "broken zip": b"PK\x03\x04" + zlib.compress(b"x" * 1000),
        "empty": b"",
        "elf": b"\x7fELF" + b"\0" * 60,
        "text": b"just text",
    }
