"""Clients hand in forms while web and worker are killed at random; a ledger outside knows what was promised."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from tests.journeys.visitor import Answer, Visitor
from tests.servers import free_port

GONE = (URLError, HTTPException, ConnectionError, TimeoutError)
NOTE = {"contact_on": "02.11.2026", "contact_minutes": "30", "contact_kind": "talk"}


@dataclass
class Ledger:
    """What clients meant to hand in (key → note), and for which keys the server said that it has it."""

    intents: dict[str, str] = field(default_factory=dict)
    acks: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def intend(self, key: str, note: str) -> None:
        with self.lock:
            self.intents[key] = note

    def acknowledge(self, key: str) -> None:
        with self.lock:
            self.acks.add(key)


@dataclass
class Found:
    """What the database holds afterwards: notes by key, effects by key."""

    notes: dict[str, list[str]]
    effects: Counter[str]

    def lost(self, ledger: Ledger) -> set[str]:
        return {key for key in ledger.acks if ledger.intents[key] not in self.notes.get(key, [])}

    def doubled(self) -> set[str]:
        return {key for key, notes in self.notes.items() if len(notes) > 1}

    def changed(self, ledger: Ledger) -> set[str]:
        return {key for key, notes in self.notes.items() if any(note != ledger.intents.get(key) for note in notes)}

    def effects_lost(self) -> set[str]:
        return self.notes.keys() - self.effects.keys()

    def effects_doubled(self) -> set[str]:
        return {key for key, count in self.effects.items() if count > 1}


class Forge:
    """The process that forks web and worker; all it made die with it."""

    def __init__(self, env: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.faults.forge"]
        self._process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._read()

    def make(self, **wish: Any) -> int:
        assert self._process.stdin
        print(json.dumps(wish), file=self._process.stdin, flush=True)
        return self._read()

    def end(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def _read(self) -> int:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("The forge ended; see what it wrote to standard error")
        return int(json.loads(line)["pid"])


@contextmanager
def forge(env: dict[str, str]) -> Iterator[Forge]:
    made = Forge(env)
    try:
        yield made
    finally:
        made.end()


class Client(threading.Thread):
    """Hands in one contact note after the other for one case, and sends again what was not answered, as a person would."""

    def __init__(self, base: str, email: str, password: str, next_task: Callable[[], str], ledger: Ledger) -> None:
        super().__init__(daemon=True)
        self._visitor = Visitor(base)
        self._email, self._password = email, password
        self._next_task, self._ledger = next_task, ledger
        self._number = 0
        self.ended = threading.Event()
        self.at_work = threading.Event()
        self.faults: list[str] = []

    def run(self) -> None:
        try:
            self._until_it_works(lambda: self._visitor.sign_in(self._email, self._password))
            while not self.ended.is_set():
                self._hand_in(self._next_task())
        except Exception as error:  # noqa: BLE001  # whatever ends a client is told by the test
            self.faults.append(repr(error))

    def _hand_in(self, task: str) -> None:
        page = self._until_it_works(lambda: self._visitor.get(f"/tasks/{task}"))
        if page is None:
            return
        form = page.form("contact_note")
        key = dict(form.values())["_draft"]
        self._number += 1
        note = f"note {self._number} of {self.name}"
        self._ledger.intend(key, note)
        answer = self._until_it_works(lambda: self._visitor.submit(form, {**NOTE, "contact_note": note}, press="submit"))
        if answer is None:
            return
        if answer.status != 200 or answer.path == f"/tasks/{task}":
            raise RuntimeError(f"{answer.status} {answer.url}: {answer.text[:300]}")
        self._ledger.acknowledge(key)
        self.at_work.set()

    def _until_it_works(self, act: Callable[[], Answer]) -> Answer | None:
        while not self.ended.is_set():
            try:
                answer = act()
            except GONE:
                time.sleep(0.02)
                continue
            if answer.status not in (502, 503):
                return answer
        return None


def storm(maker: Forge, clients_of: Callable[[str], list[Client]], ledger: Ledger, kills: int, seed: int) -> Counter[str]:
    """Let clients work on a web and a worker process, of which one is killed at random; how often each was.

    At least `kills` times, and until a quarter as many forms were acknowledged: on a slow machine most lives are too short.
    """
    dice = random.Random(seed)
    port = free_port()
    living = {"web": maker.make(make="web", port=port), "worker": maker.make(make="worker")}
    clients = clients_of(f"http://127.0.0.1:{port}")
    for client in clients:
        client.start()
    for client in clients:
        client.at_work.wait(60)
    done: Counter[str] = Counter()
    while _goes_on(done.total(), len(ledger.acks), kills) and not any(client.faults for client in clients):
        time.sleep(dice.uniform(0.02, 0.3))
        kind = dice.choices(["web", "worker"], [2, 1])[0]
        os.kill(living[kind], signal.SIGKILL)
        done[kind] += 1
        living[kind] = maker.make(make=kind, port=port)
    _wind_down(clients)
    for pid in living.values():
        os.kill(pid, signal.SIGKILL)
    assert not [fault for client in clients for fault in client.faults]
    return done


def _goes_on(done: int, acknowledged: int, kills: int) -> bool:
    return done < kills or (acknowledged <= kills // 4 and done < 5 * kills)


def _wind_down(clients: list[Client]) -> None:
    time.sleep(1)  # what hangs in the air arrives
    for client in clients:
        client.ended.set()
    for client in clients:
        client.join(30)
