"""What may follow a sending beside the plain way: a waiting list, an early end, silence, the person's word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.network import InterruptionReason
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.leaving import ending, save_at_home
from services.referrals.network.domain.service_offer import ServiceOffer


class EndingsApplication(Application):
    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        save_at_home(unit, aggregate)

    def referral(self, referral_id: UUID) -> Referral:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id)

    def waitlist(self, referral_id: UUID, expected: int) -> Referral:
        """It holds no place until it is accepted. Raises NoWaitingList."""
        with self.unit_of_work() as unit:
            referral = unit.get(Referral, referral_id, expected)
            referral.waitlist()
            offer = unit.get(ServiceOffer, referral.sent_matter.offer_id)
            offer.join_waiting_list(referral.id)
            save_at_home(unit, referral, offer)
        return referral

    def interrupt(self, referral_id: UUID, expected: int, reason: InterruptionReason) -> Referral:
        with ending(self, referral_id, expected) as referral:
            referral.interrupt(reason)
        return referral

    def expire(self, referral_id: UUID, expected: int) -> Referral:
        with ending(self, referral_id, expected, served=False) as referral:
            referral.expire()
        return referral

    def record_feedback(self, referral_id: UUID, expected: int, score: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.record_feedback(score)
        return referral

    def report_discrimination(self, referral_id: UUID, expected: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.report_discrimination()
        return referral
