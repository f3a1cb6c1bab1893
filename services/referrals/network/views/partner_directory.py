"""Which partners there are, and how far each has come."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner import Funnel, Partner


@dataclass(frozen=True)
class Listed:
    """A line of the directory; organisation data only."""

    partner_id: UUID
    legal_name: str
    org_type: str
    uf: str
    municipality_ibge7: str
    funnel: str


class PartnerDirectory(View):
    name = "partner_directory"
    columns = """
        partner_id uuid PRIMARY KEY,
        legal_name text NOT NULL,
        org_type text NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        funnel text NOT NULL"""

    @handles(Partner.Prospected)
    def prospected(self, event: Partner.Prospected, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s)",
            event.originator_id,
            event.legal_name,
            event.org_type.value,
            event.uf.value,
            event.municipality_ibge7,
            Funnel.PROSPECT.value,
        )

    @handles(Partner.AgreementSigned)
    def agreement_signed(self, event: Partner.AgreementSigned, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET funnel = %s WHERE partner_id = %s AND funnel = %s",
            Funnel.AGREED.value,
            event.originator_id,
            Funnel.PROSPECT.value,
        )

    @handles(Partner.Activated)
    def activated(self, event: Partner.Activated, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Funnel.ACTIVE)

    @handles(Partner.Suspended)
    def suspended(self, event: Partner.Suspended, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Funnel.SUSPENDED)

    def _now(self, partner_id: UUID, funnel: Funnel) -> Statement:
        return self.statement("UPDATE {table} SET funnel = %s WHERE partner_id = %s", funnel.value, partner_id)

    def listed(self, source: Query, uf: UF | None, limit: int, after: UUID | None) -> list[Listed]:
        """Partners by id, all states or one."""
        rows = self.rows(
            source,
            "SELECT partner_id, legal_name, org_type, uf, municipality_ibge7, funnel FROM {table}"
            " WHERE (%s::text IS NULL OR uf = %s) AND (%s::uuid IS NULL OR partner_id > %s)"
            " ORDER BY partner_id LIMIT %s",
            uf,
            uf,
            after,
            after,
            limit,
        )
        return [Listed(*row) for row in rows]
