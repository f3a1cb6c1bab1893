"""Which partners belong to a support network, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner_network import PartnerNetwork


@dataclass(frozen=True)
class Member:
    partner_id: UUID
    since: datetime


class NetworkMembers(View):
    name = "network_members"
    columns = """
        network_id uuid NOT NULL,
        partner_id uuid NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (network_id, partner_id)"""

    @handles(PartnerNetwork.PartnerJoined)
    def joined(self, event: PartnerNetwork.PartnerJoined, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s)", event.originator_id, event.partner_id, event.timestamp
        )

    @handles(PartnerNetwork.PartnerLeft)
    def left(self, event: PartnerNetwork.PartnerLeft, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE network_id = %s AND partner_id = %s", event.originator_id, event.partner_id
        )

    def of_network(self, source: Query, network_id: UUID, limit: int, after: UUID | None) -> list[Member]:
        """By id."""
        rows = self.rows(
            source,
            "SELECT partner_id, since FROM {table} WHERE network_id = %s AND (%s::uuid IS NULL OR partner_id > %s)"
            " ORDER BY partner_id LIMIT %s",
            network_id, after, after, limit,
        )  # fmt: skip
        return [Member(*row) for row in rows]
