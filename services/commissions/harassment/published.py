"""What commissions tells notices: who must not be sent what, by blind tokens, and what became of a notice."""

from __future__ import annotations

from typing import Any

from contracts import commissions as out
from infra.erasure.erasure import erasure_of
from infra.metadata import Metadata
from infra.publishing import publishes
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.notice_case import NoticeCase
from services.commissions.harassment.domain.notice_return import NoticeReturn


@publishes(Commission.Constituted)
def commission_constituted(event: Commission.Constituted, metadata: Metadata) -> out.CommissionConstituted:
    return out.CommissionConstituted(
        commission_id=event.originator_id, court_id=event.court_id, degree=event.degree, uf=event.uf
    )


@publishes(Commission.MemberAppointed)
def member_appointed(event: Commission.MemberAppointed, metadata: Metadata) -> out.MemberAppointed:
    return out.MemberAppointed(commission_id=event.originator_id, member_token=event.member_token)


@publishes(Commission.MemberEnded)
def member_ended(event: Commission.MemberEnded, metadata: Metadata) -> out.MemberEnded:
    return out.MemberEnded(commission_id=event.originator_id, member_token=event.member_token)


@publishes(NoticeCase.Opened)
def notice_case_opened(event: NoticeCase.Opened, metadata: Metadata) -> out.NoticeCaseOpened:
    return out.NoticeCaseOpened(
        case_id=event.originator_id, notice_id=event.notice_id, commission_id=event.commission_id
    )


@publishes(NoticeReturn.Recorded)
def notice_case_not_opened(event: NoticeReturn.Recorded, metadata: Metadata) -> out.NoticeCaseNotOpened:
    return out.NoticeCaseNotOpened(notice_id=event.notice_id, commission_id=event.commission_id)


@publishes(NoticeCase.Closed)
def notice_case_closed(event: NoticeCase.Closed, metadata: Metadata) -> out.NoticeCaseClosed:
    return out.NoticeCaseClosed(case_id=event.originator_id, notice_id=event.notice_id)


@publishes(erasure_of("commissions").ErasureVerified)
def case_erased(event: Any, metadata: Metadata) -> out.CaseErased:
    rows = sum(purged.count for purged in event.places)
    return out.CaseErased(request_id=event.request_id, keys=event.keys, rows=rows)
