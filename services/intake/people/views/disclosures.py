"""Who was given what of a person; older logs tell of it by records that only sharing wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.disclosed import Disclosures
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, handles
from services.intake.people.domain.shared_reading import SharedReading


@dataclass(frozen=True)
class Sharing:
    """What left the network's own institutions: to whom, when, what for, on what basis, which kinds of data."""

    shared_at: datetime
    recipient: UUID
    purpose: str
    legal_basis: str
    kinds: list[str]


class PersonDisclosures(Disclosures):
    @handles(SharedReading.Recorded)
    def shared(self, event: SharedReading.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'C3', NULL, %s, %s, NULL, %s, %s, %s, %s)",
            event.person_id, event.timestamp, event.originator_id, event.person_id, event.recipient, metadata.role,
            metadata.purpose or "referral", metadata.legal_basis, [kind.value for kind in event.data_classes],
            [event.grant_id],
        )  # fmt: skip

    def sharings(self, source: Query, person_id: UUID) -> list[Sharing]:
        """Everything that went to somebody else than the person, in order of time (LGPD art. 18 VII)."""
        rows = self.rows(
            source,
            "SELECT read_at, recipient, purpose, legal_basis, array_agg(DISTINCT kind ORDER BY kind)"
            " FROM {table}, unnest(kinds) AS kind WHERE subject = %s AND recipient <> %s"
            " GROUP BY disclosure_id, 1, 2, 3, 4 ORDER BY read_at, disclosure_id",
            person_id,
            person_id,
        )
        return [Sharing(*row) for row in rows]
