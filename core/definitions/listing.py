"""A programme's own code lists in the questions that take their answers from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.definitions.fields import Field, Group, Optioned
from core.definitions.form import Form, Page
from core.definitions.vocabulary import CodeList


def with_lists(forms: Iterable[Form], lists: Iterable[CodeList]) -> tuple[Form, ...]:
    """The forms, with each question knowing the list of its programme that its `codes` name; the same ones where all do."""
    known = {each.id: each for each in lists}
    return tuple(_form(form, known) for form in forms)


def users(forms: Iterable[Form], id: str) -> Iterator[tuple[Form, Optioned]]:
    """The questions, in groups too, whose answers come from the list of this name."""
    for form in forms:
        for field in form.fields:
            for each in (field, *(field.fields if isinstance(field, Group) else ())):
                if isinstance(each, Optioned) and each.codes == id:
                    yield form, each


def _form(form: Form, known: Mapping[str, CodeList]) -> Form:
    pages = [_page(page, known) for page in form.pages]
    return form if _same(pages, form.pages) else form.but(pages=pages)


def _page(page: Page, known: Mapping[str, CodeList]) -> Page:
    fields = [_field(field, known) for field in page.fields]
    return page if _same(fields, page.fields) else page.but(fields=fields)


def _field(field: Field, known: Mapping[str, CodeList]) -> Field:
    if isinstance(field, Optioned):
        return field.taking(known.get(field.codes or ""))
    if isinstance(field, Group):
        fields = [_field(each, known) for each in field.fields]
        return field if _same(fields, field.fields) else field.but(fields=fields)
    return field


def _same(one: Sequence[object], other: Sequence[object]) -> bool:
    return all(a is b for a, b in zip(one, other, strict=True))
