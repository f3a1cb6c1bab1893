"""A referral as it is given to another system."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from infra.application import Application
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.interchange.bundle import bundle
from services.referrals.cases.interchange.content import content_of
from services.referrals.cases.links import shown_person
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer


class InterchangeApplication(Application):
    def referral(self, referral_id: UUID) -> Referral:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id)

    def exported(self, referral: Referral, offices: Sequence[UUID] | None) -> dict[str, Any]:
        """`offices`: of who asks, as one of which it knows the person; None for the partner, who is told nobody."""
        with self.unit_of_work() as unit:
            events = [recorded.event for recorded in unit.history(referral.id)]
            person = None if offices is None else shown_person(unit, referral.person_id, offices)
            matter = referral.matter
            partner = unit.get(Partner, matter.partner_id) if matter else None
            offer = unit.get(ServiceOffer, matter.offer_id) if matter else None
        return bundle(content_of(referral, events, person), partner, offer)
