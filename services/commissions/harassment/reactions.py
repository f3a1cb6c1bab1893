"""What commissions does when notices speaks: opens, adapts or ends the case."""

from __future__ import annotations

from contracts import notices
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.commissions.harassment.cases import CasesApplication


@subscribe(notices.NoticeSentToCommission)
def on_notice_sent_to_commission(
    app: CasesApplication, message: notices.NoticeSentToCommission, envelope: Envelope
) -> None:
    app.open_case(message)


@subscribe(notices.NoticeConsentChanged)
def on_notice_consent_changed(app: CasesApplication, message: notices.NoticeConsentChanged, envelope: Envelope) -> None:
    app.change_consent(message.notice_id, message.commission_id, message.scopes)


@subscribe(notices.NoticeWithdrawn)
def on_notice_withdrawn(app: CasesApplication, message: notices.NoticeWithdrawn, envelope: Envelope) -> None:
    app.change_consent(message.notice_id, message.commission_id, ())


@subscribe(notices.NoticeContentErased)
def on_notice_content_erased(app: CasesApplication, message: notices.NoticeContentErased, envelope: Envelope) -> None:
    app.erase_case(message)
