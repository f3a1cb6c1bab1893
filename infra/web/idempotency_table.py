"""Idempotency in the table `idempotency` of the store, guarded by an advisory lock of the transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg.types.json import Jsonb

from infra import veil
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.stores import CONFIDENTIAL
from infra.web.answers import Answer
from infra.web.idempotency import Idempotency, Kept, Slot, in_flight

LOCK = "SELECT pg_try_advisory_xact_lock(%s)"
FIND = "SELECT fingerprint, status, headers, body FROM idempotency WHERE client = %s AND key = %s"
KEEP = "INSERT INTO idempotency (client, key, fingerprint, status, headers, body) VALUES (%s, %s, %s, %s, %s, %s)"
PURGE = "DELETE FROM idempotency WHERE created_at < clock_timestamp() - make_interval(days => %s)"
DAYS = 7
VEIL = "veil"


class TableIdempotency(Idempotency):
    @contextmanager
    def claimed(self, unit: UnitOfWork, slot: Slot) -> Iterator[Kept | None]:
        """The lock goes with the transaction, so that a process that dies holds nothing."""
        if not unit.query(LOCK, (_lock_id(slot),))[0][0]:
            raise in_flight()
        rows = unit.query(FIND, (slot.client, slot.key))
        yield _kept(slot, *rows[0]) if rows else None

    def keep(self, unit: UnitOfWork, slot: Slot, kept: Kept) -> None:
        answer = kept.answer
        body = answer.body if unit.store.name not in CONFIDENTIAL else {VEIL: veil.hide(answer.body, _place(slot))}
        values = (kept.fingerprint, answer.status, Jsonb(dict(answer.headers)), Jsonb(body))
        unit.first(Statement(KEEP, (slot.client, slot.key, *values)))


def purge_idempotency(store: EventStore, days: int = DAYS) -> None:
    """Forget the answers that are older than `days`."""
    with store.begin() as unit:
        unit.first(Statement(PURGE, (days,)))
        unit.commit()


def _kept(slot: Slot, fingerprint: bytes, status: int, headers: dict[str, str], body: object) -> Kept:
    if isinstance(body, dict) and body.keys() == {VEIL}:
        body = veil.show(body[VEIL], _place(slot))
    return Kept(bytes(fingerprint), Answer(status, headers, body))


def _place(slot: Slot) -> str:
    return f"answer:{slot.client}"


def _lock_id(slot: Slot) -> int:
    digest = hashlib.sha256(f"{slot.client}:{slot.key}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
