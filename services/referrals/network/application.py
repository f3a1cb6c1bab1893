"""Commands and queries of partners and their agreements, and with them those of offers: load, call, save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.coordination import AgreementKind
from contracts.vocabulary.network import UF, OrganisationType
from contracts.vocabulary.partners import ContactChannel, Directory, Funnel, Sphere, StageServed
from services.referrals.network.domain.partner import Partner
from services.referrals.network.offering import Offering, in_order
from services.referrals.network.views.agreements import Agreements, ListedAgreement
from services.referrals.network.views.partner_directory import Listed, PartnerDirectory
from services.referrals.network.views.partner_steps import PartnerStep, PartnerSteps


class NetworkApplication(Offering):
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
