"""Who serves a need, and with how many places left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.referrals.network.domain.service_offer import OfferStatus, ServiceOffer

# Whether an offer is in another municipality than the one that somebody is near to.
ELSEWHERE = "(%s::text IS NOT NULL AND municipality_ibge7 <> %s)"


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
        self,
        source: Query,
        need_domain: NeedDomain | None,
        uf: UF | None,
        near: str | None,
        limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[OpenOffer]:
        """Published offers by id, for one need or all, in one state or all; those in the municipality `near` first.

        `after`: whether the last one seen was elsewhere, and its id.
        """
        elsewhere, known = after or (None, None)
        rows = self.rows(
            source,
            "SELECT offer_id, partner_id, need_domains, data_needed, slots - held, uf, municipality_ibge7 FROM {table}"
            " WHERE status = 'published' AND (%s::text IS NULL OR %s = ANY(need_domains))"
            " AND (%s::text IS NULL OR uf = %s)"
            f" AND (%s::uuid IS NULL OR ({ELSEWHERE}, offer_id) > (%s, %s)) ORDER BY {ELSEWHERE}, offer_id LIMIT %s",
            need_domain,
            need_domain,
            uf,
            uf,
            known,
            near,
            near,
            elsewhere,
            known,
            near,
            near,
            limit,
        )
        return [OpenOffer(*row) for row in rows]
