"""Which employers bear the seal, until when, and whose year ends soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.work.domain.employer_seal import EmployerSeal


@dataclass(frozen=True)
class ListedSeal:
    seal_id: UUID
    employer_id: UUID
    uf: str
    ground: str
    valid_until: date
    renewal_due: bool


class EmployerSeals(View):
    name = "employer_seals"
    columns = """
        seal_id uuid PRIMARY KEY,
        employer_id uuid NOT NULL,
        uf text NOT NULL,
        ground text NOT NULL,
        valid_until date NOT NULL,
        renewal_due boolean NOT NULL,
        lapsed boolean NOT NULL"""

    @handles(EmployerSeal.Granted)
    def granted(self, event: EmployerSeal.Granted, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, false, false)",
            event.originator_id, event.employer_id, event.workplace.uf.value, event.ground.value, event.valid_until,
        )  # fmt: skip

    @handles(EmployerSeal.GrantedAnew, EmployerSeal.Renewed)
    def valid_again(self, event: EmployerSeal.GrantedAnew | EmployerSeal.Renewed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET ground = %s, valid_until = %s, renewal_due = false, lapsed = false WHERE seal_id = %s",
            event.ground.value, event.valid_until, event.originator_id,
        )  # fmt: skip

    @handles(EmployerSeal.RenewalDue)
    def renewal_due(self, event: EmployerSeal.RenewalDue, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET renewal_due = true WHERE seal_id = %s", event.originator_id)

    @handles(EmployerSeal.Lapsed)
    def lapsed(self, event: EmployerSeal.Lapsed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET lapsed = true WHERE seal_id = %s", event.originator_id)

    def borne(self, source: Query, uf: UF | None, limit: int, after: UUID | None) -> list[ListedSeal]:
        """Those that have not lapsed, by id, in one state or all."""
        rows = self.rows(
            source,
            "SELECT seal_id, employer_id, uf, ground, valid_until, renewal_due FROM {table} WHERE NOT lapsed"
            " AND (%s::text IS NULL OR uf = %s) AND (%s::uuid IS NULL OR seal_id > %s) ORDER BY seal_id LIMIT %s",
            uf, uf, after, after, limit,
        )  # fmt: skip
        return [ListedSeal(*row) for row in rows]
