"""What the end of an agreement does: it is announced in time, and without another one the offers are paused (PL13)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.partners import PauseReason
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.network.domain.offer_standing import OfferStatus
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import PlacedApplication
from services.referrals.network.views.open_offers import OpenOffers


class ExpiryApplication(PlacedApplication):
    def announce_renewal(self, partner_id: UUID, agreement_id: UUID) -> None:
        with self.changing(Partner, partner_id) as partner:
            partner.announce_renewal(agreement_id)

    def expire_agreement(self, partner_id: UUID, agreement_id: UUID) -> None:
        """Who is served there goes on; nobody new is sent."""
        with self.unit_of_work() as unit:
            partner = unit.get(Partner, partner_id)
            partner.expire_agreement(agreement_id)
            self.save(unit, partner)
            if not partner.works_on_after(agreement_id):
                for offer_id in self.offers_of(unit, partner_id):
                    self._pause(unit, unit.get(ServiceOffer, offer_id))

    def _pause(self, unit: UnitOfWork, offer: ServiceOffer) -> None:
        if offer.status == OfferStatus.PUBLISHED:
            offer.pause(PauseReason.AGREEMENT_EXPIRED)
            self.save(unit, offer)

    def offers_of(self, unit: UnitOfWork, partner_id: UUID) -> list[UUID]:
        return self.view(OpenOffers).of(unit, partner_id)
