"""The recorder on PostgreSQL: gapless positions, one round trip for everything a command writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

import psycopg
from psycopg import errors
from psycopg.types.json import Jsonb

from infra.database import Connection, Database
from infra.eventstore import arrays
from infra.eventstore.keys import PublicKey
from infra.eventstore.recorder import Recorder, Transaction, ViewsSwitched
from infra.eventstore.records import Appended, Batch, Ciphertext, Held, Kept, Statement, StoredRecord
from infra.eventstore.veiling import veiled_message
from infra.refusals import SubjectErased, Unavailable, VersionConflict
from infra.sealed import SealedRef

RECORD = "originator_id, originator_version, topic, state, metadata, notification_id, recorded_at, log_id"
# Binary arrays: as text, psycopg would escape every quote of the JSON in them, one by one.
APPEND = """SELECT * FROM append_events(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[], %b::text[],
                                        %b::text[], %b::jsonb[], %s::bigint)"""
# One statement, so that a snapshot and the records after it are of the same moment; a snapshot is a row without topic.
# OFFSET 0: each stream is looked up by its key. Else a plan that was made while the log was short, and is kept by a
# connection, reads the whole log for every batch. (SELECT ...) around the arrays: a plan for these very ids would seem
# cheaper than the kept one, and be made anew each time, which takes longer than the reading.
KEPT = """
WITH wanted AS (
    SELECT w.originator_id, s.originator_version, s.state
      FROM unnest((SELECT %b::uuid[]), (SELECT %b::text[])) AS w(originator_id, format)
      LEFT JOIN LATERAL (SELECT originator_version, state FROM snapshots AS s
                          WHERE s.originator_id = w.originator_id AND s.format = w.format OFFSET 0) AS s ON true)
SELECT originator_id, originator_version, NULL, state, NULL, NULL, NULL, NULL FROM wanted WHERE state IS NOT NULL
UNION ALL
SELECT e.* FROM wanted CROSS JOIN LATERAL (
    SELECT originator_id, originator_version, topic, state, metadata, notification_id, recorded_at, log_id
      FROM stored_events AS e WHERE e.originator_id = wanted.originator_id
       AND e.originator_version > coalesce(wanted.originator_version, 0) OFFSET 0) AS e
