"""Which partners there are, and how far each has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import Funnel
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.standing import BEFORE_THE_SIGNATURE


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
    version = 2
    columns = """
        partner_id uuid PRIMARY KEY,
        legal_name text NOT NULL,
        org_type text NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        funnel text NOT NULL,
        serves text[] NOT NULL"""

    @handles(Partner.Prospected)
    def prospected(self, event: Partner.Prospected, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s)",
            event.originator_id,
            event.legal_name,
            event.org_type.value,
            event.uf.value,
            event.municipality_ibge7,
            Funnel.PROSPECT.value,
            [stage.value for stage in event.serves],
        )

    @handles(Partner.Described)
    def described(self, event: Partner.Described, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET serves = %s WHERE partner_id = %s",
            [stage.value for stage in event.serves],
            event.originator_id,
        )

    @handles(Partner.Contacted)
    def contacted(self, event: Partner.Contacted, metadata: Metadata) -> Statement:
        return self._onwards(event.originator_id, Funnel.CONTACTED, Funnel.PROSPECT)

    @handles(Partner.NegotiationOpened)
    def negotiation_opened(self, event: Partner.NegotiationOpened, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Funnel.NEGOTIATING)

    @handles(Partner.AgreementSigned)
    def agreement_signed(self, event: Partner.AgreementSigned, metadata: Metadata) -> Statement:
        return self._onwards(event.originator_id, Funnel.AGREED, *BEFORE_THE_SIGNATURE)

    @handles(Partner.Activated)
    def activated(self, event: Partner.Activated, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Funnel.ACTIVE)

    @handles(Partner.Suspended)
    def suspended(self, event: Partner.Suspended, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Funnel.SUSPENDED)

    @handles(Partner.Closed)
    def closed(self, event: Partner.Closed, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, Funnel.CLOSED)

    def _onwards(self, partner_id: UUID, funnel: Funnel, *before: Funnel) -> Statement:
        return self.statement(
            "UPDATE {table} SET funnel = %s WHERE partner_id = %s AND funnel = ANY(%s)",
            funnel.value,
            partner_id,
            [stage.value for stage in before],
        )

    def _now(self, partner_id: UUID, funnel: Funnel) -> Statement:
        return self.statement("UPDATE {table} SET funnel = %s WHERE partner_id = %s", funnel.value, partner_id)

    def listed(
        self, source: Query, uf: UF | None, limit: int, after: UUID | None, funnel: Funnel | None = None
    ) -> list[Listed]:
        """Partners by id, all states or one, all steps of the way or one."""
        rows = self.rows(
            source,
            "SELECT partner_id, legal_name, org_type, uf, municipality_ibge7, funnel FROM {table}"
            " WHERE (%s::text IS NULL OR uf = %s) AND (%s::text IS NULL OR funnel = %s)"
            " AND (%s::uuid IS NULL OR partner_id > %s) ORDER BY partner_id LIMIT %s",
            uf, uf, funnel, funnel, after, after, limit,
        )  # fmt: skip
        return [Listed(*row) for row in rows]

    def shown(
        self, source: Query, uf: UF | None, funnels: Sequence[Funnel], limit: int, after: UUID | None
    ) -> list[UUID]:
        """Those that have come so far, by id; all states or one."""
        rows = self.rows(
            source,
            "SELECT partner_id FROM {table} WHERE funnel = ANY(%s) AND (%s::text IS NULL OR uf = %s)"
            " AND (%s::uuid IS NULL OR partner_id > %s) ORDER BY partner_id LIMIT %s",
            [funnel.value for funnel in funnels], uf, uf, after, after, limit,
        )  # fmt: skip
        return [partner_id for (partner_id,) in rows]
