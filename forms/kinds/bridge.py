"""Between kinds and WTForms, both ways: a kind as a WTForms field, and a WTForms field as a kind's reader and widget."""

from __future__ import annotations

from typing import Any

import wtforms
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms.utils import unset_value

from forms.kinds.base import Kind, Raw, Reader
from forms.kinds.markup import Place, Say
from forms.kinds.wrong import Wrong


class Asked(wtforms.Field):
    """A kind as a WTForms field: `data` is the kind's answer, calling it gives the kind's HTML."""

    def __init__(self, *args: Any, kind: type[Kind], asked: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.asked, self.language = kind, asked, language
        self.raw: Raw = {}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.process_errors, self.data = [], None
        if formdata is None:
            self.data = self.default if data is unset_value else data
            self.raw = self.kind.raw(self.asked, self.data, self.name)
            return
        self.raw = _lists(formdata)
        try:
            self.data = self.kind.read(self.asked, self.raw, self.name)
        except Wrong as wrong:
            self.process_errors = [str(message) for _at, message in wrong.errors]

    def __call__(self, **kwargs: Any) -> Markup:
        from forms.render import render_field

        return render_field(self.asked, self.raw, {self.name: list(self.errors)} if self.errors else {}, self.language)


def asked(kind: type[Kind], field: Any, language: str) -> Any:
    """The unbound WTForms field of a kind that has none of its own."""
    return Asked(
        field.label.text(language),
        description=field.help.text(language) if field.help else "",
        kind=kind,
        asked=field,
        language=language,
    )


def reader_of(kind: type[Kind], field: Any, name: str) -> Reader:
    """A reader made of a kind's own WTForms field."""
    if kind.wtforms_field.__func__ is Kind.wtforms_field.__func__:  # type: ignore[attr-defined]  # a classmethod has __func__
        raise TypeError(
            f"The kind '{kind.name}' gives neither reader(field, name) nor wtforms_field(field, language). Write one of them."
        )
    unbound = kind.wtforms_field(field, "de")

    def read(raw: Raw) -> Any:
        values = raw.get(name)
        if not values or not any(value.strip() for value in values):
            return None
        form = wtforms.Form(MultiDict({}), meta={"csrf": False})
        bound = unbound.bind(form, name)
        bound.process(MultiDict([(name, value) for value in values]))
        if not bound.validate(form):
            raise Wrong(errors=[("", message) for message in bound.errors])
        return bound.data

    return read


def widget_of(kind: type[Kind], field: Any, place: Place, say: Say) -> str:
    """Jinja source that calls a kind's own WTForms widget while the page is shown."""
    unbound = kind.wtforms_field(field, say.language)

    def draw(name: str, values: list[str]) -> Markup:
        bound = unbound.bind(wtforms.Form(meta={"csrf": False}), name)
        bound.process(MultiDict([(name, value) for value in values]) if values else None)
        return Markup(bound())  # noqa: S704 - WTForms widgets escape what they show

    return f"{{{{ {say.helper(draw)}({place.key}, {place.values}) }}}}"


def _lists(formdata: Any) -> dict[str, list[str]]:
    if hasattr(formdata, "lists"):
        return {key: list(values) for key, values in formdata.lists()}
    return {key: formdata.getlist(key) for key in formdata}
