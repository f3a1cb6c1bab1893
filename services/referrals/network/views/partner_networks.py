"""Which support networks there are, and to which wider ones each belongs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner_network import PartnerNetwork


@dataclass(frozen=True)
class ListedNetwork:
    network_id: UUID
    name: str
    level: str
    uf: str | None
    municipality_ibge7: str | None
    wider: list[UUID]


class PartnerNetworks(View):
    name = "partner_networks"
    columns = """
        network_id uuid PRIMARY KEY,
        name text NOT NULL,
        level text NOT NULL,
        uf text,
        municipality_ibge7 text,
        wider uuid[] NOT NULL"""

    @handles(PartnerNetwork.Formed)
    def formed(self, event: PartnerNetwork.Formed, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, '{}')",
            event.originator_id,
            event.name,
            event.level.value,
            event.uf.value if event.uf else None,
            event.municipality_ibge7,
        )

    @handles(PartnerNetwork.WiderNetworkJoined)
    def wider_network_joined(self, event: PartnerNetwork.WiderNetworkJoined, metadata: Metadata) -> Statement:
        return self._wider("array_append", event.wider_id, event.originator_id)

    @handles(PartnerNetwork.WiderNetworkLeft)
    def wider_network_left(self, event: PartnerNetwork.WiderNetworkLeft, metadata: Metadata) -> Statement:
        return self._wider("array_remove", event.wider_id, event.originator_id)

    def _wider(self, change: str, wider_id: UUID, network_id: UUID) -> Statement:
        return self.statement(
            f"UPDATE {{table}} SET wider = {change}(wider, %s) WHERE network_id = %s", wider_id, network_id
        )

    def listed(self, source: Query, uf: UF | None, limit: int, after: UUID | None) -> list[ListedNetwork]:
        """By id; all, or those of a state with the national one."""
        rows = self.rows(
            source,
            "SELECT network_id, name, level, uf, municipality_ibge7, wider FROM {table}"
            " WHERE (%s::text IS NULL OR uf = %s OR uf IS NULL) AND (%s::uuid IS NULL OR network_id > %s)"
            " ORDER BY network_id LIMIT %s",
            uf, uf, after, after, limit,
        )  # fmt: skip
        return [ListedNetwork(*row) for row in rows]
