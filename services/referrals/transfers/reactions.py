"""What transfers do when intake speaks: a transfer that is under way follows the consent and the record it rests on."""

from __future__ import annotations

from contracts import intake, merging
from contracts.vocabulary.transfers import TransferWithdrawalReason
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.referrals.transfers.applications.following import TransferFollowingApplication


@subscribe(intake.ConsentWithdrawn)
def on_consent_withdrawn(
    app: TransferFollowingApplication, message: intake.ConsentWithdrawn, envelope: Envelope
) -> None:
    """PL11: before the case has moved, the person may change her mind without a reason."""
    app.follow_withdrawal(message.grant_id, TransferWithdrawalReason.CONSENT_WITHDRAWN)


@subscribe(intake.ConsentExpired)
def on_consent_expired(app: TransferFollowingApplication, message: intake.ConsentExpired, envelope: Envelope) -> None:
    app.follow_withdrawal(message.grant_id, TransferWithdrawalReason.CONSENT_EXPIRED)


@subscribe(merging.PersonsMerged)
def on_persons_merged(app: TransferFollowingApplication, message: merging.PersonsMerged, envelope: Envelope) -> None:
    app.follow_merge(message.merged_id)


@subscribe(merging.PersonMergeUndone)
def on_person_merge_undone(
    app: TransferFollowingApplication, message: merging.PersonMergeUndone, envelope: Envelope
) -> None:
    """Messages of before the moves of cases do not say whose the record is; then nothing had moved."""
    if message.merged_office_id is not None and message.merged_uf is not None:
        app.follow_undoing(message.merged_id, message.survivor_id, message.merged_office_id, message.merged_uf)
