"""Where one may be sent after signing in: to a page of this server, whatever a link says."""

from urllib.parse import unquote, urlsplit

MAX_LENGTH = 2_000


def is_local(target: str | None) -> bool:
    """Whether this is a path on this server for every browser: they drop control characters and read \\ as /.

    It is looked at as it stands and unquoted, since it is not known how often it will be.
    """
    if not target or len(target) > MAX_LENGTH:
        return False
    path = target.partition("?")[0].partition("#")[0]
    return _plain(target) and all(_is_path(form) for form in (path, unquote(path), unquote(unquote(path))))


def _plain(target: str) -> bool:
    """Only what a quoted address is made of: visible ASCII without backslash."""
    return all("!" <= char <= "~" and char != "\\" for char in target)


def _is_path(path: str) -> bool:
    if not path.startswith("/") or path.startswith("//") or "\\" in path or "://" in path or "/./" in path or "/../" in path:
        return False
    if any(ord(char) < 32 or ord(char) == 127 or char.isspace() for char in path):
        return False
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
