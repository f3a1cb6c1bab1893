"""Who was given what of a person; older logs tell of it by records that only sharing wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.vocabulary.rights import LegalBasis
from infra.disclosed import Disclosures
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, handles
from services.intake.people.domain.person import Person
from services.intake.people.domain.shared_reading import SharedReading
from services.intake.people.views.grant_uses import move_id


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
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'C3', NULL, %s, %s, NULL, %s, %s, %s)",
            event.person_id, event.timestamp, event.originator_id, event.person_id, event.recipient, metadata.role,
            metadata.purpose or "referral", metadata.legal_basis, [kind.value for kind in event.data_classes],
        )  # fmt: skip

    @handles(Person.CustodyMoved)
    def moved(self, event: Person.CustodyMoved, metadata: Metadata) -> list[Statement]:
        """The whole case, by the person's consent, from one office to another."""
        if event.transfer_id is None:
            return []
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'C3', %s, %s, %s, NULL, 'transfer', %s, ARRAY['case'])",
                event.originator_id, event.timestamp, move_id(event), event.originator_id, event.from_office_id,
                event.office_id, metadata.role, LegalBasis.CONSENT.value,
            )
        ]  # fmt: skip

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
