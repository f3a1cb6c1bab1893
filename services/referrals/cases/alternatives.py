"""Where else to ask when a partner declines, keeps silent or closes (PL07, PL08)."""

from __future__ import annotations

from uuid import UUID

from infra.application import Application
from services.referrals.cases.domain.referral import Referral
from services.referrals.network.domain.conditions import Seeker
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.matching import Matches, MatchingApplication

MOST = 10


class AlternativesApplication(Application):
    def referral(self, referral_id: UUID) -> Referral:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id)

    def alternatives(self, referral: Referral) -> Matches:
        """Other offers for the same need, near the one that was asked; what the person needs there is to be asked.

        Raises ReferralNotSent.
        """
        asked = referral.sent_matter.offer_id
        with self.unit_of_work() as unit:
            offer = unit.get(ServiceOffer, asked)
        near = Seeker(uf=offer.uf, municipality_ibge7=offer.municipality_ibge7)
        return MatchingApplication(self.store).match(referral.need_domain, near, MOST, (asked,))
