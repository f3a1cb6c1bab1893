"""A client that never gives up: it repeats a command under the same key until it is answered, and journals both."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from tests.chaos.journal import Journal

TIMEOUT = httpx.Timeout(6.0, connect=2.0)
PAUSE = 0.2
RACES, LOST_RACES = 10, ("stale-version", "conflict")
TWICE = 0.05  # share of commands that are sent again although they were answered


class Refused(Exception):
    """The network refused a command; the argument is what the problem is called."""


class Over(Exception):
    """The campaign is over before the command was answered."""


@dataclass(frozen=True)
class Answer:
    """What an acknowledged command was told."""

    id: str
    version: int
    body: Any


class Gate:
    """Lets all clients work, or makes them wait before their next command. `epoch` counts the
    beginnings and ends of restores: a story that began before or in one may rely on what a store has forgotten.
    """

    def __init__(self) -> None:
        self.open = threading.Event()
        self.over = threading.Event()
        self.epoch = 0


class Client:
    """One client with a journal of its own; `urls` has the address of each store. Not for concurrent use."""

    def __init__(self, urls: Mapping[str, str], journal: Journal, gate: Gate, rng: random.Random) -> None:
        self.journal, self.gate, self.rng = journal, gate, rng
        self.busy = False
        self.sent = 0
        self.statuses: Counter[int] = Counter()
        self._urls = urls
        self._http = httpx.Client(timeout=TIMEOUT)

    def command(
        self, event: str, path: str, body: dict[str, Any], token: str, match: int | None = None, stream: str = "id"
    ) -> Answer:
        """Returns when acknowledged; raises Refused or Over. Who lost a race tries again, with another key.

        `event` is the stored name of what shall be recorded; `stream` its stream: `id` means the answered id,
        empty that the answered id is the id of a thing inside of a stream.
        """
        for _ in range(RACES):
            try:
                return self._once(event, path, body, token, match, stream)
            except Refused as refused:
                if str(refused) not in LOST_RACES:
                    raise
        raise Refused("a race was lost again and again")

    def _once(self, event: str, path: str, body: dict[str, Any], token: str, match: int | None, stream: str) -> Answer:
        self._wait_for_turn()
        key = str(UUID(int=self.rng.getrandbits(128), version=4))
        headers = {"Idempotency-Key": key, "Authorization": f"Bearer {token}"}
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        self.journal.asked(key, event, path, body)
        self.busy = True
        try:
            response, attempts = self._until_answered(path, headers, body)
            return self._judged(key, response, attempts, stream, (path, headers, body))
        finally:
            self.busy = False

    def close(self) -> None:
        self._http.close()
        self.journal.close()

    def _wait_for_turn(self) -> None:
        while not self.gate.open.wait(0.2):
            if self.gate.over.is_set():
                raise Over
        if self.gate.over.is_set():
            raise Over

    def _until_answered(self, path: str, headers: dict[str, str], body: Any) -> tuple[httpx.Response, int]:
        attempts = 0
        while not self.gate.over.is_set():
            attempts += 1
            try:
                response = self._http.post(self._urls[path.split("/")[1]] + path, json=body, headers=headers)
            except httpx.TransportError:
                self.gate.over.wait(PAUSE)
                continue
            self.statuses[response.status_code] += 1
            if response.status_code < 500 and _slug(response) != "in-flight":
                return response, attempts
            self.gate.over.wait(PAUSE)
        raise Over

    def _judged(
        self, key: str, response: httpx.Response, attempts: int, stream: str, again: tuple[str, dict[str, str], Any]
    ) -> Answer:
        if not response.is_success:
            problem = _slug(response)
            self.journal.refused(key, problem, attempts)
            raise Refused(problem)
        answer = _answer(response)
        self.journal.acknowledged(key, answer.id if stream == "id" else stream or None, answer.id, answer.version,
                                  attempts)  # fmt: skip
        self.sent += 1
        if self.rng.random() < TWICE:
            self._once_more(key, response, again)
        return answer

    def _once_more(self, key: str, first: httpx.Response, again: tuple[str, dict[str, str], Any]) -> None:
        second, _ = self._until_answered(*again)
        if (first.status_code, first.json()) != (second.status_code, second.json()):
            self.journal.changed_mind(key, first.text, second.text)


def _answer(response: httpx.Response) -> Answer:
    body = response.json()
    tag = response.headers.get("ETag", '"0"').strip('W/"')
    return Answer(str(body.get("id", "")), int(tag), body)


def _slug(response: httpx.Response) -> str:
    if response.is_success:
        return ""
    try:
        return str(response.json()["type"]).rsplit("/", 1)[-1]
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code}"
