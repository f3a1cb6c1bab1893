"""What notices tells the commissions: nothing of what a notice says, and nothing before it was sent."""

from __future__ import annotations

from contracts import notices as out
from infra.metadata import Metadata
from infra.publishing import publishes
from infra.veil import keyed_id
from services.intake.notices.domain.notice import Notice


@publishes(Notice.SentToCommission)
def notice_sent_to_commission(event: Notice.SentToCommission, metadata: Metadata) -> out.NoticeSentToCommission:
    return out.NoticeSentToCommission(
        notice_id=event.originator_id,
        commission_id=event.commission_id,
        conflict_tokens=tuple(event.conflict_tokens.plain),
        scopes=event.scopes,
        received_at=event.timestamp,
        urgent_look_due_at=event.clocks.urgent_look_due_at,
        deliberation_due_at=event.clocks.deliberation_due_at,
        deliberation_due_on=event.clocks.deliberation_due_on,
    )


@publishes(Notice.ConsentChanged)
def notice_consent_changed(event: Notice.ConsentChanged, metadata: Metadata) -> out.NoticeConsentChanged | None:
    if event.commission_id is None:
        return None
    return out.NoticeConsentChanged(
        notice_id=event.originator_id, commission_id=event.commission_id, scopes=event.scopes
    )


@publishes(Notice.Withdrawn)
def notice_withdrawn(event: Notice.Withdrawn, metadata: Metadata) -> out.NoticeWithdrawn | None:
    if event.commission_id is None:
        return None
    return out.NoticeWithdrawn(notice_id=event.originator_id, commission_id=event.commission_id)


@publishes(Notice.ContentErased)
def notice_content_erased(event: Notice.ContentErased, metadata: Metadata) -> out.NoticeContentErased | None:
    if event.commission_id is None:
        return None
    return out.NoticeContentErased(
        notice_id=event.originator_id,
        commission_id=event.commission_id,
        request_id=event.request_id,
        approvers=tuple(keyed_id("approver", event.originator_id, account) for account in event.authorised_by),
    )
