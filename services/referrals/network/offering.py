"""Commands and queries of offers: load, call, save."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import DataClass
from services.referrals.network.domain.offer_terms import PLAIN, Terms
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import PlacedApplication
from services.referrals.network.views.open_offers import OpenOffer, OpenOffers
from services.referrals.network.views.partner_directory import PartnerDirectory
from services.referrals.network.views.waiting_lists import Waiting, WaitingLists

C = TypeVar("C", bound=StrEnum)


class Offering(PlacedApplication):
    """The part of the network's application that is about offers."""

    def publish_offer(
        self,
        partner_id: UUID,
        need_domains: Iterable[NeedDomain],
        slots: int,
        data_needed: Iterable[DataClass] = (),
        terms: Terms = PLAIN,
        site_id: UUID | None = None,
    ) -> ServiceOffer:
        with self.unit_of_work() as unit:
            partner = unit.get(Partner, partner_id)
            site = unit.get(PartnerSite, site_id) if site_id else None
            offer = ServiceOffer.publish(partner, tuple(need_domains), tuple(data_needed), slots, terms, site)
            self.save(unit, offer)
        return offer

    def change_offer(
        self,
        offer_id: UUID,
        expected: int,
        need_domains: Iterable[NeedDomain],
        data_needed: Iterable[DataClass] = (),
        terms: Terms = PLAIN,
    ) -> ServiceOffer:
        with self.unit_of_work() as unit:
            offer = unit.get(ServiceOffer, offer_id, expected)
            partner = unit.get(Partner, offer.partner_id)
            offer.change(partner, tuple(need_domains), tuple(data_needed), terms)
            self.save(unit, offer)
        return offer

    def offer(self, offer_id: UUID) -> ServiceOffer:
        with self.unit_of_work() as unit:
            return unit.get(ServiceOffer, offer_id)

    def update_capacity(self, offer_id: UUID, expected: int, slots: int) -> ServiceOffer:
        with self.changing(ServiceOffer, offer_id, expected) as offer:
            offer.update_capacity(slots)
        return offer

    def pause_offer(self, offer_id: UUID, expected: int) -> ServiceOffer:
        with self.changing(ServiceOffer, offer_id, expected) as offer:
            offer.pause()
        return offer

    def resume_offer(self, offer_id: UUID, expected: int) -> ServiceOffer:
        with self.unit_of_work() as unit:
            offer = unit.get(ServiceOffer, offer_id, expected)
            offer.resume(unit.get(Partner, offer.partner_id))
            self.save(unit, offer)
        return offer

    def withdraw_offer(self, offer_id: UUID, expected: int) -> ServiceOffer:
        with self.changing(ServiceOffer, offer_id, expected) as offer:
            offer.withdraw()
        return offer

    def open_offers(
        self,
        need_domain: NeedDomain | None,
        uf: UF | None,
        near: str | None,
        limit: int,
        after: tuple[Any, ...] | None = None,
    ) -> list[OpenOffer]:
        """Those in the municipality `near` first."""
        with self.unit_of_work() as unit:
            return self.view(OpenOffers).serving(unit, self.view(PartnerDirectory), need_domain, uf, near, limit, after)

    def waiting_list(self, offer_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Waiting]:
        with self.unit_of_work() as unit:
            return self.view(WaitingLists).of_offer(unit, offer_id, limit, after[0] if after else None)


def in_order(codes: Iterable[C]) -> tuple[C, ...]:
    """Each once, in the order of the alphabet, so that the same choice is stored in the same form."""
    return tuple(sorted(set(codes)))
