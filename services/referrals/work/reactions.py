"""What work does when intake speaks: candidacies follow the consent that they rest on (PL11)."""

from __future__ import annotations

from contracts import intake
from contracts.vocabulary.work import CandidacyEnd
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.referrals.work.applications.candidates import CandidatesApplication


@subscribe(intake.ConsentWithdrawn)
def on_consent_withdrawn(app: CandidatesApplication, message: intake.ConsentWithdrawn, envelope: Envelope) -> None:
    app.follow_withdrawal(message.grant_id, CandidacyEnd.CONSENT_WITHDRAWN)


@subscribe(intake.ConsentExpired)
def on_consent_expired(app: CandidatesApplication, message: intake.ConsentExpired, envelope: Envelope) -> None:
    app.follow_withdrawal(message.grant_id, CandidacyEnd.CONSENT_EXPIRED)