ORDER BY 1, 2"""
WRITTEN = """
SELECT 1 FROM stored_events JOIN unnest(%s::uuid[], %s::bigint[]) AS w(stream, version)
    ON originator_id = w.stream AND originator_version = w.version LIMIT 1"""
CLAIM_KEY = """
WITH claimed AS (
    DELETE FROM key_pool
     WHERE key_id = (SELECT key_id FROM key_pool LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING key_id, public_key)
INSERT INTO subject_keys (subject_id, key_id, public_key)
SELECT %s, key_id, public_key FROM claimed ON CONFLICT (subject_id) DO NOTHING"""
SUBJECT_KEY = """
SELECT s.key_id, s.public_key, d.key_id IS NOT NULL FROM subject_keys s LEFT JOIN destroyed_keys d USING (key_id)
 WHERE s.subject_id = %s"""
# Of a destroyed key nothing is given, whatever a restore has brought back.
# Without the row of its key nobody can say whose a value is; then it counts as the stream's own.
HELD = """
SELECT s.originator_id, s.originator_version, s.field, s.key_id, CASE WHEN d.key_id IS NULL THEN s.salt END,
       CASE WHEN d.key_id IS NULL THEN s.ciphertext END, e.topic,
       coalesce(k.subject_id, s.originator_id)
  FROM unnest(%s::uuid[], %s::bigint[], %s::text[]) AS wanted(originator_id, originator_version, field)
  JOIN sealed_values s USING (originator_id, originator_version, field)
  JOIN stored_events e USING (originator_id, originator_version)
  LEFT JOIN subject_keys k USING (key_id)
  LEFT JOIN destroyed_keys d USING (key_id)"""
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

    def log(self, after: int, limit: int) -> list[StoredRecord]:
        return self._records("WHERE notification_id > %s ORDER BY notification_id LIMIT %s", (after, limit))

    def _records(self, where: str, parameters: Sequence[Any]) -> list[StoredRecord]:
        rows = self.query(f"SELECT {RECORD} FROM stored_events {where}", parameters)
        return [_record(*row) for row in rows]

    def kept(self, wanted: Mapping[UUID, str]) -> dict[UUID, Kept]:
        states: dict[UUID, bytes] = {}
        records: dict[UUID, list[StoredRecord]] = {stream: [] for stream in wanted}
        for row in self.query(KEPT, (list(wanted), list(wanted.values()))):
            if row[2] is None:
                states[row[0]] = bytes(row[3])
            else:
                records[row[0]].append(_record(*row))
        return {stream: Kept(layout, states.get(stream), records[stream]) for stream, layout in wanted.items()}

    def public_key(self, subject: UUID) -> PublicKey:
        key = self._public_key(subject)
        if key is None:
            self.connection.execute(CLAIM_KEY, (subject,))
            key = self._public_key(subject)
        if key is None:
            raise Unavailable("key pool")
        return key

    def _public_key(self, subject: UUID) -> PublicKey | None:
        rows = self.query(SUBJECT_KEY, (subject,))
        if rows and rows[0][2]:
            raise SubjectErased
        return PublicKey(rows[0][0], bytes(rows[0][1])) if rows else None

    def sealed(self, refs: Sequence[SealedRef]) -> list[Held]:
        rows = self.query(HELD, ([r.stream for r in refs], [r.version for r in refs], [r.field for r in refs]))
        return [Held(Ciphertext(*row[:6]), *row[6:]) for row in rows]

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql.encode(), parameters).fetchall()

    def queries(self, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
        with self._pipelined():
            asked = [self.connection.execute(s.sql.encode(), s.parameters) for s in statements]
            return [cursor.fetchall() for cursor in asked]

    def views_epoch(self) -> int:
        return int(self.query("SELECT views_epoch FROM log_head")[0][0])

    def commit(self, batch: Batch) -> Appended | None:
        try:
            return self._commit(batch)
        except errors.UniqueViolation as error:
            if error.diag.table_name in ("stored_events", "sealed_values") or self._overtaken(batch):
                raise VersionConflict from error
            raise
        except (errors.DeadlockDetected, errors.LockNotAvailable) as error:
            raise VersionConflict from error
        except errors.UndefinedTable as error:  # two rebuilds since this process looked: the older table is dropped
            raise ViewsSwitched from error
        except psycopg.DatabaseError as error:
            if error.sqlstate == SWITCHED:
                raise ViewsSwitched from error
            raise

    def _overtaken(self, batch: Batch) -> bool:
        """Whether somebody wrote one of these versions first: read models come before the log, and met it there."""
        self.connection.rollback()
        streams, versions = [r.stream for r in batch.records], [r.version for r in batch.records]
        return bool(self.query(WRITTEN, (streams, versions)))

    def _commit(self, batch: Batch) -> Appended | None:
        with self._pipelined():
            for statement in batch.statements:
                self.connection.execute(statement.sql.encode(), statement.parameters)
            appended = self._append(batch) if batch.records else None
            # In the same round trip: until it the head is locked, and other threads may run here meanwhile.
            self.connection.commit()
            row = appended.fetchone() if appended is not None else None
        return Appended(*row) if row else None

    @contextmanager
    def _pipelined(self) -> Iterator[None]:
        """Everything in one round trip; what fails raises as if it were alone."""
        failure = None
        try:
            with self.connection.pipeline():
                try:
                    yield
                except psycopg.Error as error:
                    failure = error
        except errors.PipelineAborted as aborted:  # only says that something failed before: the failure says what
            raise failure or aborted from None
        if failure is not None:
            raise failure

    def _append(self, batch: Batch) -> psycopg.Cursor[Any]:
        streams, versions, topics, states, metadata, messages, sealed = zip(*batch.records, strict=True)
        for c in chain.from_iterable(sealed):
            self.connection.execute(
                "INSERT INTO sealed_values VALUES (%s, %s, %s, %s, %s, %s)",
                (c.stream, c.version, c.field, c.key_id, c.salt, c.ciphertext),
            )
        published = any(messages)
        return self.connection.execute(
            APPEND,
            (
                arrays.uuids(streams),
                arrays.bigints(versions),
                arrays.texts(topics),
                arrays.byteas(states),
                arrays.Column(arrays.TEXT, metadata),
                [m.channel if m else None for m in messages] if published else None,
                [Jsonb(veiled_message(m.body)) if m else None for m in messages] if published else None,
                batch.views_epoch,
            ),
        )


def _record(
    stream: UUID, version: int, topic: str, state: bytes, metadata: str, position: int, at: datetime, log_id: UUID
) -> StoredRecord:
    return StoredRecord(stream, version, topic, bytes(state), metadata.encode(), position, at, log_id)
