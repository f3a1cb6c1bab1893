"""Who took which step with a partner, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.aggregate import kebab
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner import Partner


@dataclass(frozen=True)
class PartnerStep:
    """`step` is the version that the partner was at then; `by` the account that recorded it."""

    step: int
    what: str
    at: datetime
    by: str


class PartnerSteps(View):
    name = "partner_steps"
    columns = """
        partner_id uuid NOT NULL,
        step integer NOT NULL,
        what text NOT NULL,
        at timestamptz NOT NULL,
        by text NOT NULL,
        PRIMARY KEY (partner_id, step)"""

    @handles(
        Partner.Prospected,
        Partner.Contacted,
        Partner.NegotiationOpened,
        Partner.AgreementSigned,
        Partner.AgreementExpired,
        Partner.AgreementCopySent,
        Partner.Activated,
        Partner.Suspended,
        Partner.Closed,
    )
    def taken(self, event: Partner.Event, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s)",
            event.originator_id,
            event.originator_version,
            kebab(type(event).__name__),
            event.timestamp,
            metadata.actor,
        )

    def of_partner(self, source: Query, partner_id: UUID, limit: int, after: int | None) -> list[PartnerStep]:
        """From the first one on."""
        rows = self.rows(
            source,
            "SELECT step, what, at, by FROM {table} WHERE partner_id = %s AND step > %s ORDER BY step LIMIT %s",
            partner_id,
            after or 0,
            limit,
        )
        return [PartnerStep(*row) for row in rows]
