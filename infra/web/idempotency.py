"""Idempotency of commands: the port, its memory, and what a command's fingerprint is."""

from __future__ import annotations

import hashlib
import hmac
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

import rfc8785

from infra.eventstore.unit_of_work import UnitOfWork
from infra.web import problems
from infra.web.answers import Answer
from infra.web.caller import Caller
from infra.web.problems import Problem


@dataclass(frozen=True)
class Slot:
    """One key of one client."""

    client: str
    key: str


@dataclass(frozen=True)
class Kept:
    """What a command answered the first time."""

    fingerprint: bytes
    answer: Answer


class Idempotency(ABC):
    """Where first answers are kept, in the transaction of the command itself."""

    @abstractmethod
    def claimed(self, unit: UnitOfWork, slot: Slot) -> AbstractContextManager[Kept | None]:
        """Hold the slot during a command, and yield what it keeps already. Raises Problem 409 when it is held."""

    @abstractmethod
    def keep(self, unit: UnitOfWork, slot: Slot, kept: Kept) -> None:
        """Keep an answer, if and only if the unit of work is committed."""


class MemoryIdempotency(Idempotency):
    """For unit tests: same behaviour, no database."""

    def __init__(self) -> None:
        self.answers: dict[Slot, Kept] = {}
        self.held: set[Slot] = set()
        self._pending: dict[Slot, Kept] = {}

    @contextmanager
    def claimed(self, unit: UnitOfWork, slot: Slot) -> Iterator[Kept | None]:
        if slot in self.held:
            raise in_flight()
        self.held.add(slot)
        try:
            yield self.answers.get(slot)
            if slot in self._pending:
                self.answers[slot] = self._pending[slot]
        finally:
            self._pending.pop(slot, None)
            self.held.discard(slot)

    def keep(self, unit: UnitOfWork, slot: Slot, kept: Kept) -> None:
        self._pending[slot] = kept


def in_flight() -> Problem:
    return Problem(problems.IN_FLIGHT, headers={"Retry-After": "1"})


def slot_of(secret: bytes, caller: Caller, key: str) -> Slot:
    """The slot of a caller's key; the client is stored as a pseudonym in this command, so that nobody can count."""
    client = json.dumps([caller.client_id, caller.subject, key]).encode()
    return Slot(hmac.digest(secret, b"client:" + client, hashlib.sha256).hex(), key)


def fingerprint(secret: bytes, method: str, path: str, if_match: str | None, body: Any) -> bytes:
    """A keyed digest over the canonical form (RFC 8785) of all that makes two commands the same."""
    command = {"method": method, "path": path, "if_match": if_match, "body": body}
    return hmac.digest(secret, b"command:" + rfc8785.dumps(command), hashlib.sha256)


def replay(kept: Kept, print_of_this: bytes) -> Answer:
    """The first answer again. Raises Problem 422 when this is another command under the same key."""
    if not hmac.compare_digest(kept.fingerprint, print_of_this):
        raise Problem(problems.KEY_REUSED)
    return Answer(kept.answer.status, {**kept.answer.headers, "Idempotency-Replayed": "true"}, kept.answer.body)
