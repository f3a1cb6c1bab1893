"""Which requests of data subjects an office has to answer, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.rights import SubjectRequestKind
from infra.deadlines.deadline import deadline
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.data_subject_request import DataSubjectRequest
from services.intake.people.domain.erasure_request import ErasureRequest
from services.intake.people.domain.person import Person

FIELDS = "request_id, person_id, office_id, kind, opened_at, due_at, overdue"
Deadline = deadline("intake")
Ended = (
    DataSubjectRequest.Answered
    | DataSubjectRequest.RefusedWithGround
    | ErasureRequest.Refused
    | ErasureRequest.Completed
)


@dataclass(frozen=True)
class SubjectRequestLine:
    """One that is not answered yet; `request_id` of an erasure is that of the erasure request."""

    request_id: UUID
    person_id: UUID
    office_id: UUID
    kind: SubjectRequestKind
    opened_at: datetime
    due_at: datetime
    overdue: bool


class SubjectRequests(View):
    name = "subject_requests"
    version = 2
    kept_because = "a request has to be answered for, also after what it asked for was done"
    columns = """
        request_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        kind text NOT NULL,
        opened_at timestamptz NOT NULL,
        due_at timestamptz,
        overdue boolean NOT NULL"""

    @property
    def ddl(self) -> str:
        """With an index for the office's list, and of what a person has asked for."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, due_at, request_id);"
            f" CREATE INDEX ON {self.table} (person_id)"
        )

    @handles(DataSubjectRequest.Opened)
    def opened(self, event: DataSubjectRequest.Opened, metadata: Metadata) -> Statement:
        return self._open(event, event.kind)

    @handles(ErasureRequest.Opened)
    def erasure_opened(self, event: ErasureRequest.Opened, metadata: Metadata) -> Statement:
        return self._open(event, SubjectRequestKind.ERASURE)

    def _open(self, event: DataSubjectRequest.Opened | ErasureRequest.Opened, kind: SubjectRequestKind) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, NULL, false)",
            event.originator_id, event.person_id, event.office_id, kind.value, event.timestamp,
        )  # fmt: skip

    @handles(Deadline.Started, Deadline.Extended)
    def due(self, event: Any, metadata: Metadata) -> Statement:
        """Of a request; the deadlines of other things concern no row here."""
        return self.statement("UPDATE {table} SET due_at = %s WHERE request_id = %s", event.due.at, event.subject)

    @handles(Person.CustodyMoved)
    def custody_moved(self, event: Person.CustodyMoved, metadata: Metadata) -> Statement:
        """Who leads the case answers what the person has asked for."""
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE person_id = %s", event.office_id, event.originator_id
        )

    @handles(DataSubjectRequest.Overdue, ErasureRequest.Overdue)
    def overdue(self, event: DataSubjectRequest.Overdue | ErasureRequest.Overdue, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET overdue = true WHERE request_id = %s", event.originator_id)

    @handles(
        DataSubjectRequest.Answered,
        DataSubjectRequest.RefusedWithGround,
        ErasureRequest.Refused,
        ErasureRequest.Completed,
    )
    def ended(self, event: Ended, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE request_id = %s", event.originator_id)

    def counted(self, source: Query, office_id: UUID) -> tuple[int, int]:
        """How many of an office have to be answered, and how many of these are late."""
        (row,) = self.rows(
            source, "SELECT count(*), count(*) FILTER (WHERE overdue) FROM {table} WHERE office_id = %s", office_id
        )
        return int(row[0]), int(row[1])

    def due_at_office(
        self, source: Query, office_id: UUID, limit: int, after: tuple[Any, ...] | None
    ) -> list[SubjectRequestLine]:
        """The earliest end first. `after`: end and id of the last one seen."""
        at, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND due_at IS NOT NULL"
            " AND (%s::timestamptz IS NULL OR (due_at, request_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY due_at, request_id LIMIT %s",
            office_id, at, at, known, limit,
        )  # fmt: skip
        return [_line(*row) for row in rows]


def _line(request_id: UUID, person_id: UUID, office_id: UUID, kind: str, *rest: Any) -> SubjectRequestLine:
    return SubjectRequestLine(request_id, person_id, office_id, SubjectRequestKind(kind), *rest)
