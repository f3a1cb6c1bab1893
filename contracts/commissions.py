"""What commissions tells notices, on the confidential channel only."""

from __future__ import annotations

from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.courts import CourtDegree
from contracts.vocabulary.network import UF


class CommissionConstituted(Contract, type="commissions.commission.constituted", channel="confidential"):
    """A court has a commission, to which notices can be sent as soon as it has members."""

    commission_id: UUID
    court_id: UUID
    degree: CourtDegree
    uf: UF


class MemberAppointed(Contract, type="commissions.commission.member-appointed", channel="confidential"):
    """Somebody, known here by a blind token, sits in a commission."""

    commission_id: UUID
    member_token: str


class MemberEnded(Contract, type="commissions.commission.member-ended", channel="confidential"):
    """Somebody does not sit in a commission any more."""

    commission_id: UUID
    member_token: str


class NoticeCaseOpened(Contract, type="commissions.notice-case.opened", channel="confidential"):
    """The commission has taken up a notice; nobody with a conflict knows of it."""

    case_id: UUID
    notice_id: UUID
    commission_id: UUID


class NoticeCaseNotOpened(Contract, type="commissions.notice-return.recorded", channel="confidential"):
    """The notice goes back unopened and unseen; the notifier chooses another commission. Why, is not said."""

    notice_id: UUID
    commission_id: UUID


class NoticeCaseClosed(Contract, type="commissions.notice-case.closed", channel="confidential"):
    """The commission has done what it can."""

    case_id: UUID
    notice_id: UUID


class CaseErased(Contract, type="commissions.erasure.erasure-verified", channel="confidential", dismissible=False):
    """The case of an erased notice is erased and checked: keys destroyed, rows taken out."""

    request_id: UUID
    keys: int
    rows: int
