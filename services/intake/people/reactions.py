"""What people does when the other stores speak: it keeps what they report of an erasure, and follows referrals."""

from __future__ import annotations

from contracts import analytics, coordination, referrals, transfers
from contracts.vocabulary.network import ReferralOutcome
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.applications.erasures import ErasureRequestsApplication
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.domain.belonging import Move


@subscribe(referrals.ErasureAnswered)
def on_erasure_answered(
    app: ErasureRequestsApplication, message: referrals.ErasureAnswered, envelope: Envelope
) -> None:
    app.answered(message.request_id, envelope.source, message.number, message.open_records)


@subscribe(referrals.PersonErased)
def on_erased_in_referrals(
    app: ErasureRequestsApplication, message: referrals.PersonErased, envelope: Envelope
) -> None:
    app.store_erased(message.request_id, envelope.source, message.keys, message.rows)


@subscribe(coordination.PersonErased)
def on_erased_in_coordination(
    app: ErasureRequestsApplication, message: coordination.PersonErased, envelope: Envelope
) -> None:
    app.store_erased(message.request_id, envelope.source, message.keys, message.rows)


@subscribe(analytics.PersonErased)
def on_erased_in_analytics(
    app: ErasureRequestsApplication, message: analytics.PersonErased, envelope: Envelope
) -> None:
    app.store_erased(message.request_id, envelope.source, message.keys, message.rows)


@subscribe(referrals.ReferralCompleted)
def on_referral_completed(app: PlansApplication, message: referrals.ReferralCompleted, envelope: Envelope) -> None:
    """PL09: the goal that the referral serves has moved, if somebody was served."""
    if message.outcome in (ReferralOutcome.SERVICE_RECEIVED, ReferralOutcome.PARTLY):
        app.follow_referral(message.referral_id, message.person_id)


@subscribe(transfers.CustodyMoved)
def on_custody_moved(app: CustodyApplication, message: transfers.CustodyMoved, envelope: Envelope) -> None:
    """PL14: the case is led by another office, and all that goes with it."""
    moved = Move(message.number, message.to_office_id, message.transfer_id, message.grant_id, message.reversal)
    app.move(message.person_id, moved)
