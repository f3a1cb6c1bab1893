"""What people does when the other stores speak: it keeps what they answer and report about an erasure."""

from __future__ import annotations

from contracts import analytics, coordination, referrals
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.intake.people.erasures import ErasureRequestsApplication


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
