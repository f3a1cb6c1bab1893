"""Commands and queries of cases: load, call, save."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import (
    CancelledBy,
    DeclineReason,
    ReferralMode,
    ReferralOutcome,
    SuspensionReason,
    Urgency,
)
from contracts.vocabulary.rights import ConsentScope, DataClass, LegalBasis
from infra.application import Application
from infra.deadlines.reading import due_under
from infra.erasure.application import is_erased, refuse_erased
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Metadata, current_metadata, happening
from infra.metadata import amended
from services.referrals.cases.domain.known_grant import GrantNotKnownYet, KnownGrant
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.refusals import SharingNeedsBasis
from services.referrals.cases.leaving import ending, recall, save_and_release, save_at_home
from services.referrals.cases.links import shown_person, stands_for
from services.referrals.cases.person_fields import NobodyToAsk, PersonFields
from services.referrals.cases.views.office_open_referrals import OfficeOpenReferrals, Open
from services.referrals.cases.views.partner_inbox import Inbound, PartnerInbox
from services.referrals.cases.views.person_links import PersonLinks
from services.referrals.network.closings import while_open
from services.referrals.network.domain.partner import Partner
from services.referrals.network.domain.service_offer import ServiceOffer
from services.referrals.network.placing import running_at
from services.referrals.transfers.custodies import refuse_unless_beginning

SERVED = (ReferralOutcome.SERVICE_RECEIVED, ReferralOutcome.PARTLY)
WITHOUT_CONSENT = frozenset({LegalBasis.VITAL, LegalBasis.HEALTH, LegalBasis.LEGAL_DUTY})


class CasesApplication(Application):
    def __init__(self, store: EventStore, person_fields: PersonFields | None = None) -> None:
        super().__init__(store)
        self.person_fields = person_fields or NobodyToAsk()

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        """Under the state that the referral belongs to."""
        save_at_home(unit, aggregate)

    def referral(self, referral_id: UUID) -> Referral:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id)

    def is_erased(self, person_id: UUID) -> bool:
        with self.unit_of_work() as unit:
            return is_erased(unit, person_id)

    def draft_referral(self, person_id: UUID, office_id: UUID, need_domain: NeedDomain, urgency: Urgency) -> Referral:
        with self.unit_of_work() as unit:
            refuse_erased(unit, person_id)
            refuse_unless_beginning(unit, person_id, office_id, urgency)
            referral = Referral(
                person_id=person_id,
                office_id=office_id,
                need_domain=need_domain,
                urgency=urgency,
                uf=current_metadata().tenant.uf,
            )
            unit.save(referral)
        return referral

    def discard_referral(self, referral_id: UUID, expected: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.discard()
        return referral

    def send_referral(
        self,
        referral_id: UUID,
        expected: int,
        offer_id: UUID,
        mode: ReferralMode,
        shared_fields: frozenset[DataClass] = frozenset(),
        grant_id: UUID | None = None,
    ) -> Referral:
        """Ask a partner (R1, R2). Without a grant the command's own legal basis must carry it, and no field goes."""
        with self.unit_of_work() as unit:
            while_open(unit)
            referral = unit.get(Referral, referral_id, expected)
            refuse_erased(unit, referral.person_id)
            refuse_unless_beginning(unit, referral.person_id, referral.office_id, referral.urgency)
            offer = unit.get(ServiceOffer, offer_id)
            partner = unit.get(Partner, offer.partner_id)
            due = due_under(unit, "DL05", happening(), running_at(partner), referral.urgency)
            referral.send(partner.id, offer.id, partner.zone, mode, due.at, tuple(sorted(shared_fields)), grant_id)
            offer.refuse_unless_serving(referral.need_domain)
            partner.refuse_unless_receiving()
            if grant_id is None:
                _refuse_without_basis(current_metadata())
                save_at_home(unit, referral)
                return referral
            grant = _known(unit, grant_id)
            one = stands_for(unit, grant.person_id) == stands_for(unit, referral.person_id)
            giver = grant.person_id if one else referral.person_id
            grant.rely_on(referral.id, giver, partner.id, shared_fields, frozenset(offer.data_needed))
            with amended(legal_basis=LegalBasis.CONSENT.value, consent_refs=(grant_id,)):
                save_at_home(unit, referral, grant)
        return referral

    def receive_referral(self, referral_id: UUID, expected: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.receive()
        return referral

    def accept_referral(self, referral_id: UUID, expected: int) -> Referral:
        """Accept, and take a place of the offer. Raises NoSlotFree; two for the last place conflict."""
        with self.unit_of_work() as unit:
            referral = unit.get(Referral, referral_id, expected)
            referral.accept()
            offer = unit.get(ServiceOffer, referral.sent_matter.offer_id)
            offer.hold_slot(referral.id)
            save_at_home(unit, referral, offer)
        return referral

    def decline_referral(self, referral_id: UUID, expected: int, reason: DeclineReason) -> Referral:
        with ending(self, referral_id, expected, served=False) as referral:
            referral.decline(reason)
        return referral

    def schedule_appointment(self, referral_id: UUID, expected: int, at: datetime) -> tuple[Referral, int]:
        with self.changing(Referral, referral_id, expected) as referral:
            number = referral.schedule_appointment(at)
        return referral, number

    def record_attendance(self, referral_id: UUID, expected: int, number: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.attend(number)
        return referral

    def record_absence(self, referral_id: UUID, expected: int, number: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.miss(number)
        return referral

    def complete_referral(self, referral_id: UUID, expected: int, outcome: ReferralOutcome) -> Referral:
        with ending(self, referral_id, expected, served=outcome in SERVED) as referral:
            referral.complete(outcome)
        return referral

    def cancel_referral(self, referral_id: UUID, expected: int, by: CancelledBy) -> Referral:
        with ending(self, referral_id, expected, served=False) as referral:
            referral.cancel(by)
        return referral

    def confirm_recall(self, referral_id: UUID, expected: int) -> Referral:
        with self.changing(Referral, referral_id, expected) as referral:
            referral.confirm_recall()
        return referral

    def learn_grant(
        self,
        grant_id: UUID,
        person_id: UUID,
        scope: ConsentScope,
        recipients: Sequence[UUID],
        data_classes: Sequence[DataClass],
        valid_until: datetime | None,
    ) -> None:
        """Remember a consent that intake has recorded. Does nothing the second time."""
        with self.unit_of_work() as unit:
            if unit.exists(KnownGrant, grant_id) or is_erased(unit, person_id):
                return
            unit.save(
                KnownGrant(
                    grant_id=grant_id,
                    person_id=person_id,
                    scope=scope,
                    recipients=tuple(recipients),
                    data_classes=tuple(data_classes),
                    valid_until=valid_until,
                )
            )

    def follow_withdrawal(self, grant_id: UUID, reason: SuspensionReason = SuspensionReason.CONSENT_WITHDRAWN) -> None:
        """Suspend and recall all that relied on a grant (PL11); a grant that nobody could cite needs nothing."""
        with self.unit_of_work() as unit:
            grant = unit.find(KnownGrant, grant_id)
            if grant is None:
                return
            grant.withdraw()
            unit.save(grant)
            for referral in (unit.find(Referral, record) for record in grant.referrals):
                if referral is not None:  # a candidacy relies on consents too, and follows by itself
                    recall(unit, referral, reason)
                    save_and_release(unit, referral)

    def remind_partner(self, referral_id: UUID) -> None:
        self._when_due(referral_id, Referral.remind_partner)

    def escalate_answer(self, referral_id: UUID) -> None:
        self._when_due(referral_id, Referral.escalate_answer)

    def extend_answer(self, referral_id: UUID, due_at: datetime) -> None:
        self._when_due(referral_id, lambda referral: referral.extend_answer(due_at))

    def escalate_recall(self, referral_id: UUID) -> None:
        self._when_due(referral_id, Referral.escalate_recall)

    def extend_recall(self, referral_id: UUID, due_at: datetime) -> None:
        self._when_due(referral_id, lambda referral: referral.extend_recall(due_at))

    def _when_due(self, referral_id: UUID, decide: Callable[[Referral], None]) -> None:
        """Does nothing for what is no referral: the recall of a candidate has the same rule (DL17)."""
        with self.unit_of_work() as unit:
            referral = unit.find(Referral, referral_id)
            if referral is not None:
                decide(referral)
                self.save(unit, referral)

    def shared_fields(self, referral: Referral, reader: str) -> Callable[[], Mapping[str, Any]]:
        """How to ask intake what the partner may read of the person at this moment; the answer is kept nowhere.

        Raises ConsentWithdrawn, SharingOver. The returned call, to be made outside of the transaction, raises
        Gone (410) when intake knows better, and Unavailable (503).
        """
        referral.refuse_unless_readable()
        matter, fields = referral.sent_matter, referral.shared_fields
        grant_id = matter.grant_id
        if grant_id is None or not fields:
            return dict
        return lambda: self.person_fields.shared(matter.person_id, grant_id, matter.partner_id, fields, reader)

    def person_of(self, referral: Referral, offices: Sequence[UUID]) -> UUID:
        """Whose referral it is, as one of these offices knows the person."""
        with self.unit_of_work() as unit:
            return shown_person(unit, referral.person_id, offices)

    def open_referrals(
        self,
        office_id: UUID,
        offices: Sequence[UUID],
        limit: int,
        after: tuple[Any, ...] | None = None,
        handover_due: bool = False,
    ) -> list[Open]:
        """`offices`: all of who asks, for a person's surviving record may be another one's."""
        links, last = self.view(PersonLinks), after[0] if after else None
        with self.unit_of_work() as unit:
            return self.view(OfficeOpenReferrals).of_office(unit, office_id, links, offices, limit, last, handover_due)

    def inbox(self, partner_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Inbound]:
        with self.unit_of_work() as unit:
            return self.view(PartnerInbox).of_partner(unit, partner_id, limit, after[0] if after else None)


def _known(unit: UnitOfWork, grant_id: UUID) -> KnownGrant:
    grant = unit.find(KnownGrant, grant_id)
    if grant is None:
        raise GrantNotKnownYet
    return grant


def _refuse_without_basis(metadata: Metadata) -> None:
    if metadata.legal_basis not in WITHOUT_CONSENT:
        raise SharingNeedsBasis
