"""A recorder in memory, so that unit tests run the same application code without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import RLock
from typing import Any
from uuid import UUID

from infra import world
from infra.eventstore.keys import KeyStore, PublicKey, new_key_pairs
from infra.eventstore.recorder import Recorder, Transaction
from infra.eventstore.records import (
    Appended,
    Batch,
    Ciphertext,
    Held,
    Kept,
    NewRecord,
    OutgoingMessage,
    Statement,
    StoredRecord,
)
from infra.refusals import VersionConflict
from infra.sealed import SealedRef


class MemoryRecorder(Recorder):
    """Keeps records, ciphertexts and messages in lists; read models are not run."""

    def __init__(self, keys: KeyStore) -> None:
        self.keys = keys
        self.log_id = world.random_id()
        self.records: list[StoredRecord] = []
        self.sealed: dict[tuple[UUID, int, str], Ciphertext] = {}
        self.subjects: dict[UUID, PublicKey] = {}
        self.messages: list[OutgoingMessage] = []
        self.lock = RLock()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.lock:
            yield MemoryTransaction(self)


class MemoryTransaction(Transaction):
    def __init__(self, recorder: MemoryRecorder) -> None:
        self.recorder = recorder

    def stream(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[StoredRecord]:
        return [
            r
            for r in self.recorder.records
            if r.stream == stream and r.version > after and (upto is None or r.version <= upto)
        ]

    def log(self, after: int, limit: int) -> list[StoredRecord]:
        return self.recorder.records[after : after + limit]

    def kept(self, wanted: Mapping[UUID, str]) -> dict[UUID, Kept]:
        return {stream: Kept(layout, None, self.stream(stream)) for stream, layout in wanted.items()}

    def public_key(self, subject: UUID) -> PublicKey:
        if subject not in self.recorder.subjects:
            private, public = new_key_pairs(1)
            self.recorder.keys.add(private)
            self.recorder.subjects[subject] = public[0]
        return self.recorder.subjects[subject]

    def sealed(self, refs: Sequence[SealedRef]) -> list[Held]:
        places = ((ref.stream, ref.version, ref.field) for ref in refs)
        return [self._held(self.recorder.sealed[place]) for place in places if place in self.recorder.sealed]

    def _held(self, kept: Ciphertext) -> Held:
        (record,) = self.stream(kept.stream, kept.version - 1, kept.version)
        subject = next(s for s, key in self.recorder.subjects.items() if key.key_id == kept.key_id)
        return Held(kept, record.topic, subject)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        msg = "the memory recorder runs no SQL; test what needs it on the real database"
        raise NotImplementedError(msg)

    def queries(self, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
        return [self.query(statement.sql, statement.parameters) for statement in statements]

    def views_epoch(self) -> int:
        return 1

    def commit(self, batch: Batch) -> Appended | None:
        taken = {(r.stream, r.version) for r in self.recorder.records}
        if any((r.stream, r.version) in taken for r in batch.records):
            raise VersionConflict
        at = max([world.now(), *(r.recorded_at + timedelta(microseconds=1) for r in self.recorder.records[-1:])])
        for record in batch.records:
            self._append(record, at)
        return Appended(self.recorder.log_id, len(self.recorder.records), at) if batch.records else None

    def _append(self, new: NewRecord, at: datetime) -> None:
        recorder = self.recorder
        position = len(recorder.records) + 1
        recorder.records.append(
            StoredRecord(new.stream, new.version, new.topic, new.state, new.metadata, position, at, recorder.log_id)
        )
        recorder.sealed.update({(c.stream, c.version, c.field): c for c in new.sealed})
        if new.message is not None:
            recorder.messages.append(new.message)
