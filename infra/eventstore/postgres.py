"""The recorder on PostgreSQL: gapless positions, one round trip for everything a command writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors
from psycopg.types.json import Jsonb

from infra.database import Connection, Database
from infra.eventstore.keys import PublicKey
from infra.eventstore.recorder import Recorder, Transaction, ViewsSwitched
from infra.eventstore.records import Appended, Batch, Ciphertext, StoredRecord
from infra.refusals import Unavailable, VersionConflict
from infra.sealed import SealedRef

RECORD = "originator_id, originator_version, topic, state, metadata, notification_id, recorded_at, log_id"
# Binary arrays: as text, psycopg would escape every quote of the JSON in them, one by one.
APPEND = """SELECT * FROM append_events(%b::uuid[], %s::bigint[], %b::text[], %b::bytea[], %b::text[],
                                        %b::text[], %b::jsonb[], %s::bigint)"""
CLAIM_KEY = """
WITH claimed AS (
    DELETE FROM key_pool
     WHERE key_id = (SELECT key_id FROM key_pool LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING key_id, public_key)
INSERT INTO subject_keys (subject_id, key_id, public_key)
SELECT %s, key_id, public_key FROM claimed ON CONFLICT (subject_id) DO NOTHING"""
SWITCHED = "TV001"


class PostgresRecorder(Recorder):
    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self.database.connection() as connection:
            transaction = PostgresTransaction(connection)
            try:
                yield transaction
            finally:
                if not connection.closed:
                    connection.rollback()


class PostgresTransaction(Transaction):
    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def stream(self, stream: UUID, after: int = 0, upto: int | None = None) -> list[StoredRecord]:
        return self._records(
            "WHERE originator_id = %s AND originator_version > %s"
            " AND originator_version <= coalesce(%s, 9223372036854775807) ORDER BY originator_version",
            (stream, after, upto),
        )

    def streams(self, streams: Sequence[UUID]) -> list[StoredRecord]:
        return self._records("WHERE originator_id = ANY(%s) ORDER BY originator_id, originator_version", (streams,))

    def log(self, after: int, limit: int) -> list[StoredRecord]:
        return self._records("WHERE notification_id > %s ORDER BY notification_id LIMIT %s", (after, limit))

    def _records(self, where: str, parameters: Sequence[Any]) -> list[StoredRecord]:
        rows = self.query(f"SELECT {RECORD} FROM stored_events {where}", parameters)
        return [_record(*row) for row in rows]

    def snapshot(self, stream: UUID, layout: str) -> tuple[int, bytes] | None:
        rows = self.query(
            "SELECT originator_version, state FROM snapshots WHERE originator_id = %s AND format = %s",
            (stream, layout),
        )
        return (rows[0][0], bytes(rows[0][1])) if rows else None

    def public_key(self, subject: UUID) -> PublicKey:
        key = self._public_key(subject)
        if key is None:
            self.connection.execute(CLAIM_KEY, (subject,))
            key = self._public_key(subject)
        if key is None:
            raise Unavailable("key pool")
        return key

    def _public_key(self, subject: UUID) -> PublicKey | None:
        rows = self.query("SELECT key_id, public_key FROM subject_keys WHERE subject_id = %s", (subject,))
        return PublicKey(rows[0][0], bytes(rows[0][1])) if rows else None

    def ciphertexts(self, refs: Sequence[SealedRef]) -> list[Ciphertext]:
        rows = self.query(
            "SELECT originator_id, originator_version, field, key_id, salt, ciphertext FROM sealed_values"
            " JOIN unnest(%s::uuid[], %s::bigint[], %s::text[])"
            "   AS wanted(originator_id, originator_version, field)"
            " USING (originator_id, originator_version, field)",
            ([r.stream for r in refs], [r.version for r in refs], [r.field for r in refs]),
        )
        return [Ciphertext(*row) for row in rows]

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql.encode(), parameters).fetchall()

    def views_epoch(self) -> int:
        return int(self.query("SELECT views_epoch FROM log_head")[0][0])

    def commit(self, batch: Batch) -> Appended | None:
        try:
            return self._commit(batch)
        except errors.UniqueViolation as error:
            if error.diag.table_name in ("stored_events", "sealed_values"):
                raise VersionConflict from error
            raise
        except (errors.DeadlockDetected, errors.LockNotAvailable) as error:
            raise VersionConflict from error
        except psycopg.DatabaseError as error:
            if error.sqlstate == SWITCHED:
                raise ViewsSwitched from error
            raise

    def _commit(self, batch: Batch) -> Appended | None:
        row, failure = None, None
        try:
            with self.connection.pipeline():
                try:
                    for statement in batch.statements:
                        self.connection.execute(statement.sql.encode(), statement.parameters)
                    appended = self._append(batch) if batch.records else None
                    # In the same round trip: until it the head is locked, and other threads may run here meanwhile.
                    self.connection.commit()
                    row = appended.fetchone() if appended is not None else None
                except psycopg.Error as error:
                    failure = error
        except errors.PipelineAborted as aborted:  # only says that something failed before: the failure says what
            raise failure or aborted from None
        if failure is not None:
            raise failure
        return Appended(*row) if row else None

    def _append(self, batch: Batch) -> psycopg.Cursor[Any]:
        for record in batch.records:
            for c in record.sealed:
                self.connection.execute(
                    "INSERT INTO sealed_values VALUES (%s, %s, %s, %s, %s, %s)",
                    (c.stream, c.version, c.field, c.key_id, c.salt, c.ciphertext),
                )
        rows = batch.records
        return self.connection.execute(
            APPEND,
            (
                [r.stream for r in rows],
                [r.version for r in rows],
                [r.topic for r in rows],
                [r.state for r in rows],
                [r.metadata.decode() for r in rows],
                [r.message.channel if r.message else None for r in rows],
                [Jsonb(r.message.body) if r.message else None for r in rows],
                batch.views_epoch,
            ),
        )


def _record(
    stream: UUID, version: int, topic: str, state: bytes, metadata: str, position: int, at: datetime, log_id: UUID
) -> StoredRecord:
    return StoredRecord(stream, version, topic, bytes(state), metadata.encode(), position, at, log_id)
