"""Commands and queries of the network: load, call, save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import ContactChannel, Directory, Funnel, Sphere, StageServed
from contracts.vocabulary.rights import DataClass
from services.referrals.network.domain.offer_terms import PLAIN, Terms
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import PlacedApplication
from services.referrals.network.views.agreements import Agreements, ListedAgreement
from services.referrals.network.views.open_offers import OpenOffer, OpenOffers
from services.referrals.network.views.partner_directory import Listed, PartnerDirectory
from services.referrals.network.views.partner_steps import PartnerStep, PartnerSteps
from services.referrals.network.views.waiting_lists import Waiting, WaitingLists

C = TypeVar("C", bound=StrEnum)


class NetworkApplication(PlacedApplication):
    def register_partner(
        self,
        legal_name: str,
        org_type: OrganisationType,
        uf: UF,
        municipality_ibge7: str,
        zone: str,
        cnpj: str | None = None,
        sphere: Sphere | None = None,
        serves: Iterable[StageServed] = (),
    ) -> Partner:
        with self.unit_of_work() as unit:
            partner = Partner.register(
                legal_name, org_type, uf, municipality_ibge7, zone, cnpj, sphere, in_order(serves)
            )
            self.save(unit, partner)
        return partner

    def contact_partner(self, partner_id: UUID, expected: int, channel: ContactChannel) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.contact(channel)
        return partner

    def negotiate(self, partner_id: UUID, expected: int) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.negotiate()
        return partner

    def describe_partner(
        self,
        partner_id: UUID,
        expected: int,
        sphere: Sphere | None = None,
        serves: Iterable[StageServed] = (),
        safeguarding_contact: str | None = None,
    ) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.describe(sphere, in_order(serves), safeguarding_contact)
        return partner

    def link_directory_entry(
        self, partner_id: UUID, expected: int, directory: Directory, address: str, seen_on: date
    ) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.link_directory_entry(directory, address, seen_on)
        return partner

    def partner(self, partner_id: UUID) -> Partner:
        with self.unit_of_work() as unit:
            return unit.get(Partner, partner_id)

    def sign_agreement(
        self,
        partner_id: UUID,
        expected: int,
        kind: AgreementKind,
        signed_on: date,
        data_sharing_clause: bool,
        ends_on: date | None = None,
        parties: Iterable[str] = (),
        dpo_contact: str | None = None,
    ) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.sign_agreement(kind, signed_on, ends_on, data_sharing_clause, tuple(parties), dpo_contact)
        return partner

    def send_copy(self, partner_id: UUID, expected: int, agreement_id: UUID, sent_on: date) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.send_copy(agreement_id, sent_on)
        return partner

    def activate_partner(self, partner_id: UUID, expected: int) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.activate()
        return partner

    def suspend_partner(self, partner_id: UUID, expected: int) -> Partner:
        with self.changing(Partner, partner_id, expected) as partner:
            partner.suspend()
        return partner

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

    def partners(
        self, uf: UF | None, limit: int, after: tuple[Any, ...] | None = None, funnel: Funnel | None = None
    ) -> list[Listed]:
        with self.unit_of_work() as unit:
            return self.view(PartnerDirectory).listed(unit, uf, limit, after[0] if after else None, funnel)

    def partner_steps(self, partner_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[PartnerStep]:
        with self.unit_of_work() as unit:
            return self.view(PartnerSteps).of_partner(unit, partner_id, limit, after[0] if after else None)

    def agreements(
        self, uf: UF, missing: str | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ListedAgreement]:
        with self.unit_of_work() as unit:
            return self.view(Agreements).listed(unit, uf, missing, limit, after)

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
            return self.view(OpenOffers).serving(unit, need_domain, uf, near, limit, after)

    def waiting_list(self, offer_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Waiting]:
        with self.unit_of_work() as unit:
            return self.view(WaitingLists).of_offer(unit, offer_id, limit, after[0] if after else None)


def in_order(codes: Iterable[C]) -> tuple[C, ...]:
    """Each once, in the order of the alphabet, so that the same choice is stored in the same form."""
    return tuple(sorted(set(codes)))
