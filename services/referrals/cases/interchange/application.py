"""Referrals given to another system, and what other systems say and ask for: each one command like any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from infra.application import Application
from infra.eventstore.store import EventStore
from services.referrals.cases.application import CasesApplication
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import Status
from services.referrals.cases.endings import EndingsApplication
from services.referrals.cases.interchange.asking import Asked
from services.referrals.cases.interchange.bundle import bundle
from services.referrals.cases.interchange.content import content_of
from services.referrals.cases.interchange.refusals import ReferralKnown, RequestNotOpen
from services.referrals.cases.interchange.said import Agree, Answer, Complete, Decline, Interrupt, Meet, Said
from services.referrals.cases.interchange.services import healthcare_service, organization
from services.referrals.cases.links import shown_person
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer

OPEN = (Status.DRAFT, Status.SENT)


class InterchangeApplication(Application):
    def __init__(self, store: EventStore) -> None:
        super().__init__(store)
        self.cases, self.endings = CasesApplication(store), EndingsApplication(store)

    def referral(self, referral_id: UUID) -> Referral:
        return self.cases.referral(referral_id)

    def exported(self, referral: Referral, offices: Sequence[UUID] | None) -> dict[str, Any]:
        """`offices`: of who asks, as one of which it knows the person; None for the partner, who is told nobody."""
        with self.unit_of_work() as unit:
            events = [recorded.event for recorded in unit.history(referral.id)]
            person = None if offices is None else shown_person(unit, referral.person_id, offices)
            matter = referral.matter
            who = [organization(unit.get(Partner, matter.partner_id))] if matter else []
            who += [healthcare_service(unit.get(ServiceOffer, matter.offer_id))] if matter else []
        return bundle(content_of(referral, events, person), who)

    def draft(self, asked: Asked) -> Referral:
        """A draft of the office; consent and sending are its own duty. Raises ReferralKnown, RequestNotOpen."""
        if asked.status not in OPEN:
            raise RequestNotOpen
        with self.unit_of_work() as unit:
            if asked.referral_id is not None and unit.exists(Referral, asked.referral_id):
                raise ReferralKnown
        return self.cases.draft_referral(asked.person_id, asked.office_id, asked.need_domain, asked.urgency)

    def follow(self, referral_id: UUID, expected: int, said: Said) -> Referral:
        """Do what the partner's task says. Raises the refusals of the command that it stands for."""
        at = (referral_id, expected)
        match said:
            case Decline():
                return self.cases.decline_referral(*at, said.reason)
            case Complete():
                return self.cases.complete_referral(*at, said.outcome)
            case Interrupt():
                return self.endings.interrupt(*at, said.reason)
            case Agree():
                return self.cases.schedule_appointment(*at, said.at)[0]
            case Meet():
                met = self.cases.record_attendance if said.came else self.cases.record_absence
                return met(*at, said.number)
            case Answer():
                return self._answered(referral_id, expected, said.status)

    def _answered(self, referral_id: UUID, expected: int, status: Status) -> Referral:
        if status == Status.WAITLISTED:
            return self.endings.waitlist(referral_id, expected)
        cases = self.cases
        return (cases.accept_referral if status == Status.ACCEPTED else cases.receive_referral)(referral_id, expected)
