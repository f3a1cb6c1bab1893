"""Which offers serve a need, in the order in which they suit somebody somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, DeclineReason
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from infra.world import now
from services.referrals.network.domain.conditions import Distance, Seeker
from services.referrals.network.domain.ranking import Room, Standing
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.views.agreements import Agreements
from services.referrals.network.views.open_offers import STILL_VALID, TAKEN, OpenOffers, codes
from services.referrals.network.views.partner_directory import PartnerDirectory

# No municipality is looked at farther than this; who is not among so many stands behind all of them.
CANDIDATES = 500
FREE = f"greatest(slots - {TAKEN}, 0)"
ACCESS = "NOT (terms->'accessibility' @> to_jsonb(%s::text[]))"
DISTANCE = "CASE WHEN n.municipality_ibge7 = %s THEN 0 WHEN n.uf = %s THEN 1 ELSE 2 END"
ROOM = f"CASE WHEN {FREE} > 0 THEN 0 WHEN (terms->>'waiting_list')::boolean THEN 1 ELSE 2 END"
LANGUAGE = "(cardinality(%s::text[]) > 0 AND NOT (terms->'languages' ?| %s::text[]))"


@dataclass(frozen=True)
class Candidate:
    """An offer that is open and may be sent people, and how it compares."""

    standing: Standing
    offer_id: UUID
    partner_id: UUID
    site_id: UUID | None
    uf: str
    municipality_ibge7: str
    data_needed: list[str]
    terms: dict[str, Any]
    serves: list[str]
    free: int
    waiting: int


class OffersByNeed(View):
    """A row for each need of an offer; the rest is where the offer, its partner and its agreements are."""

    name = "offers_by_need"
    columns = """
        need_domain text NOT NULL,
        uf text NOT NULL,
        municipality_ibge7 text NOT NULL,
        offer_id uuid NOT NULL,
        PRIMARY KEY (need_domain, uf, municipality_ibge7, offer_id),
        UNIQUE (offer_id, need_domain)"""

    @handles(ServiceOffer.Published)
    def published(self, event: ServiceOffer.Published, metadata: Metadata) -> list[Statement]:
        return self._rows(event)

    @handles(ServiceOffer.Changed)
    def changed(self, event: ServiceOffer.Changed, metadata: Metadata) -> list[Statement]:
        return [self._gone(event.originator_id), *self._rows(event)]

    @handles(ServiceOffer.Withdrawn)
    def withdrawn(self, event: ServiceOffer.Withdrawn, metadata: Metadata) -> Statement:
        return self._gone(event.originator_id)

    def _rows(self, event: ServiceOffer.Published | ServiceOffer.Changed) -> list[Statement]:
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s)",
                domain.value,
                event.uf.value,
                event.municipality_ibge7,
                event.originator_id,
            )
            for domain in sorted(set(event.need_domains))
        ]

    def _gone(self, offer_id: UUID) -> Statement:
        return self.statement("DELETE FROM {table} WHERE offer_id = %s", offer_id)

    def suiting(
        self,
        source: Query,
        others: tuple[OpenOffers, PartnerDirectory, Agreements],
        need_domain: NeedDomain,
        seeker: Seeker,
        without: Sequence[UUID],
    ) -> list[Candidate]:
        """The first CANDIDATES of what is open and may be sent people, by accessibility, distance, places, waiting.

        `without`: offers that need not be proposed, as those that have declined.
        """
        offers, partners, agreements = (view.table for view in others)
        access, spoken, at = codes(seeker.accessibility), list(seeker.languages), now()
        rows = self.rows(
            source,
            "SELECT o.offer_id, o.partner_id, o.site_id, n.uf, n.municipality_ibge7, data_needed, terms, serves,"
            f" {FREE}, waiting, {ACCESS}, {DISTANCE}, {ROOM}, (terms->>'waiting_days')::int AS wait, {LANGUAGE}"
            f" FROM {{table}} n JOIN {offers} o ON o.offer_id = n.offer_id"
            f" JOIN {partners} p ON p.partner_id = o.partner_id"
            f" WHERE need_domain = %s AND status = 'published' AND {STILL_VALID} AND funnel = 'active'"
            " AND NOT (o.offer_id = ANY(%s)) AND EXISTS ("
            f"SELECT FROM {agreements} a WHERE a.partner_id = o.partner_id AND data_sharing_clause AND"
            " (%s AT TIME ZONE zone)::date BETWEEN signed_on AND coalesce(ends_on, 'infinity'))"
            " ORDER BY 11, 12, 13, wait NULLS LAST, 15, 9 DESC, 1 LIMIT %s",
            at, access, seeker.municipality_ibge7, seeker.uf, at, spoken, spoken,
            need_domain, at, list(without), at, CANDIDATES,
        )  # fmt: skip
        return [Candidate(_standing(*row[10:]), *row[:10]) for row in rows]

    def capacities(
        self,
        source: Query,
        offers: OpenOffers,
        declines: tuple[str, DeclineReason],
        at: datetime,
        uf: UF,
        need_domain: NeedDomain | None,
        limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[tuple[Any, ...]]:
        """Of a state, by municipality and need: offers, open ones, their places, free ones, queue, and declines.

        `declines`: the table of their counts, and the reason that tells of capacity.
        """
        table, reason = declines
        municipality, need = after or (None, None)
        is_open = f"status = 'published' AND {STILL_VALID}"
        return self.rows(
            source,
            "SELECT n.municipality_ibge7, n.need_domain, count(*),"
            f" count(*) FILTER (WHERE {is_open}), coalesce(sum(slots) FILTER (WHERE {is_open}), 0)::int,"
            f" coalesce(sum({FREE}) FILTER (WHERE {is_open}), 0)::int,"
            f" coalesce(sum(waiting) FILTER (WHERE {is_open}), 0)::int, coalesce(sum(d.n), 0)::int"
            f" FROM {{table}} n JOIN {offers.table} o ON o.offer_id = n.offer_id"
            f" LEFT JOIN {table} d ON d.offer_id = n.offer_id AND d.need_domain = n.need_domain AND reason = %s"
            " WHERE n.uf = %s AND (%s::text IS NULL OR n.need_domain = %s)"
            " AND (%s::text IS NULL OR (n.municipality_ibge7, n.need_domain) > (%s, %s))"
            " GROUP BY n.municipality_ibge7, n.need_domain ORDER BY n.municipality_ibge7, n.need_domain LIMIT %s",
            at, at, at, at, at, reason.value, uf.value, need_domain, need_domain, municipality, municipality, need,
            limit,
        )  # fmt: skip


def _standing(lacks_access: bool, distance: int, room: int, wait: int | None, lacks_language: bool) -> Standing:
    return Standing(lacks_access, Distance(distance), Room(room), wait, lacks_language)
