"""A person with a browser that knows neither JavaScript nor style: follows links, fills in forms, presses buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

Values = list[tuple[str, str]]


@dataclass
class Control:
    """One input of a form as it stands in the page."""

    name: str
    kind: str
    value: str = ""
    checked: bool = True
    options: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass
class HtmlForm:
    """A form with its controls and buttons."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def values(self) -> Values:
        """What a browser would send if nothing were touched."""
        return [(control.name, control.value) for control in self.controls if control.checked and control.kind != "file"]

    def names(self) -> set[str]:
        return {control.name for control in self.controls}

    def offered(self, name: str) -> set[str] | None:
        """What may be chosen under this name; None where anything may be typed."""
        choices = [control for control in self.controls if control.name == name]
        if any(control.kind not in ("radio", "checkbox", "select") for control in choices):
            return None
        return {value for control in choices for value in (control.options if control.kind == "select" else [control.value])}

    def value_of(self, name: str, words: str) -> str:
        """What is sent when the option with these words is chosen from a list; the words themselves where there is no list."""
        for control in self.controls:
            if control.name == name and control.kind == "select":
                found = [value for value, shown in zip(control.options, control.words, strict=True) if words in shown]
                if words not in control.options and not found:
                    raise KeyError(f"{name} does not offer '{words}' but {control.words}")
                return words if words in control.options else found[0]
        return words

    def filled(self, answers: dict[str, str | list[str]]) -> Values:
        """The values with these answers typed in. Raises KeyError for no such control or option."""
        if unknown := answers.keys() - self.names():
            raise KeyError(f"The form has no {sorted(unknown)}; it has {sorted(self.names())}")
        for name, value in answers.items():
            offered = self.offered(name)
            if offered is not None and (strange := {value} - offered if isinstance(value, str) else set(value) - offered):
                raise KeyError(f"{name} does not offer {sorted(strange)} but {sorted(offered)}")
        kept = [(name, value) for name, value in self.values() if name not in answers]
        return kept + [(name, item) for name, value in answers.items() for item in ([value] if isinstance(value, str) else value)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[HtmlForm] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: HtmlForm | None = None
        self._href: str | None = None
        self._area: Control | None = None
        self._select: Control | None = None
        self._button: tuple[str, str] | None = None
        self._silent = 0
        self._off = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        if tag == "fieldset" and (self._off or "disabled" in got):
            self._off += 1  # what a browser keeps back until it is asked
        if self._off:
            return
        if tag == "form":
            self._form = HtmlForm(got.get("action", ""), got.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag in ("input", "textarea", "select") and "disabled" not in got:
            self._control(tag, got)
        elif tag == "option" and self._select is not None:
            self._select.options.append(got.get("value", ""))
            self._select.words.append("")
            if "selected" in got or len(self._select.options) == 1:
                self._select.value = got.get("value", "")
        elif tag == "button" and got.get("type", "submit") == "submit":
            self._button = (got.get("name", ""), got.get("value", ""))
            if self._form:
                self._form.buttons.append((*self._button, ""))
        elif tag == "a":
            self._href = got.get("href")
            if self._href is not None:
                self.links.append((self._href, ""))
        elif tag in ("script", "style"):
            self._silent += 1

    def _control(self, tag: str, got: dict[str, str]) -> None:
        kind = got.get("type", "text") if tag == "input" else tag
        control = Control(got.get("name", ""), kind, got.get("value", ""))
        if kind in ("radio", "checkbox"):
            control.checked = "checked" in got
            control.value = got.get("value", "on")
        if self._form is not None and control.name and kind not in ("submit", "button"):
            self._form.controls.append(control)
        if tag == "textarea":
            self._area = control
        if tag == "select":
            self._select = control

    def handle_endtag(self, tag: str) -> None:
        if tag == "fieldset" and self._off:
            self._off -= 1
        elif self._off:
            return
        elif tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "button":
            self._button = None
        elif tag == "a":
            self._href = None
        elif tag in ("script", "style"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data.removeprefix("\n") if not self._area.value else data
        if self._silent or self._off:
            return
        self.words.append(data)
        if self._select is not None and self._select.words:
            self._select.words[-1] += data
        if self._href is not None:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)
        if self._button is not None and self._form and self._form.buttons:
            name, value, text = self._form.buttons[-1]
            self._form.buttons[-1] = (name, value, text + data)


@dataclass
class Answer:
    """A page as it came."""

    url: str
    status: int
    headers: dict[str, str]
    html: str

    def __post_init__(self) -> None:
        reader = _Reader()
        reader.feed(self.html)
        self.forms = reader.forms
        self.links = [(href, " ".join(text.split())) for href, text in reader.links]
        self.text = " ".join(" ".join(reader.words).split())

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def form(self, *names: str) -> HtmlForm:
        """The first form that has all these controls (or buttons)."""
        for form in self.forms:
            if set(names) <= form.names() | {button[0] for button in form.buttons}:
                return form
        raise LookupError(f"No form with {names} on {self.url} ({self.status}): {self.text[:500]}")

    def link(self, text: str) -> str:
        """The address behind the first link whose text contains this."""
        for href, words in self.links:
            if text in words:
                return href
        raise LookupError(f"No link '{text}' on {self.url} ({self.status}); there are {[words for _, words in self.links]}")


class Visitor:
    """One browser with its cookies."""

    def __init__(self, base: str, language: str = "de") -> None:
        self.base = base
        self.jar = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.jar))
        self._headers = {"Accept": "text/html", "Accept-Language": language}
        self.page = Answer(base, 0, {}, "")

    def get(self, path: str, **headers: str) -> Answer:
        return self._send(Request(urljoin(self.base, path), headers=self._headers | headers))

    def post(self, path: str, values: Values, **headers: str) -> Answer:
        url = urljoin(self.base, path)
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        body = urlencode(values, errors="surrogatepass").encode()
        return self._send(Request(url, data=body, headers=self._headers | {"Origin": origin, "Referer": self.page.url} | headers))

    def follow(self, text: str) -> Answer:
        """Click the link that contains this text."""
        return self.get(urljoin(self.page.url, self.page.link(text)))

    def submit(self, form: HtmlForm, answers: dict[str, str | list[str]] | None = None, press: str | None = None) -> Answer:
        """Fill in and press the button with this value (or name); without one, Enter presses the first."""
        values = form.filled(answers or {})
        buttons = [button for button in form.buttons if press is None or press in button[:2] or press in button[2]]
        if press and not buttons:
            raise LookupError(f"No button '{press}' on {self.page.url}; there are {form.buttons}")
        if buttons and buttons[0][0]:
            values.append(buttons[0][:2])
        target = urljoin(self.page.url, form.action)
        if form.method == "get":
            return self.get(f"{target.split('?')[0]}?{urlencode(values)}")
        return self.post(target, values)

    def sign_in(self, email: str, password: str) -> Answer:
        self.get("/sign-in")
        return self.submit(self.page.form("email", "password"), {"email": email, "password": password})

    def _send(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as response:
                body = response.read()
                found = (response.url, response.status, dict(response.headers))
        except HTTPError as error:
            body = error.read()
            found = (error.url or request.full_url, error.code, dict(error.headers))
        self.page = Answer(*found, body.decode("utf-8", "replace"))
        return self.page


def query(url: str) -> dict[str, str]:
    """The parameters of an address."""
    return dict(parse_qsl(urlsplit(url).query))
