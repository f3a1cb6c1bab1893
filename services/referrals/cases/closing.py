"""What a partner's or a site's closing does to who is served there: suspended, recalled, listed to be planned anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import SuspensionReason
from infra.application import Application
from infra.deadlines.reading import due_under
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import happening
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.leaving import save_and_release
from services.referrals.cases.views.partner_inbox import PartnerInbox
from services.referrals.network.closings import while_nobody_sends
from services.referrals.network.domain.offer_standing import OfferStatus
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.partner_site import PartnerSite
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import placed, running_at
from services.referrals.network.views.open_offers import OpenOffers
from services.referrals.network.views.partner_sites import PartnerSites
from services.referrals.work.applications import closing as work
from services.referrals.work.views.employer_candidates import EmployerCandidates
from services.referrals.work.views.vacancies import Vacancies


@dataclass(frozen=True)
class Closing:
    """The version of what closed, and how many referrals are to be planned anew."""

    version: int
    suspended: int


class ClosingApplication(Application):
    """PL12, X11: all in one transaction, so that nobody is forgotten; nobody is moved by it."""

    def partner(self, partner_id: UUID) -> Partner:
        with self.unit_of_work() as unit:
            return unit.get(Partner, partner_id)

    def site(self, site_id: UUID) -> PartnerSite:
        with self.unit_of_work() as unit:
            return unit.get(PartnerSite, site_id)

    def close_partner(self, partner_id: UUID, expected: int, effective_on: date | None = None) -> Closing:
        with self.unit_of_work() as unit:
            while_nobody_sends(unit)
            partner = unit.get(Partner, partner_id, expected)
            day = partner.closing_day(effective_on)
            left = self._stop(unit, partner, self.offers_of(unit, partner_id), SuspensionReason.PARTNER_CLOSED)
            for site in [unit.get(PartnerSite, found) for found in self.sites_of(unit, partner_id)]:
                site.close()
                placed(unit, site)
            work.stop(unit, self.work_at(unit, partner_id))
            partner.close(day, needs_of(left), len(left))
            placed(unit, partner)
        return Closing(partner.version, len(left))

    def close_site(self, site_id: UUID, expected: int, effective_on: date | None = None) -> Closing:
        with self.unit_of_work() as unit:
            while_nobody_sends(unit)
            site = unit.get(PartnerSite, site_id, expected)
            day, partner = site.closing_day(effective_on), unit.get(Partner, site.partner_id)
            offers = self.offers_of(unit, partner.id, site_id)
            left = self._stop(unit, partner, offers, SuspensionReason.SITE_CLOSED)
            site.close(day, needs_of(left), len(left))
            placed(unit, site)
        return Closing(site.version, len(left))

    def _stop(
        self, unit: UnitOfWork, partner: Partner, offers: Iterable[UUID], reason: SuspensionReason
    ) -> list[Referral]:
        """Suspend what is open at these offers, give its places back, and withdraw the offers."""
        kept = {offer_id: unit.get(ServiceOffer, offer_id) for offer_id in offers}
        confirm_by = due_under(unit, "DL17", happening(), running_at(partner)).at
        found = [unit.get(Referral, referral_id) for referral_id in self.open_at(unit, partner.id, list(kept))]
        for referral in found:
            referral.follow_closing(confirm_by, reason)
            save_and_release(unit, referral)
        for offer in kept.values():
            if offer.status != OfferStatus.WITHDRAWN:
                offer.withdraw()
            placed(unit, offer)
        return found

    def offers_of(self, unit: UnitOfWork, partner_id: UUID, site_id: UUID | None = None) -> list[UUID]:
        return self.view(OpenOffers).of(unit, partner_id, site_id)

    def sites_of(self, unit: UnitOfWork, partner_id: UUID) -> list[UUID]:
        return self.view(PartnerSites).of(unit, partner_id)

    def work_at(self, unit: UnitOfWork, partner_id: UUID) -> work.AtEmployer:
        return work.AtEmployer(
            self.view(Vacancies).at(unit, partner_id), self.view(EmployerCandidates).at(unit, partner_id)
        )

    def open_at(self, unit: UnitOfWork, partner_id: UUID, offers: list[UUID]) -> list[UUID]:
        found = self.view(PartnerInbox).open_at(unit, partner_id, offers)
        unit.fetch((Referral, referral_id) for referral_id in found)
        return found


def needs_of(referrals: Iterable[Referral]) -> tuple[NeedDomain, ...]:
    """For what somebody was there, each need once."""
    return tuple(sorted({referral.need_domain for referral in referrals}))
