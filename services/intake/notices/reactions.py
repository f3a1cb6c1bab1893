"""What notices does when commissions speaks: it keeps the rosters, and takes back what could not be opened."""

from __future__ import annotations

from contracts import commissions
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from services.intake.notices.application import NoticesApplication


@subscribe(commissions.CommissionConstituted)
def on_commission_constituted(
    app: NoticesApplication, message: commissions.CommissionConstituted, envelope: Envelope
) -> None:
    app.open_roster(message.commission_id, message.court_id, message.degree, message.uf)


@subscribe(commissions.MemberAppointed)
def on_member_appointed(app: NoticesApplication, message: commissions.MemberAppointed, envelope: Envelope) -> None:
    app.member_joined(message.commission_id, message.member_token)


@subscribe(commissions.MemberEnded)
def on_member_ended(app: NoticesApplication, message: commissions.MemberEnded, envelope: Envelope) -> None:
    app.member_left(message.commission_id, message.member_token)


@subscribe(commissions.NoticeCaseNotOpened)
def on_notice_case_not_opened(
    app: NoticesApplication, message: commissions.NoticeCaseNotOpened, envelope: Envelope
) -> None:
    app.return_unopened(message.notice_id, message.commission_id)


@subscribe(commissions.NoticeCaseClosed)
def on_notice_case_closed(app: NoticesApplication, message: commissions.NoticeCaseClosed, envelope: Envelope) -> None:
    app.close(message.notice_id)


@subscribe(commissions.CaseErased)
def on_case_erased(app: NoticesApplication, message: commissions.CaseErased, envelope: Envelope) -> None:
    app.store_erased(message.request_id, envelope.source, message.keys, message.rows)
