"""Who serves a need, and with how many places left."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.service_offer import OfferStatus, ServiceOffer


@dataclass(frozen=True)
class OpenOffer:
    """An offer that takes people; `free` places are a hint, the accepting decides."""

    offer_id: UUID
    partner_id: UUID
    need_domains: list[str]
    data_needed: list[str]
    free: int
    uf: str
    municipality_ibge7: str


class OpenOffers(View):
    name = "open_offers"
    columns = """
        offer_id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        need_domains text[] NOT NULL,
        data_needed text[] NOT NULL,
        slots integer NOT NULL,
        held integer NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        status text NOT NULL"""

    @handles(ServiceOffer.Published)
    def published(self, event: ServiceOffer.Published, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, 0, %s, %s, %s)",
            event.originator_id,
            event.partner_id,
            [domain.value for domain in event.need_domains],
            [data_class.value for data_class in event.data_needed],
            event.slots,
            event.uf.value,
            event.municipality_ibge7,
            OfferStatus.PUBLISHED.value,
        )

    @handles(ServiceOffer.CapacityUpdated)
    def capacity_updated(self, event: ServiceOffer.CapacityUpdated, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET slots = %s WHERE offer_id = %s", event.slots, event.originator_id)

    @handles(ServiceOffer.SlotHeld, ServiceOffer.SlotReleased)
    def slot_moved(self, event: ServiceOffer.SlotHeld | ServiceOffer.SlotReleased, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET held = %s WHERE offer_id = %s", event.taken, event.originator_id)

    @handles(ServiceOffer.Paused)
    def paused(self, event: ServiceOffer.Paused, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, OfferStatus.PAUSED)

    @handles(ServiceOffer.Resumed)
    def resumed(self, event: ServiceOffer.Resumed, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, OfferStatus.PUBLISHED)

    @handles(ServiceOffer.Withdrawn)
    def withdrawn(self, event: ServiceOffer.Withdrawn, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, OfferStatus.WITHDRAWN)

    def _now(self, offer_id: UUID, status: OfferStatus) -> Statement:
        return self.statement("UPDATE {table} SET status = %s WHERE offer_id = %s", status.value, offer_id)

    def serving(
        self, source: Query, need_domain: NeedDomain | None, uf: UF | None, limit: int, after: UUID | None
    ) -> list[OpenOffer]:
        """Published offers by id, for one need or all, in one state or all."""
        rows = self.rows(
            source,
            "SELECT offer_id, partner_id, need_domains, data_needed, slots - held, uf, municipality_ibge7 FROM {table}"
            " WHERE status = 'published' AND (%s::text IS NULL OR %s = ANY(need_domains))"
            " AND (%s::text IS NULL OR uf = %s) AND (%s::uuid IS NULL OR offer_id > %s)"
            " ORDER BY offer_id LIMIT %s",
            need_domain,
            need_domain,
            uf,
            uf,
            after,
            after,
            limit,
        )
        return [OpenOffer(*row) for row in rows]
