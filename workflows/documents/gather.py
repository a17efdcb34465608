"""Put a document together: facts with their source, the latest submission of its form, measures and courses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.definitions import Audience, DocumentKind, DocumentSection, Fact, Field, Form, Group, Languages, vocabulary
from core.definitions.document import KEPT_INSIDE
from core.definitions.lineage import field_then, form_names
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import history
from core.people.show import phone
from core.people.values import from_json
from core.web.i18n import SHELL, show_date
from forms.kinds.registry import from_json as answers_of
from forms.kinds.registry import kind_of
from forms.models import Submission
from forms.plan import Plan
from forms.revisions import plan_of
from workflows.documents import measures
from workflows.documents.content import Content, Entry, Section, row_key
from workflows.documents.models import CLOSED, OPEN


def gather(session: Session, actor: Actor, person: Person, kind: DocumentKind, audience: Audience, language: str) -> Content:
    """All that this actor may put into the document today. The caller has fetched the person with `see_identity`."""
    with force_locale(language if language in SHELL else "de"):
        return _Gatherer(session, actor, person, kind, audience, language).content()


class _Gatherer:
    def __init__(
        self, session: Session, actor: Actor, person: Person, kind: DocumentKind, audience: Audience, language: str
    ) -> None:
        self.session, self.actor, self.person, self.kind = session, actor, person, kind
        self.audience, self.language = audience, language
        self.told = history(session, person.id, identity=actor.may(OPEN, person))
        self.submission = _latest(session, actor, person.id, kind.form) if kind.form else None
        self.sources: set[tuple[str, str]] = set()
        self.plan: Plan | None = None
        self.now: Form | None = None
        self.answers: dict[str, Any] = {}
        if self.submission is not None:
            self.plan = plan_of(self.submission.digest, self.submission.form)
            self.now = _now(self.plan.form, catalogue.definition(self.submission.digest).id)
            self.answers = answers_of(self.plan.form.fields, self.submission.answers)

    def content(self) -> Content:
        sections = tuple(filter(None, (self._section(section) for section in self.kind.sections)))
        names = (self._value("given_name"), self._value("family_name"))
        return Content(
            title=self.kind.title.text(self.language),
            audience=self.audience.id,
            language=self.language,
            name=" ".join(filter(None, names)),
            number=self.person.number,
            unit=self.session.get_one(Unit, self.person.unit_id).name,
            sections=sections,
            sources=frozenset(self.sources),
        )

    def _section(self, section: DocumentSection) -> Section | None:
        if section.readers and self.audience.id not in section.readers:
            return None
        if section.closed and (self.audience.outside or not self.actor.may(CLOSED, self.person)):
            return None
        entries = (*self._facts(section), *self._fields(section), *self._done(section))
        return Section(section.id, section.title.text(self.language), entries, section.closed) if entries else None

    # facts
    def _facts(self, section: DocumentSection) -> Iterator[Entry]:
        for name in section.facts:
            fact = vocabulary().fact(name)
            if self._barred(name, fact.privacy, section) or self._value(name) is None:
                continue
            statement = self.told[name][0]
            since = show_date(statement.valid_from)
            note = f"{_source(statement.source)}, {since}"
            yield Entry(f"facts/{name}", fact.title.text(self.language), self._fact_text(fact, self._value(name)), note=note)

    def _value(self, name: str) -> Any:
        entries = self.told.get(name)
        return from_json(name, entries[0].value) if entries else None

    def _barred(self, name: str | None, privacy: str, section: DocumentSection) -> bool:
        """Sensitive things stand in closed sections alone."""
        return (privacy == "sensitive" and not section.closed) or (self.audience.outside and name in KEPT_INSIDE)

    def _fact_text(self, fact: Fact, value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return show_date(value)
        if fact.id == "phone":
            return phone(value)
        if isinstance(value, frozenset):
            return ", ".join(sorted(self._code(fact, code) for code in value)) or _("none")
        return self._code(fact, value) if fact.type == "code" else str(value)

    def _code(self, fact: Fact, code: str) -> str:
        entry = vocabulary().list(fact.codes or fact.id).entry(code)
        return entry.title.text(self.language) if entry else code

    # the form's latest submission
    def _fields(self, section: DocumentSection) -> Iterator[Entry]:
        if self.plan is None or self.submission is None:
            return
        for name in section.fields:
            field = field_then(self.plan.form, name, self.now)
            value = self.answers.get(field.id) if field else None
            if field is None or value is None or self._barred(field.fact, field.privacy, section):
                continue
            self.sources.add(("submission", self.submission.id))
            yield from self._answer(section, field, value)

    def _answer(self, section: DocumentSection, field: Field, value: Any) -> Iterator[Entry]:
        label, show = field.label.text(self.language), kind_of(field).show
        if isinstance(field, Group):
            yield from (self._row(section, field, row) for row in value if row)
        elif isinstance(field, Languages):
            for row in value:
                yield Entry(row_key(f"fields/{field.id}", row["language"]), _("Language"), show(field, (row,), self.language))
        elif text := show(field, value, self.language):
            yield Entry(f"fields/{field.id}", label, text)

    def _row(self, section: DocumentSection, field: Group, row: dict[str, Any]) -> Entry:
        shown = [
            (inner.label.text(self.language), kind_of(inner).show(inner, row[inner.id], self.language))
            for inner in field.fields
            if inner.id in row and not self._barred(inner.fact, inner.privacy, section)
        ]
        title = (field.row_title or field.label).text(self.language)
        first = shown[0][1] if shown else ""
        key = row_key(f"fields/{field.id}", sorted((name, str(value)) for name, value in row.items()))
        return Entry(key, title, first, details=tuple(shown[1:]))

    # what was done
    def _done(self, section: DocumentSection) -> Iterator[Entry]:
        outside = frozenset(self.kind.shown_outside) if self.audience.outside else None
        reader = measures.Reader(self.session, self.actor, self.person.id, self.language, outside)
        found = [*(reader.measures() if section.measures else ()), *(reader.courses() if section.courses else ())]
        self.sources |= reader.sources
        yield from found


def _latest(session: Session, actor: Actor, person_id: str, form: str) -> Submission | None:
    """The last submission of a shared form, whatever programme it was filled in for, that the actor may see."""
    names = form_names(catalogue.offered(), form)
    query = scoped(actor, Submission, "see_case").where(Submission.person_id == person_id, Submission.form.in_(names))
    return session.scalars(query.order_by(Submission.submitted_at.desc(), Submission.id.desc()).limit(1)).first()


def _now(form: Form, programme: str) -> Form | None:
    """The form as it is on offer, in its own programme at best: it knows what its questions were called before."""
    offered = sorted(catalogue.offered(), key=lambda each: each.id != programme)
    return next((each for made in offered for each in made.forms if form.id in (each.id, *each.was)), None)


def _source(name: str) -> str:
    known = {"self": _("told by the person"), "document": _("document seen"), "office": _("confirmed by an office")}
    return known.get(name, name)


__all__ = ["KEPT_INSIDE", "gather"]
