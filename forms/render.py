"""Pages of forms as HTML: one Jinja template a page, language and form revision, made from the kinds' widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from core.definitions import Field, Page
from forms.kinds.markup import Place, Say, given
from forms.kinds.registry import kind_of
from forms.kinds.rows import shown_rows
from forms.live import sheet_of
from forms.plan import Plan

# Of its own, so that templates of definitions see nothing of the app; autoescape is on for every value.
_ENVIRONMENT = jinja2.Environment(autoescape=True, auto_reload=False, cache_size=0)
_LOOK = (
    ' hx-post="{{ here }}" hx-trigger="change" hx-include="closest form" hx-target="closest form"'
    ' hx-swap="outerMorph" hx-vals=\'{"_do": "look"}\''
)
# disabled, so that nothing of a question that is not asked is sent
_WAITING = '<fieldset class="fk-if" role="none" data-if="@id"{% if \'@id\' in hidden %} hidden disabled{% endif %}>'
_NOTHING: dict[str, Any] = {}


class _Values(dict[str, str]):
    """Input name -> its first value; an input that was not sent is empty."""

    def __missing__(self, key: str) -> str:
        return ""


class _Lists(dict[str, Sequence[str]]):
    def __missing__(self, key: str) -> Sequence[str]:
        return ()


class PageTemplate:
    """One page of a form in one language, ready to be filled in."""

    def __init__(self, plan: Plan, page: Page, language: str, origins: bool) -> None:
        self.say = Say(language, origins=origins)
        decides = _deciding(plan, page)
        source = "".join(self._field(plan, field, field.id in decides) for field in page.fields)
        self.template = _ENVIRONMENT.from_string(source, globals=self.say.helpers)

    def _field(self, plan: Plan, field: Field, decides: bool) -> str:
        place = Place.top(field.id)
        html = given(field, place, self.say) if field.read_only else kind_of(field).widget(field, place, self.say)
        if decides:
            # with JavaScript, an answer that shows or hides other questions by a rule that stays with the server does so at once
            html = f"<div class=\"fk-decides\"{{% if asks is none or '{field.id}' in asks %}}{_LOOK}{{% endif %}}>{html}</div>"
        if field.id not in plan.rules.hideable:
            return html
        waits = f"'{field.id}' in waits"
        frame = _WAITING.replace("@id", field.id)
        html = f"{{% if {waits} %}}{frame}{{% endif %}}{html}{{% if {waits} %}}</fieldset>{{% endif %}}"
        return f"{{% if '{field.id}' not in hidden or {waits} %}}{html}{{% endif %}}"

    def render(self, raw: Mapping[str, Sequence[str]], errors: Mapping[str, list[str]], **context: Any) -> Markup:
        values = _Values({name: sent[0] for name, sent in raw.items() if sent})
        html = self.template.render(v=values, m=_Lists(raw), e=errors, rows=_Rows(raw), **{**_DEFAULTS, **context})
        return Markup(html)  # noqa: S704 - the template escaped every value


_DEFAULTS: dict[str, Any] = {
    "hidden": frozenset(), "must": frozenset(), "o": _NOTHING, "files": _NOTHING, "shown": _NOTHING, "here": "", "asker": None,
    "waits": frozenset(), "asks": None,
}  # fmt: skip


class _Rows:
    """What a row loop goes over."""

    def __init__(self, raw: Mapping[str, Sequence[str]]) -> None:
        self.raw = raw

    def __call__(self, name: str, least: int, most: int) -> list[int]:
        return shown_rows(self.raw, name, least, most)


def page_template(plan: Plan, page_id: str, language: str, *, origins: bool = False) -> PageTemplate:
    """The template of a page, made at its first use; with `origins` every field can say where its answer is from."""
    made = plan.templates.get((page_id, language, origins))
    if made is None:
        page = plan.form.page(page_id)
        if page is None:
            raise LookupError(
                f"The form '{plan.form.id}' has no page '{page_id}'; it has: {', '.join(p.id for p in plan.form.pages)}."
            )
        made = plan.templates[page_id, language, origins] = PageTemplate(plan, page, language, origins)
    return made


def render_page(
    plan: Plan, page_id: str, raw: Mapping[str, Sequence[str]], errors: Mapping[str, list[str]], language: str, **context: Any
) -> Markup:
    """The fields of a page, filled in. Context: `hidden` and `must` (ids), `o` (path -> where a prefilled value comes from),
    `files` (field id -> uploaded files), `shown` (id -> text of a read-only or computed field), `here` (the form's address),
    `asker` (for kinds that choose among records), `waits` (ids that the browser shows and hides, so that hidden ones stand there
    unseen) and `asks` (ids whose answers the server is asked about at once; None for all that decide something)."""
    return page_template(plan, page_id, language, origins=bool(context.get("o"))).render(raw, errors, **context)


def render_field(field: Field, raw: Mapping[str, Sequence[str]], errors: Mapping[str, list[str]], language: str) -> Markup:
    """One field alone: what a WTForms field of a kind gives when it is called."""
    say = Say(language)
    template = _ENVIRONMENT.from_string(kind_of(field).widget(field, Place.top(field.id), say), globals=say.helpers)
    values = _Values({name: sent[0] for name, sent in raw.items() if sent})
    html = template.render(v=values, m=_Lists(raw), e=errors, rows=_Rows(raw), **_DEFAULTS)
    return Markup(html)  # noqa: S704 - the template escaped every value


def _deciding(plan: Plan, page: Page) -> frozenset[str]:
    """The fields of a page whose answers show, hide, demand or work out others of the same page."""
    sheet = sheet_of(plan, page)
    return frozenset(name for part in sheet.parts if part.what != "check" for name in part.needs & sheet.here)


def shown_text(field: Field, value: Any, language: str) -> str:
    """An answer as text; a day or number that stands in an old form is shown the way its kind does today."""
    return "" if value is None else kind_of(field).show(field, value, language)


__all__ = ["PageTemplate", "page_template", "render_field", "render_page", "shown_text"]
