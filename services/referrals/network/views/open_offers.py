"""Who serves a need, and with how many places left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from infra.eventstore.codec import converter
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from infra.world import now
from services.referrals.network.domain.offer_standing import OfferStatus
from services.referrals.network.domain.offer_terms import Terms
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.views.partner_directory import PartnerDirectory

# Whether an offer is in another municipality than the one that somebody is near to.
ELSEWHERE = "(%s::text IS NOT NULL AND municipality_ibge7 <> %s)"


# Places taken as they count at an instant: what was used up in a period that is over counts no more.
TAKEN = "CASE WHEN counts_until IS NULL OR counts_until >= (%s AT TIME ZONE zone)::date THEN held ELSE 0 END"
STILL_VALID = "(valid_until IS NULL OR valid_until >= (%s AT TIME ZONE zone)::date)"


@dataclass(frozen=True)
class OpenOffer:
    """An offer that takes people; `free` places are a hint, the accepting decides."""

    offer_id: UUID
    partner_id: UUID
    site_id: UUID | None
    need_domains: list[str]
    data_needed: list[str]
    free: int
    waiting: int
    uf: str
    municipality_ibge7: str
    terms: dict[str, Any]


class OpenOffers(View):
    name = "open_offers"
    version = 2
    columns = """
        offer_id uuid PRIMARY KEY,
        partner_id uuid NOT NULL,
        site_id uuid,
        need_domains text[] NOT NULL,
        data_needed text[] NOT NULL,
        slots integer NOT NULL,
        held integer NOT NULL,
        counts_until date,
        waiting integer NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        zone text NOT NULL,
        valid_until date,
        terms jsonb NOT NULL,
        status text NOT NULL,
        UNIQUE (partner_id, offer_id)"""

    @handles(ServiceOffer.Published)
    def published(self, event: ServiceOffer.Published, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, 0, NULL, 0, %s, %s, %s, %s, %s, %s)",
            event.originator_id,
            event.partner_id,
            event.site_id,
            codes(event.need_domains),
            codes(event.data_needed),
            event.slots,
            event.uf.value,
            event.municipality_ibge7,
            event.zone,
            event.terms.valid_until,
            written(event.terms),
            OfferStatus.PUBLISHED.value,
        )

    @handles(ServiceOffer.Changed)
    def changed(self, event: ServiceOffer.Changed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET need_domains = %s, data_needed = %s, held = %s, counts_until = %s, zone = %s,"
            " valid_until = %s, terms = %s WHERE offer_id = %s",
            codes(event.need_domains),
            codes(event.data_needed),
            event.taken,
            event.counts_until,
            event.zone,
            event.terms.valid_until,
            written(event.terms),
            event.originator_id,
        )

    @handles(ServiceOffer.CapacityUpdated)
    def capacity_updated(self, event: ServiceOffer.CapacityUpdated, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET slots = %s WHERE offer_id = %s", event.slots, event.originator_id)

    @handles(ServiceOffer.SlotHeld)
    def slot_held(self, event: ServiceOffer.SlotHeld, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET held = %s, counts_until = %s WHERE offer_id = %s",
            event.taken,
            event.counts_until,
            event.originator_id,
        )

    @handles(ServiceOffer.SlotReleased)
    def slot_released(self, event: ServiceOffer.SlotReleased, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET held = %s WHERE offer_id = %s", event.taken, event.originator_id)

    @handles(ServiceOffer.Waitlisted, ServiceOffer.LeftWaitingList)
    def queue_moved(
        self, event: ServiceOffer.Waitlisted | ServiceOffer.LeftWaitingList, metadata: Metadata
    ) -> Statement:
        return self.statement("UPDATE {table} SET waiting = %s WHERE offer_id = %s", event.waiting, event.originator_id)

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
        partners: PartnerDirectory,
        need_domain: NeedDomain | None,
        uf: UF | None,
        near: str | None,
        limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[OpenOffer]:
        """Published offers of active partners by id, for one need or all, in one state or all; those `near` first.

        `near`: a municipality. `after`: whether the last one seen was elsewhere, and its id.
        """
        elsewhere, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT offer_id, partner_id, site_id, need_domains, data_needed, greatest(slots - {TAKEN}, 0), waiting,"
            " uf, municipality_ibge7, terms FROM {table} o"
            f" WHERE EXISTS (SELECT FROM {partners.table} p WHERE p.partner_id = o.partner_id AND funnel = 'active')"
            f" AND status = 'published' AND {STILL_VALID} AND (%s::text IS NULL OR %s = ANY(need_domains))"
            " AND (%s::text IS NULL OR uf = %s)"
            f" AND (%s::uuid IS NULL OR ({ELSEWHERE}, offer_id) > (%s, %s)) ORDER BY {ELSEWHERE}, offer_id LIMIT %s",
            now(), now(), need_domain, need_domain, uf, uf, known, near, near, elsewhere, known, near, near, limit,
        )  # fmt: skip
        return [OpenOffer(*row) for row in rows]

    def of(self, source: Query, partner_id: UUID, site_id: UUID | None = None) -> list[UUID]:
        """The offers of a partner, or of one of its sites, withdrawn ones too: people may still be served there."""
        rows = self.rows(
            source,
            "SELECT offer_id FROM {table} WHERE partner_id = %s AND (%s::uuid IS NULL OR site_id = %s)"
            " ORDER BY offer_id",
            partner_id, site_id, site_id,
        )  # fmt: skip
        return [offer_id for (offer_id,) in rows]


def codes(values: Iterable[StrEnum]) -> list[str]:
    return [value.value for value in values]


def written(terms: Terms) -> Jsonb:
    """As the log has it."""
    return Jsonb(converter.unstructure(terms, Terms))
