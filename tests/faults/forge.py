"""Makes web and worker processes that may be killed: the app is loaded once and forked, so that a new one stands in milliseconds.

Run as a process of its own; reads a line of JSON for each wish on standard input and answers with a line: {"pid": …}.
    {"make": "web", "port": 8123}      a waitress server on that port
    {"make": "worker"}                 delivers without a pause
With FAULTS_OUTBOX=off deliveries are not written down: plugins are told from memory, after the commit. That is the control:
the same kills then have to lose effects, or the harness sees nothing.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from core.app import create_app
from core.database import after_commit, db, transaction
from core.events import EVENTS
from core.journal import outbox
from core.journal.deliver import attempt
from core.plugin_manager import plugins


def main() -> None:
    logging.getLogger("waitress").setLevel(logging.ERROR)
    app = create_app()
    _warm(app)
    if os.environ.get("FAULTS_OUTBOX") == "off":
        _without_outbox(app)
    print(json.dumps({"pid": os.getpid()}), flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed are not waited for
    for line in sys.stdin:
        wish = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _live(app, wish)
        print(json.dumps({"pid": pid}), flush=True)


def _warm(app: Flask) -> None:
    """Open the pages once, so that a forked process does not spend its short life on compiling templates."""
    browser = app.test_client()
    page = browser.get("/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    values = {"csrf_token": token, "email": os.environ["FAULTS_EMAIL"], "password": os.environ["FAULTS_PASSWORD"]}
    browser.post("/sign-in", data=values, headers={"Referer": "http://localhost/sign-in"})
    answer = browser.get(f"/tasks/{os.environ['FAULTS_TASK']}")
    if answer.status_code != 200:
        raise RuntimeError(f"The task page answered {answer.status_code} at warming up")
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _live(app: Flask, wish: dict[str, Any]) -> None:
    """The life of a child; it never returns."""
    devnull = os.open(os.devnull, os.O_RDONLY)
    os.dup2(devnull, 0)
    threading.Thread(target=_die_with_parent, args=(os.getppid(),), daemon=True).start()
    if wish["make"] == "web":
        _serve(app, wish["port"])
    while True:
        with app.app_context():
            attempt()
        time.sleep(0.01)


def _serve(app: Flask, port: int) -> None:
    from waitress import create_server

    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    while True:
        try:
            listening.bind(("127.0.0.1", port))
            break
        except OSError:  # the killed one still holds it for a moment
            time.sleep(0.005)
    listening.listen(128)
    create_server(app, sockets=[listening], threads=8).run()
    os._exit(0)


def _die_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)


def _without_outbox(app: Flask) -> None:
    def remember(session: Session, row: dict[str, Any], now: Any) -> None:
        """In place of rows for the outbox: tell the plugins by and by, from memory."""
        common = {"subject_id": row["subject_id"], "person_id": row["person_id"], "case_id": row["case_id"]}
        event = EVENTS[row["event"]].model_validate({**common, **row["data"]})
        tell = threading.Thread(target=_tell, args=(app, event), daemon=True)
        after_commit(session, f"tell {row['id']}", tell.start)

    outbox.write_deliveries = remember


def _tell(app: Flask, event: Any) -> None:
    time.sleep(0.02)  # the time that a queue in memory would take
    with app.app_context():
        for name in plugins.listeners(event.name):
            with transaction() as session:
                plugins.call_one(name, event.name, event=event, session=session)


if __name__ == "__main__":
    main()
