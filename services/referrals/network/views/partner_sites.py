"""Where partners are: their open sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from contracts.vocabulary.network import UF
from infra.eventstore.codec import converter
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.place import Premises


@dataclass(frozen=True)
class ListedSite:
    site_id: UUID
    partner_id: UUID
    uf: str
    municipality_ibge7: str
    zone: str
    premises: dict[str, Any]


class PartnerSites(View):
    name = "partner_sites"
    columns = """
        site_id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        zone text NOT NULL,
        premises jsonb NOT NULL,
        UNIQUE (partner_id, site_id),
        UNIQUE (uf, site_id)"""

    @handles(PartnerSite.Added)
    def added(self, event: PartnerSite.Added, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s)",
            event.originator_id,
            event.partner_id,
            event.uf.value,
            event.municipality_ibge7,
            event.zone,
            written(event.premises),
        )

    @handles(PartnerSite.Changed)
    def changed(self, event: PartnerSite.Changed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET premises = %s WHERE site_id = %s", written(event.premises), event.originator_id
        )

    @handles(PartnerSite.Closed)
    def closed(self, event: PartnerSite.Closed, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE site_id = %s", event.originator_id)

    def of(self, source: Query, partner_id: UUID) -> list[UUID]:
        """The open sites of a partner."""
        rows = self.rows(source, "SELECT site_id FROM {table} WHERE partner_id = %s ORDER BY site_id", partner_id)
        return [site_id for (site_id,) in rows]

    def listed(
        self, source: Query, partner_id: UUID | None, uf: UF | None, limit: int, after: UUID | None
    ) -> list[ListedSite]:
        """By id; of one partner or all, in one state or all."""
        rows = self.rows(
            source,
            "SELECT site_id, partner_id, uf, municipality_ibge7, zone, premises FROM {table}"
            " WHERE (%s::uuid IS NULL OR partner_id = %s) AND (%s::text IS NULL OR uf = %s)"
            " AND (%s::uuid IS NULL OR site_id > %s) ORDER BY site_id LIMIT %s",
            partner_id, partner_id, uf, uf, after, after, limit,
        )  # fmt: skip
        return [ListedSite(*row) for row in rows]


def written(premises: Premises) -> Jsonb:
    """As the log has it."""
    return Jsonb(converter.unstructure(premises, Premises))
