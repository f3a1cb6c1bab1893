"""The streams and events of a case, as far as one store knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from infra.auditing.references import TRACE, CaseReferences
from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.records import RecordedEvent, StoredRecord
from infra.refusals import DomainError
from infra.views import Query

MOST_STREAMS = 500


class CaseTooWide(DomainError):
    code = "histories.case-too-wide"
    detail = "More than 500 records name this one: it is an institution or an account, and no case."
    fix = "Read the history of each record by itself."


@dataclass(frozen=True)
class CaseStream:
    """A stream that belongs to a case; `whole` when all its events do, else only those that name the case."""

    stream: UUID
    aggregate: str
    uf: str | None
    whole: bool
    first_position: int
    events: int


@dataclass(frozen=True)
class Cut:
    """Which events of a case: behind `after`, up to `through` (0 is the present end), at most `limit`."""

    after: int = 0
    through: int = 0
    limit: int = 50


# `about` are the streams whose beginning names the case, and the case itself; `parts` the single events that name it
# or that belong to one of the given flows of work.
MEMBERS = """
    WITH about AS (
        SELECT stream FROM {table} WHERE reference = %s AND NOT correlates AND version = 1
        UNION SELECT originator_id FROM stored_events WHERE originator_id = %s AND originator_version = 1),
    parts AS (
        SELECT stream, version FROM {table} WHERE reference = %s AND NOT correlates
        UNION SELECT stream, version FROM {table} WHERE reference = ANY(%s) AND correlates),
    members AS (
        SELECT e.*, true AS whole FROM about a JOIN stored_events e ON e.originator_id = a.stream
        UNION ALL
        SELECT e.*, false FROM parts p JOIN stored_events e
            ON e.originator_id = p.stream AND e.originator_version = p.version
         WHERE p.stream NOT IN (SELECT stream FROM about))"""
# The state of a stream is what its first event that names one says.
STREAMS = """
    SELECT m.originator_id, (array_agg(m.topic ORDER BY m.originator_version))[1],
           (SELECT e.metadata::jsonb #>> '{tenant,uf}' FROM stored_events e
             WHERE e.originator_id = m.originator_id AND e.metadata::jsonb #>> '{tenant,uf}' IS NOT NULL
             ORDER BY e.originator_version LIMIT 1),
           bool_or(m.whole), min(m.notification_id), count(*)
      FROM members m WHERE m.notification_id <= %s
     GROUP BY m.originator_id ORDER BY min(m.notification_id) LIMIT %s"""
EVENTS = """
    SELECT originator_id, originator_version, topic, state, metadata, notification_id, recorded_at, log_id FROM members
     WHERE originator_id = ANY(%s) AND notification_id > %s AND notification_id <= %s
     ORDER BY notification_id LIMIT %s"""


class Cases:
    """Looks a case up by the index of references; in a store without one, a case is the stream of that id."""

    def __init__(self, source: Query, index: CaseReferences | None) -> None:
        self.source, self.index = source, index

    def streams(self, case_id: UUID, flows: Sequence[UUID], through: int) -> list[CaseStream]:
        """In order of their first position. Raises CaseTooWide."""
        rows = self._rows(STREAMS, *self._who(case_id, flows), through, MOST_STREAMS + 1)
        if len(rows) > MOST_STREAMS:
            raise CaseTooWide
        return [CaseStream(row[0], str(row[1]).rsplit(".", 1)[0], *row[2:]) for row in rows]

    def events(self, case_id: UUID, flows: Sequence[UUID], streams: Sequence[UUID], cut: Cut) -> list[RecordedEvent]:
        """Of these streams, in order of the log."""
        only = (list(streams), cut.after, cut.through, cut.limit)
        rows = self._rows(EVENTS, *self._who(case_id, flows), *only)
        return [_recorded(*row) for row in rows]

    def flows(self, case_id: UUID, streams: Sequence[UUID], through: int) -> list[UUID]:
        """The flows of work in which the case's own events were decided, by which other stores find theirs."""
        rows = self._rows(
            "SELECT DISTINCT m.metadata::jsonb ->> 'correlation_id' AS flow FROM members m"
            " WHERE m.originator_id = ANY(%s) AND m.notification_id <= %s ORDER BY flow",
            *self._who(case_id, ()), list(streams), through,
        )  # fmt: skip
        return [UUID(text) for (text,) in rows if text and TRACE.fullmatch(text)]

    def _who(self, case_id: UUID, flows: Sequence[UUID]) -> tuple[Any, ...]:
        return (case_id, case_id, case_id, list(flows))

    def _rows(self, select: str, *parameters: Any) -> list[tuple[Any, ...]]:
        if self.index is not None:
            return self.index.rows(self.source, f"{MEMBERS} {select}", *parameters)
        without = "WITH members AS (SELECT *, true AS whole FROM stored_events WHERE originator_id = %s)"
        return self.source.query(f"{without} {select}", (parameters[0], *parameters[4:]))


def _recorded(stream: UUID, version: int, topic: str, state: bytes, metadata: str, *rest: Any) -> RecordedEvent:
    return to_recorded_event(StoredRecord(stream, version, topic, bytes(state), metadata.encode(), *rest))
