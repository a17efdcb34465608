"""Fill in a form as a browser without JavaScript does: send back what the page holds, changed here and there."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


class Controls(HTMLParser):
    """The controls of the form with the id `form`, as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: MultiDict[str, str] = MultiDict()
        self.names: list[str] = []
        self._inside, self._area, self._select = False, "", ""
        self._text: list[str] = []
        self._off = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "fieldset" and (self._off or "disabled" in a):
            self._off += 1
        if tag == "form":
            self._inside = a.get("id") == "form"
        if self._off or not self._inside or (tag != "option" and not a.get("name")):
            return
        name, value = a.get("name") or "", a.get("value") or ""
        if tag in ("input", "textarea", "select"):
            self.names.append(name)
        if tag == "input" and a.get("type") in ("radio", "checkbox"):
            if "checked" in a:
                self.sent.add(name, value)
        elif tag == "input" and a.get("type") != "file":
            self.sent.add(name, value)
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "select":
            self._select = name
            self.sent[name] = ""
        elif tag == "option" and "selected" in a:
            self.sent[self._select] = value

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            text = "".join(self._text)
            self.sent.add(self._area, text.removeprefix("\n"))
            self._area = ""
        if tag == "fieldset" and self._off:
            self._off -= 1
        if tag == "form":
            self._inside = False


def controls(answer: TestResponse) -> MultiDict[str, str]:
    return Controls(answer.text).sent


def send(client: FlaskClient, url: str, held: MultiDict[str, str], do: str = "next", **changes: object) -> TestResponse:
    """POST what the page held with these changes; `__` in a name stands for a dot."""
    data = MultiDict(held)
    for name, value in changes.items():
        data.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    if do:
        data["_do"] = do
    return client.post(url, data=data, content_type="multipart/form-data")
