"""The limit of an HTTP post: bare WSGI, four readers written by hand, one read and one statement through psycopg. No session, no CSRF."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

import psycopg
from psycopg.types.json import Jsonb

READ = "SELECT c.id, c.person_id, c.version, k.status, k.unit_path, k.round FROM case_ c JOIN task k ON k.case_id = c.id WHERE k.id = %s"
WRITE = """
WITH s AS (INSERT INTO submission (id, draft_id, subject, form, digest, person_id, unit_path, answers, source, submitted_at, user_name, onward)
       VALUES (%(sub)s, %(draft)s, %(subject)s, 'contact_note', %(digest)s, %(person)s, %(path)s, %(answers)s, 'self', now(), 'Limit', '/')),
 c AS (UPDATE case_ SET version = version + 1 WHERE id = %(case)s AND version = %(version)s RETURNING id),
 d AS (UPDATE task SET status = 'done', done_at = now(), done_by_name = 'Limit', submission_id = %(sub)s
       FROM c WHERE task.id = %(task)s AND task.status = 'open' RETURNING task.*),
 w AS (DELETE FROM worklist USING c WHERE task_id = %(task)s RETURNING worklist.*),
 n AS (INSERT INTO task (id, case_id, programme, step, round, status, role, unit_path, opened_at, follows_id)
       SELECT %(new)s, case_id, programme, step, round + 1, 'open', role, unit_path, now(), id FROM d),
 l AS (INSERT INTO worklist (task_id, case_id, person_id, programme, step, role, held_by, unit_id, unit_path, due_key, optional, opened_at)
       SELECT %(new)s, case_id, person_id, programme, step, role, held_by, unit_id, unit_path, due_key, optional, now() FROM w)
INSERT INTO entry (id, at, actor_name, event, subject_id, person_id, case_id, data)
 SELECT v.id, now(), 'Limit', v.event, %(case)s, %(person)s, %(case)s, '{}'::jsonb
   FROM d, (VALUES (%(e1)s, 'form_submitted'), (%(e2)s, 'step_done')) v(id, event)
"""
KINDS = frozenset({"talk", "phone", "message", "visit", "authority", "company"})
_own = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not length:
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]
    answers = _read(parse_qs(environ["wsgi.input"].read(length).decode()))
    _write(environ["PATH_INFO"].rsplit("/", 1)[1], answers)
    start_response("303 See Other", [("Location", "/receipts/x"), ("Content-Length", "0")])
    return [b""]


def _read(raw: dict[str, list[str]]) -> dict[str, Any]:
    day = datetime.strptime(raw["contact_on"][0], "%d.%m.%Y").date()  # noqa: DTZ007  # a day has no zone
    minutes, kind, note = int(raw["contact_minutes"][0]), raw["contact_kind"][0], raw["contact_note"][0]
    if not 1 <= minutes <= 600 or kind not in KINDS or len(note) > 10_000:
        raise ValueError("out of range")
    return {"contact_on": day.isoformat(), "contact_minutes": minutes, "contact_kind": kind, "contact_note": note}


def _write(task: str, answers: dict[str, Any]) -> None:
    connection = getattr(_own, "connection", None)
    if connection is None:
        connection = _own.connection = psycopg.connect(os.environ["LIMIT_DSN"], autocommit=True)
    case, person, version, status, path, _round = connection.execute(READ, (task,)).fetchone()
    if status != "open":
        raise ValueError("done already")
    ids = {name: str(uuid.uuid4()) for name in ("sub", "draft", "new", "e1", "e2")}
    values = {"case": case, "person": person, "version": version, "task": task, "path": path, "answers": Jsonb(answers)}
    connection.execute(WRITE, {**ids, **values, "subject": f"task:{task}", "digest": "0" * 64})
