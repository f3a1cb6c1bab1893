"""Absence contact: that somebody who missed an appointment was offered a friendly word, or wishes none (PL10)."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.meetings import ContactAfterAbsence
from infra.kernel import Aggregate, DomainError, InitialEvent, derived_id, event
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import AppointmentStatus


class NoMissedAppointment(DomainError):
    code = "referrals.no-missed-appointment"
    detail = "There is no missed appointment with this number."
    fix = "Read the referral's appointments."


class ContactAlreadyRecorded(DomainError):
    code = "referrals.contact-already-recorded"
    detail = "What followed this appointment was recorded before."
    fix = "Nothing is left to do."


class AbsenceContact(Aggregate, store="referrals"):
    class Recorded(InitialEvent):
        """Seen by the office alone: no partner, court or report learns of it (R3)."""

        referral_id: UUID
        number: int
        person_id: UUID
        result: ContactAfterAbsence

    @staticmethod
    def create_id(referral_id: UUID, number: int, **_: object) -> UUID:
        """Found by the referral and the appointment's number."""
        return derived_id(referral_id, f"absence-{number}")

    @event(Recorded)
    def __init__(self, referral_id: UUID, number: int, person_id: UUID, result: ContactAfterAbsence) -> None:
        self.referral_id, self.number, self.person_id, self.result = referral_id, number, person_id, result

    @classmethod
    def record(cls, referral: Referral, number: int, result: ContactAfterAbsence) -> AbsenceContact:
        """Also after the referral has ended: the word is friendly, and late is better than never.

        Raises NoMissedAppointment.
        """
        appointment = referral.appointments.get(number)
        if appointment is None or appointment.status is not AppointmentStatus.MISSED:
            raise NoMissedAppointment
        return cls(referral_id=referral.id, number=number, person_id=referral.person_id, result=result)
