"""Who waits for a place of an offer, and since when; in the order in which they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.service_offer import ServiceOffer


@dataclass(frozen=True)
class Waiting:
    """`entry` is what the list is sorted by, `number` the place in it, from 1."""

    number: int
    referral_id: UUID
    since: datetime
    entry: int


class WaitingLists(View):
    name = "waiting_lists"
    erased_by = ("referral_id",)
    columns = """
        offer_id uuid NOT NULL,
        entry integer NOT NULL,
        referral_id uuid NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (offer_id, entry),
        UNIQUE (referral_id, offer_id)"""

    @handles(ServiceOffer.Waitlisted)
    def waitlisted(self, event: ServiceOffer.Waitlisted, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s)",
            event.originator_id,
            event.originator_version,
            event.referral_id,
            event.timestamp,
        )

    @handles(ServiceOffer.LeftWaitingList)
    def left(self, event: ServiceOffer.LeftWaitingList, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE referral_id = %s AND offer_id = %s", event.referral_id, event.originator_id
        )

    def of_offer(self, source: Query, offer_id: UUID, limit: int, after: int | None) -> list[Waiting]:
        """From the first on. `after`: the entry of the last one seen."""
        rows = self.rows(
            source,
            "SELECT * FROM (SELECT row_number() OVER (ORDER BY entry), referral_id, since, entry FROM {table}"
            " WHERE offer_id = %s) AS listed WHERE entry > %s ORDER BY entry LIMIT %s",
            offer_id,
            after or 0,
            limit,
        )
        return [Waiting(*row) for row in rows]
