"""What cases tells the network: private event in, contract out. Drafts and missed appointments stay here (R3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts import referrals as out
from infra.erasure.erasure import erasure_of
from infra.metadata import Metadata
from infra.publishing import publishes
from services.referrals.cases.domain.erasure_answer import ErasureAnswer
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.standing import Matter


def _about(referral_id: UUID, matter: Matter) -> dict[str, Any]:
    return {
        "referral_id": referral_id,
        "person_id": matter.person_id,
        "office_id": matter.office_id,
        "partner_id": matter.partner_id,
        "need_domain": matter.need_domain,
        "urgency": matter.urgency,
    }


@publishes(Referral.Sent)
def referral_sent(event: Referral.Sent, metadata: Metadata) -> out.ReferralSent:
    return out.ReferralSent(
        **_about(event.originator_id, event.matter),
        offer_id=event.matter.offer_id,
        mode=event.mode,
        grant_id=event.matter.grant_id,
        response_due_at=event.response_due_at,
    )


@publishes(Referral.Received)
def referral_received(event: Referral.Received, metadata: Metadata) -> out.ReferralReceived:
    return out.ReferralReceived(**_about(event.originator_id, event.matter))


@publishes(Referral.Accepted)
def referral_accepted(event: Referral.Accepted, metadata: Metadata) -> out.ReferralAccepted:
    return out.ReferralAccepted(**_about(event.originator_id, event.matter), in_time=event.in_time)


@publishes(Referral.Declined)
def referral_declined(event: Referral.Declined, metadata: Metadata) -> out.ReferralDeclined:
    return out.ReferralDeclined(**_about(event.originator_id, event.matter), reason=event.reason, in_time=event.in_time)


@publishes(Referral.Waitlisted)
def referral_waitlisted(event: Referral.Waitlisted, metadata: Metadata) -> out.ReferralWaitlisted:
    return out.ReferralWaitlisted(**_about(event.originator_id, event.matter), in_time=event.in_time)


@publishes(Referral.AppointmentScheduled)
def appointment_scheduled(event: Referral.AppointmentScheduled, metadata: Metadata) -> out.AppointmentScheduled:
    return out.AppointmentScheduled(**_about(event.originator_id, event.matter), number=event.number, at=event.at)


@publishes(Referral.AppointmentAttended)
def appointment_attended(event: Referral.AppointmentAttended, metadata: Metadata) -> out.AppointmentAttended:
    return out.AppointmentAttended(**_about(event.originator_id, event.matter), number=event.number)


@publishes(Referral.Completed)
def referral_completed(event: Referral.Completed, metadata: Metadata) -> out.ReferralCompleted:
    return out.ReferralCompleted(**_about(event.originator_id, event.matter), outcome=event.outcome)


@publishes(Referral.Interrupted)
def referral_interrupted(event: Referral.Interrupted, metadata: Metadata) -> out.ReferralInterrupted:
    return out.ReferralInterrupted(**_about(event.originator_id, event.matter), reason=event.reason)


@publishes(Referral.Expired)
def referral_expired(event: Referral.Expired, metadata: Metadata) -> out.ReferralExpired:
    return out.ReferralExpired(**_about(event.originator_id, event.matter))


@publishes(Referral.PartnerDiscriminationReported)
def partner_discrimination_reported(
    event: Referral.PartnerDiscriminationReported, metadata: Metadata
) -> out.PartnerDiscriminationReported:
    """The person's word about herself stays with her office."""
    return out.PartnerDiscriminationReported(partner_id=event.matter.partner_id, need_domain=event.matter.need_domain)


@publishes(Referral.Cancelled)
def referral_cancelled(event: Referral.Cancelled, metadata: Metadata) -> out.ReferralCancelled:
    return out.ReferralCancelled(**_about(event.originator_id, event.matter), by=event.by)


@publishes(Referral.Suspended)
def referral_suspended(event: Referral.Suspended, metadata: Metadata) -> out.ReferralSuspended:
    return out.ReferralSuspended(
        **_about(event.originator_id, event.matter), reason=event.reason, counts_as=event.counts_as
    )


@publishes(Referral.SharedDataRecallSent)
def shared_data_recall_sent(event: Referral.SharedDataRecallSent, metadata: Metadata) -> out.SharedDataRecallSent:
    return out.SharedDataRecallSent(**_about(event.originator_id, event.matter), confirm_by=event.confirm_by)


@publishes(Referral.SharedDataRecallConfirmed)
def shared_data_recall_confirmed(
    event: Referral.SharedDataRecallConfirmed, metadata: Metadata
) -> out.SharedDataRecallConfirmed:
    return out.SharedDataRecallConfirmed(**_about(event.originator_id, event.matter), in_time=event.in_time)


@publishes(erasure_of("referrals").ErasureVerified)
def person_erased(event: Any, metadata: Metadata) -> out.PersonErased:
    rows = sum(purged.count for purged in event.places)
    return out.PersonErased(request_id=event.request_id, keys=event.keys, rows=rows)


@publishes(ErasureAnswer.Given)
def erasure_answered(event: ErasureAnswer.Given, metadata: Metadata) -> out.ErasureAnswered:
    return out.ErasureAnswered(request_id=event.request_id, number=event.number, open_records=event.open_records)
