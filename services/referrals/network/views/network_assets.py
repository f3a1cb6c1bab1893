"""What there is in a place that can help: the map of assets."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.network_asset import NetworkAsset
from services.referrals.network.views.open_offers import codes


@dataclass(frozen=True)
class ListedAsset:
    asset_id: UUID
    name: str
    kind: str
    source: str
    need_domains: list[str]
    uf: str
    municipality_ibge7: str
    partner_id: UUID | None


class NetworkAssets(View):
    name = "network_assets"
    columns = """
        asset_id uuid PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL,
        source text NOT NULL,
        need_domains text[] NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        partner_id uuid,
        UNIQUE (uf, municipality_ibge7, asset_id)"""

    @handles(NetworkAsset.Recorded)
    def recorded(self, event: NetworkAsset.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            event.originator_id,
            event.name,
            event.kind.value,
            event.source.value,
            codes(event.need_domains),
            event.uf.value,
            event.municipality_ibge7,
            event.partner_id,
        )

    @handles(NetworkAsset.Removed)
    def removed(self, event: NetworkAsset.Removed, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE asset_id = %s", event.originator_id)

    def listed(
        self,
        source: Query,
        uf: UF | None,
        municipality_ibge7: str | None,
        need_domain: NeedDomain | None,
        limit: int,
        after: UUID | None,
    ) -> list[ListedAsset]:
        """By id; of a state, a municipality or everywhere, for one need or all."""
        rows = self.rows(
            source,
            "SELECT asset_id, name, kind, source, need_domains, uf, municipality_ibge7, partner_id FROM {table}"
            " WHERE (%s::text IS NULL OR uf = %s) AND (%s::text IS NULL OR municipality_ibge7 = %s)"
            " AND (%s::text IS NULL OR %s = ANY(need_domains)) AND (%s::uuid IS NULL OR asset_id > %s)"
            " ORDER BY asset_id LIMIT %s",
            uf, uf, municipality_ibge7, municipality_ibge7, need_domain, need_domain, after, after, limit,
        )  # fmt: skip
        return [ListedAsset(*row) for row in rows]
