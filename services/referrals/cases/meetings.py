"""Around an appointment: the hand-over that comes before it, and the friendly word after one that was missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.meetings import ContactAfterAbsence, HandoverContact, HandoverManner
from infra.application import Application
from infra.erasure.application import refuse_erased
from services.referrals.cases.domain.absence_contact import AbsenceContact, ContactAlreadyRecorded
from services.referrals.cases.domain.handover import Handover, HandoverAlreadyMade
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.views.contacts_to_offer import ContactsToOffer, ToOffer
from services.referrals.cases.views.person_links import PersonLinks


class MeetingsApplication(Application):
    def referral(self, referral_id: UUID) -> Referral:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id)

    def hand_over(self, referral_id: UUID, manner: HandoverManner, contact: HandoverContact) -> Handover:
        """Raises HandoverAlreadyMade; two at once meet as a version conflict."""
        with self.unit_of_work() as unit:
            referral = unit.get(Referral, referral_id)
            refuse_erased(unit, referral.person_id)
            if unit.exists(Handover, Handover.create_id(referral_id)):
                raise HandoverAlreadyMade
            handover = Handover.make(referral, manner, contact)
            unit.save(handover)
        return handover

    def handover(self, referral_id: UUID) -> Handover:
        """Raises NotFound while none was made."""
        with self.unit_of_work() as unit:
            return unit.get(Handover, Handover.create_id(referral_id))

    def record_contact(self, referral_id: UUID, number: int, result: ContactAfterAbsence) -> AbsenceContact:
        """Raises ContactAlreadyRecorded; two at once meet as a version conflict."""
        with self.unit_of_work() as unit:
            referral = unit.get(Referral, referral_id)
            refuse_erased(unit, referral.person_id)
            if unit.exists(AbsenceContact, AbsenceContact.create_id(referral_id, number)):
                raise ContactAlreadyRecorded
            contact = AbsenceContact.record(referral, number, result)
            unit.save(contact)
        return contact

    def contacts_to_offer(
        self, office_id: UUID, offices: Sequence[UUID], limit: int, after: tuple[Any, ...] | None = None
    ) -> list[ToOffer]:
        """`offices`: all of who asks, for a person's surviving record may be another one's."""
        with self.unit_of_work() as unit:
            return self.view(ContactsToOffer).of_office(unit, office_id, self.view(PersonLinks), offices, limit, after)
