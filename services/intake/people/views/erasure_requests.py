"""Which requests to erase an office's people have made, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.erasure_request import ErasureRequest
from services.intake.people.domain.person import Person

FIELDS = "request_id, person_id, office_id, uf, status, opened_at"


@dataclass(frozen=True)
class RequestLine:
    request_id: UUID
    person_id: UUID
    office_id: UUID
    uf: str | None
    status: str
    opened_at: datetime


class ErasureRequests(View):
    name = "erasure_requests"
    version = 2
    kept_because = "a request has to be answered for, also after what it asked for was done"
    columns = """
        request_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        uf text,
        status text NOT NULL,
        opened_at timestamptz NOT NULL"""

    @property
    def ddl(self) -> str:
        """With the index of what was asked for a person."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (person_id)"

    @handles(ErasureRequest.Opened)
    def opened(self, event: ErasureRequest.Opened, metadata: Metadata) -> Statement:
        values = (event.originator_id, event.person_id, event.office_id, metadata.tenant.uf, event.timestamp)
        return self.statement(f"INSERT INTO {{table}} ({FIELDS}) VALUES (%s, %s, %s, %s, 'opened', %s)", *values)

    @handles(ErasureRequest.IdentityChecked)
    def identity_checked(self, event: ErasureRequest.IdentityChecked, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "identity_checked")

    @handles(ErasureRequest.LegallyChecked)
    def legally_checked(self, event: ErasureRequest.LegallyChecked, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "legally_checked")

    @handles(ErasureRequest.Authorised)
    def authorised(self, event: ErasureRequest.Authorised, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "authorised")

    @handles(ErasureRequest.Refused)
    def refused(self, event: ErasureRequest.Refused, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "refused")

    @handles(ErasureRequest.Completed)
    def completed(self, event: ErasureRequest.Completed, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "completed")

    @handles(Person.CustodyMoved)
    def custody_moved(self, event: Person.CustodyMoved, metadata: Metadata) -> Statement:
        """What is not decided yet is decided where the case is led."""
        return self.statement(
            "UPDATE {table} SET office_id = %s, uf = %s"
            " WHERE person_id = %s AND status NOT IN ('refused', 'completed')",
            event.office_id, event.uf.value, event.originator_id,
        )  # fmt: skip

    def _now(self, request_id: UUID, status: str) -> Statement:
        return self.statement("UPDATE {table} SET status = %s WHERE request_id = %s", status, request_id)

    def authorised_ones(self, source: Query) -> list[UUID]:
        rows = self.rows(source, "SELECT request_id FROM {table} WHERE status = 'authorised' ORDER BY request_id")
        return [request for (request,) in rows]

    def of_states(self, source: Query, ufs: list[str], limit: int, after: UUID | None) -> list[RequestLine]:
        """The requests of the offices of these states, oldest first."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE uf = ANY(%s) AND (%s::uuid IS NULL OR request_id > %s)"
            " ORDER BY request_id LIMIT %s",
            ufs,
            after,
            after,
            limit,
        )
        return [RequestLine(*row) for row in rows]
