"""What relied on a consent: every time somebody was given data, or a statement, for which this grant was cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.disclosures import disclosure
from infra.eventstore.records import Statement
from infra.kernel import derived_id
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.person import Person
from services.intake.people.domain.shared_reading import SharedReading


def move_id(event: Person.CustodyMoved) -> UUID:
    """Of one move: a transfer and its reversal are two."""
    return derived_id(event.originator_id, f"custody:{event.number}")


@dataclass(frozen=True)
class Use:
    """`recipient` None: the person was handed a statement."""

    use_id: UUID
    used_at: datetime
    recipient: UUID | None
    purpose: str
    kinds: list[str]


class GrantUses(View):
    name = "grant_uses"
    kept_because = "what relied on a consent has to be answered for, also after it was voided and the values are gone"
    columns = """
        grant_id uuid NOT NULL,
        use_id uuid NOT NULL,
        used_at timestamptz NOT NULL,
        recipient uuid,
        purpose text NOT NULL,
        kinds text[] NOT NULL,
        PRIMARY KEY (grant_id, use_id)"""

    @handles(disclosure("intake").Disclosed)
    def disclosed(self, event: Any, metadata: Metadata) -> list[Statement]:
        """Given to somebody outside. To read the evidence of a grant is no use of it."""
        if event.recipient is None:
            return []
        kinds = sorted({field for part in event.parts for field in part.fields})
        return [
            self._use(grant, event.originator_id, event.timestamp, event.recipient, metadata.purpose or "", kinds)
            for grant in metadata.consent_refs
        ]

    @handles(SharedReading.Recorded)
    def shared(self, event: SharedReading.Recorded, metadata: Metadata) -> Statement:
        """As older logs tell of it."""
        kinds = [kind.value for kind in event.data_classes]
        purpose = metadata.purpose or "referral"
        return self._use(event.grant_id, event.originator_id, event.timestamp, event.recipient, purpose, kinds)

    @handles(Person.CustodyMoved)
    def moved(self, event: Person.CustodyMoved, metadata: Metadata) -> list[Statement]:
        """The team of another office reads the person's case from now on."""
        if event.grant_id is None or event.transfer_id is None:
            return []
        use = move_id(event)
        return [self._use(event.grant_id, use, event.timestamp, event.office_id, "transfer", ["case"])]

    @handles(FollowUpPlan.FollowUpStatementIssued)
    def stated(self, event: FollowUpPlan.FollowUpStatementIssued, metadata: Metadata) -> list[Statement]:
        if event.grant_id is None:
            return []
        purpose = "follow-up-statement"
        return [self._use(event.grant_id, event.statement_id, event.timestamp, None, purpose, ["follow_up_periods"])]

    def _use(
        self, grant: UUID, use: UUID, at: datetime, recipient: UUID | None, purpose: str, kinds: list[str]
    ) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s)", grant, use, at, recipient, purpose, kinds
        )

    def of_grant(self, source: Query, grant_id: UUID, limit: int, after: tuple[Any, ...] | None) -> list[Use]:
        """In order of time. `after`: moment and id of the last one seen."""
        rows = self.rows(
            source,
            "SELECT use_id, used_at, recipient, purpose, kinds FROM {table} WHERE grant_id = %s"
            " AND (used_at, use_id) > (%s::timestamptz, %s::uuid) ORDER BY used_at, use_id LIMIT %s",
            grant_id, *(after or ("-infinity", UUID(int=0))), limit,
        )  # fmt: skip
        return [Use(*row) for row in rows]
