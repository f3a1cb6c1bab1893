"""Who was given what of a person; older logs tell of it by records that only sharing wrote."""

from __future__ import annotations

from infra.disclosed import Disclosures
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import handles
from services.intake.people.domain.shared_reading import SharedReading


class PersonDisclosures(Disclosures):
    @handles(SharedReading.Recorded)
    def shared(self, event: SharedReading.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'C3', NULL, %s, %s, NULL, %s, %s, %s)",
            event.person_id, event.timestamp, event.originator_id, event.person_id, event.recipient, metadata.role,
            metadata.purpose or "referral", metadata.legal_basis, [kind.value for kind in event.data_classes],
        )  # fmt: skip
