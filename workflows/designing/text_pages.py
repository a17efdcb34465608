"""The pages of a draft's texts: a matrix by language, typed in place, and files for translators there and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import NotFound, current_actor
from core.admin import AdminPage
from core.catalogue import Publication, changes, confirming
from core.catalogue.change_models import EDIT
from core.catalogue.compare import place
from core.catalogue.trouble import Refused as NotNow
from core.catalogue.trouble import Stale
from core.database import db, transaction
from core.definitions import DefinitionError, Programme
from core.web.i18n import LANGUAGES, SHELL, direction, shell_language
from forms.designing.asked import Done, Sent
from forms.designing.panel import Wrong
from forms.designing.places import Refused
from forms.designing.sent import quicker, told, version, wrong
from workflows.designing import store, text_files, texts
from workflows.designing.said import SAID
from workflows.designing.store import Opened
from workflows.designing.texts import SOURCE, Typed

PAGE = 40
SHOWN = ("all", "missing", "stale", "open")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Cell:
    """One text in one language. `name` is that of its input."""

    language: str
    name: str
    text: str
    state: str = ""
    wrong: Wrong | None = None


@dataclass(frozen=True, slots=True)
class Row:
    path: str
    label: str
    cells: Sequence[Cell]


class Matrix:
    """The texts of a draft for one request: which of them are shown, in which languages, and how each stands."""

    def __init__(self, opened: Opened, wrong: Wrong | None = None) -> None:
        self.opened, self.wrong = opened, wrong or Wrong()
        self.told = texts.texts(opened.programme)
        asked = request.args.get("in", "")
        self.language = asked if asked in LANGUAGES and asked != SOURCE else self._usual()
        self.show = request.args.get("show", "all") if request.args.get("show") in SHOWN else "all"
        self.part = request.args.get("part", "*")
        self.start = int(text) if (text := request.args.get("from", "")).isascii() and text.isdigit() and len(text) < 7 else 0

    def _usual(self) -> str:
        return shell_language() if shell_language() != SOURCE else "en"

    direction = staticmethod(direction)

    @cached_property
    def stale(self) -> frozenset[tuple[str, str]]:
        """By all that was published, and the steps of the draft."""
        change, session = self.opened.change, db.session()
        query = select(Publication.revision).where(Publication.programme_id == change.programme_id).order_by(Publication.number)
        before = [texts.texts(catalogue.definition(digest)) for digest in dict.fromkeys(session.scalars(query))]
        steps = [step.forward for step in changes.steps(session, change) if not step.undone]
        return texts.stale([*before, self.told], steps, confirming.confirmed(session, change))

    @property
    def stale_here(self) -> list[tuple[str, str]]:
        """Those of the rows that are shown."""
        shown = self.wanted[self.start : self.start + PAGE]
        return [(path, self.language) for path in shown if (path, self.language) in self.stale]

    @property
    def sums(self) -> list[tuple[str, int, int, int]]:
        """Language, and how many of its texts are there, missing and stale: those of the programme and of the shell."""
        there = Counter(code for each in self.told.values() for code in each)
        old = Counter(code for _path, code in self.stale)
        codes = [code for code in LANGUAGES if code != SOURCE and (there[code] or code in SHELL or code == self.language)]
        return [(code, there[code], len(self.told) - there[code], old[code]) for code in codes]

    @property
    def spoken(self) -> list[str]:
        return [code for code, there, _missing, _stale in self.sums if there]

    @property
    def parts(self) -> list[tuple[str, str]]:
        codes = dict.fromkeys(texts.part_of(path) for path in self.told)
        return [(code, self.place(code)) for code in codes]

    def place(self, path: str) -> str:
        if not path:
            return str(self.opened.programme.title.text(shell_language()))
        address, _slash, name = path.rpartition("/")
        whole = path.count("/") % 2 == 1
        return place([self.opened.programme], path if whole else address, "" if whole else name)

    @property
    def codes(self) -> list[str]:
        return list(dict.fromkeys((SOURCE, self.language)))

    @cached_property
    def wanted(self) -> list[str]:
        """The paths that the filters leave."""
        found = [path for path in self.told if self.part in ("*", texts.part_of(path))]
        return [path for path in found if self.show == "all" or self._is(path)]

    def _is(self, path: str) -> bool:
        missing, old = self.language not in self.told[path], (path, self.language) in self.stale
        return {"missing": missing, "stale": old, "open": missing or old}[self.show]

    @property
    def rows(self) -> list[Row]:
        shown = self.wanted[self.start : self.start + PAGE]
        return [Row(path, self.place(path), [self._cell(path, code) for code in self.codes]) for path in shown]

    def _cell(self, path: str, code: str) -> Cell:
        address, _slash, word = path.rpartition("/")
        name, said = f"w:{address}:{word}:{code}", self.told[path].get(code, "")
        state = "missing" if not said else "stale" if (path, code) in self.stale else ""
        if self.wrong.path != f"{path}/{code}":
            return Cell(code, name, said, state)
        return Cell(code, name, (self.wrong.typed.get(name) or [said])[-1], state, self.wrong)

    def at(self, **more: Any) -> str:
        """The address of this page with something else in it."""
        now: dict[str, Any] = {"in": self.language, "show": self.show, "part": self.part, "from": self.start or None}
        return url_for("step_designer.texts", change_id=self.opened.change.id, **{**now, **more})


class TextPages(AdminPage):
    """The texts of one draft in all languages."""

    @expose("/<change_id>/translations")
    def texts(self, change_id: str) -> ResponseReturnValue:
        return self._matrix(opened_draft(change_id))

    @expose("/<change_id>/translations", methods=("POST",))
    def type_texts(self, change_id: str) -> ResponseReturnValue:
        """What is typed on the page, or the last step taken back; a file of translations. One step of the draft."""
        sent: Sent = dict(request.form.lists())
        try:
            with transaction() as session:
                typed = self._typed(change_id, sent)

                def do(programme: Programme, _shipped: Programme | None, _published: Programme | None) -> Done:
                    return Done(texts.write(programme, typed))

                right = self._right(change_id, sent, typed)
                done = store.act(session, current_actor(), change_id, sent, version(), clock.now(), do, _same)
                if right:
                    done = _confirmed(session, change_id, right)
        except Stale as stale:
            return self._matrix(opened_draft(change_id), 409, stale=stale, quicker=quicker(stale), sent=told(sent, stale))
        except text_files.Bad as bad:
            return self._matrix(opened_draft(change_id), 422, bad=bad.rows)
        except (NotNow, DefinitionError) as error:
            return self._matrix(opened_draft(change_id), 422, wrong=wrong(error, sent))
        if "HX-Request" in request.headers:
            verb = request.form.get("_do", "set").partition(":")[0]
            return self._matrix(opened_draft(change_id), said=SAID.get(verb, ""), did=verb, told=done.told)
        kept: dict[str, Any] = {name: request.args[name] for name in ("in", "show", "part", "from") if name in request.args}
        return redirect(url_for(".texts", change_id=change_id, **kept), 303)

    @expose("/<change_id>/translations.<kind>")
    def text_file(self, change_id: str, kind: str) -> ResponseReturnValue:
        """All texts as a workbook, or one language as a PO file."""
        matrix = Matrix(opened_draft(change_id))
        if kind not in ("xlsx", "po"):
            raise NotFound("There is no such record.")
        name = matrix.opened.change.programme_id
        if kind == "xlsx":
            codes = dict.fromkeys([*matrix.spoken, matrix.language])
            return _file(text_files.workbook(matrix.told, list(codes)), XLSX, f"{name}.xlsx")
        made = text_files.po(matrix.told, matrix.language, matrix.stale, name, clock.now())
        return _file(made, "text/x-gettext-translation; charset=utf-8", f"{name}.{matrix.language}.po")

    def _right(self, change_id: str, sent: Sent, typed: Sequence[Typed]) -> list[tuple[str, str]]:
        """The stale translations that are confirmed: one, all that the page shows, or those that a file says again."""
        verb, _colon, rest = (sent.get("_do") or [""])[0].partition(":")
        if verb not in ("confirm", "import"):
            return []
        matrix = Matrix(opened_draft(change_id))
        said = {(each.path, each.language): each.text for each in typed}
        if verb == "import":
            wanted = list(said)
        else:
            path, _slash, language = rest.rpartition("/")
            wanted = [(path, language)] if path else matrix.stale_here
        # what is typed anew is no more stale
        return [key for key in wanted if key in matrix.stale and said.get(key) in (None, matrix.told[key[0]][key[1]])]

    def _typed(self, change_id: str, sent: Sent) -> list[Typed]:
        """Raises Bad, Refused."""
        verb = (sent.get("_do") or ["set"])[0]
        if verb == "import":
            programme = changes.find(db.session(), current_actor(), change_id, EDIT).programme
            return _from_file(texts.texts(programme))
        found = []
        for name, values in sent.items():
            sort, *rest = name.split(":")
            if sort != "w":
                continue
            if len(rest) != 3:
                raise Refused("", text_files.NO_PLACE)
            path = f"{rest[0]}/{rest[1]}".lstrip("/")
            found.append(Typed(path, rest[2], (values[-1] if values else "").replace("\r\n", "\n").strip()))
        return found

    def _matrix(self, opened: Opened, status: int = 200, **more: Any) -> Response:
        matrix = Matrix(opened, more.pop("wrong", None))
        context: dict[str, Any] = {"opened": opened, "change": opened.change, "matrix": matrix, "screen": matrix, "PAGE": PAGE}
        context |= {"said": "", "did": "", "told": "", "stale": None, "bad": ()}
        fragment = "HX-Request" in request.headers
        template = "workflows/designing/texts.html" if fragment else "workflows/designing/texts_page.html"
        return make_response(self.render(template, **{**context, **more}), status)


def _from_file(there: texts.Texts) -> list[Typed]:
    """The file that was sent: a workbook by its name, else a PO file in the language that was chosen. Raises Bad."""
    file, language = request.files.get("file"), request.form.get("_language", "")
    content = file.stream.read(text_files.MOST_BYTES + 1) if file else b""
    if file and (file.filename or "").lower().endswith(".po"):
        return text_files.read_po(content, language, there)
    return text_files.read_workbook(content, there)


def _confirmed(session: Session, change_id: str, right: Sequence[tuple[str, str]]) -> Done:
    """One step more, on the draft as it is now."""
    actor, change = current_actor(), changes.find(session, current_actor(), change_id)
    what = ngettext("A translation is still right", "%(num)d translations are still right", len(right))
    programme = change.programme
    confirming.confirm(session, actor, change_id, change.version, right, texts.texts(programme), clock.now(), what)
    return Done(programme, told=what)


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, content_type=kind, headers=headers)


def _same(programme: Programme) -> Programme:
    return programme


def opened_draft(change_id: str) -> Opened:
    """Raises NotFound."""
    if not current_actor().may("see_programmes"):
        raise NotFound("There is no such record.")
    return store.opened(db.session(), current_actor(), change_id)
