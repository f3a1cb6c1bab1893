"""Commands and queries of notice cases: opened only when nobody of the commission has a conflict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from contracts.notices import NoticeContentErased, NoticeSentToCommission
from contracts.vocabulary.notices import CaseDecision, NoticeScope
from contracts.vocabulary.rights import ErasureBasis, LegalBasis
from infra.application import Application
from infra.erasure.application import ErasureApplication, refuse_erased
from infra.erasure.order import Order
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Sealed, current_metadata, happening
from infra.metadata import amended
from infra.pseudonyms import Pseudonyms
from infra.sealed import AccessContext
from services.commissions.harassment import access
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.notice_case import DueTimes, NoticeCase
from services.commissions.harassment.domain.notice_return import NoticeReturn
from services.commissions.harassment.notice_source import NoSource, NoticeSource
from services.commissions.harassment.rulesets import in_force
from services.commissions.harassment.views.cases_of_member import CasesOfMember, MemberCase


class CasesApplication(Application):
    def __init__(self, store: EventStore, pseudonyms: Pseudonyms, source: NoticeSource | None = None) -> None:
        super().__init__(store)
        self.pseudonyms = pseudonyms
        self.source = source or NoSource()

    def open_case(self, sent: NoticeSentToCommission) -> None:
        """Check for conflicts by our own truth, before anybody is shown anything; else the notice goes back (PL21)."""
        with self.unit_of_work() as unit:
            commission = _commission(unit, sent.commission_id)
            if commission is None or not self._may_open(commission, sent):
                unit.save(NoticeReturn(notice_id=sent.notice_id, commission_id=sent.commission_id))
                return
            case = NoticeCase(
                notice_id=sent.notice_id,
                commission_id=sent.commission_id,
                scopes=sent.scopes,
                need_to_know=commission.full_accounts,
                conflict_tokens=Sealed.of(sorted(sent.conflict_tokens)),
                received_at=sent.received_at,
                due=DueTimes(sent.urgent_look_due_at, sent.deliberation_due_at, sent.deliberation_due_on),
            )
            _save(unit, case, commission)

    def _may_open(self, commission: Commission, sent: NoticeSentToCommission) -> bool:
        tokens = {self.pseudonyms.within(sent.notice_id, m.member_token) for m in commission.members.values()}
        free_of_conflict = not tokens & set(sent.conflict_tokens)
        return commission.is_active and free_of_conflict and NoticeScope.DELIBERATE in sent.scopes

    def change_consent(self, notice_id: UUID, commission_id: UUID, scopes: Collection[NoticeScope]) -> None:
        """What the notifier says now. A notice that was never opened here is none of ours."""
        case_id = NoticeCase.create_id(notice_id, commission_id)
        with self.unit_of_work() as unit:
            case = unit.find(NoticeCase, case_id)
            if case is not None:
                case.change_consent(scopes)
                _save(unit, case, unit.get(Commission, commission_id))

    def erase_case(self, erased: NoticeContentErased) -> None:
        """The notice is erased: its case ends, and loses its key, also when nobody ever opened it here."""
        case_id = NoticeCase.create_id(erased.notice_id, erased.commission_id)
        self.change_consent(erased.notice_id, erased.commission_id, ())
        order = Order(
            case_id, erased.request_id, ErasureBasis.CONSENT_WITHDRAWN, tuple(map(str, erased.approvers)), "case",
            (erased.notice_id,),
        )  # fmt: skip
        ErasureApplication(self.store).authorise(order)

    def admit_member(self, account: str, case_id: UUID, expected: int, admitted: str) -> NoticeCase:
        """Put another member on the list, after the same conflict check as at the opening."""

        def decide(unit: UnitOfWork, case: NoticeCase, commission: Commission) -> None:
            case.admit(admitted, has_conflict=self._has_conflict(unit, case, commission.token_of(admitted)))

        return self._decide(account, case_id, expected, decide)

    def _has_conflict(self, unit: UnitOfWork, case: NoticeCase, token: str | None) -> bool:
        current = current_metadata()
        opening = AccessContext(current.actor, current.role, "conflict-check", LegalBasis.RES351_AUTH.value)
        known = unit.open(case.conflict_tokens, opening)
        return token is None or not isinstance(known, list) or self.pseudonyms.within(case.notice_id, token) in known

    def assign_rapporteur(self, account: str, case_id: UUID, expected: int, rapporteur: str) -> NoticeCase:
        def decide(_: UnitOfWork, case: NoticeCase, commission: Commission) -> None:
            case.assign_rapporteur(rapporteur if commission.seats(rapporteur) else "")

        return self._decide(account, case_id, expected, decide)

    def declare_conflict(self, account: str, case_id: UUID, expected: int, conflicted: str) -> NoticeCase:
        return self._decide(account, case_id, expected, lambda _, case, __: case.declare_conflict(conflicted))

    def hold_deliberation(
        self, account: str, case_id: UUID, expected: int, present: Collection[str], decisions: Collection[CaseDecision]
    ) -> NoticeCase:
        def decide(_: UnitOfWork, case: NoticeCase, commission: Commission) -> None:
            seated = [member if commission.seats(member) else "" for member in present]
            case.hold_deliberation(seated, decisions, commission.quorum)

        return self._decide(account, case_id, expected, decide)

    def close_case(self, account: str, case_id: UUID, expected: int) -> NoticeCase:
        return self._decide(account, case_id, expected, lambda _, case, __: case.close())

    def mark_overdue(self, case_id: UUID) -> None:
        self._when_due(case_id, NoticeCase.mark_overdue)

    def extend_deliberation(self, case_id: UUID, due_at: datetime, due_on: date) -> None:
        self._when_due(case_id, lambda case: case.extend_deliberation(due_at, due_on))

    def _when_due(self, case_id: UUID, decide: Callable[[NoticeCase], None]) -> None:
        with self.unit_of_work() as unit:
            case = unit.get(NoticeCase, case_id)
            decide(case)
            _save(unit, case, unit.get(Commission, case.commission_id))

    def _decide(
        self,
        account: str,
        case_id: UUID,
        expected: int,
        decide: Callable[[UnitOfWork, NoticeCase, Commission], None],
    ) -> NoticeCase:
        with self.unit_of_work() as unit:
            case, commission = _known(unit, account, case_id, expected)
            decide(unit, case, commission)
            _save(unit, case, commission)
        return case

    def case(self, account: str, case_id: UUID) -> NoticeCase:
        with self.unit_of_work() as unit:
            return _known(unit, account, case_id)[0]

    def cases_of(self, account: str, limit: int, after: tuple[Any, ...] | None = None) -> list[MemberCase]:
        with self.unit_of_work() as unit:
            mine = self.view(CasesOfMember).of_member(unit, account, after)
            seated = (case for case in mine if unit.get(Commission, case.commission_id).seats(account))
            return list(islice(seated, limit))

    def notice_content(self, account: str, case_id: UUID, purpose: str) -> Callable[[], Mapping[str, Any]]:
        """Checks the need to know; what it returns asks notices, and is to be called outside any transaction."""
        with self.unit_of_work() as unit:
            case, _ = _known(unit, account, case_id)
        return lambda: self.source.content(case.notice_id, case.commission_id, account, purpose)


def _commission(unit: UnitOfWork, commission_id: UUID) -> Commission | None:
    return unit.find(Commission, commission_id)


def _known(unit: UnitOfWork, account: str, case_id: UUID, expected: int | None = None) -> tuple[NoticeCase, Commission]:
    """The case, for who is on its list. Looked at before the version, or a stale version would tell it exists."""
    case = unit.get(NoticeCase, case_id)
    access.is_listed(account, case)
    commission = unit.get(Commission, case.commission_id)
    access.needs_to_know(account, case, commission)
    refuse_erased(unit, case_id)
    return unit.get(NoticeCase, case_id, expected), commission


def _save(unit: UnitOfWork, case: NoticeCase, commission: Commission) -> None:
    ruleset = in_force(happening(), commission.zone)
    with amended(legal_basis=LegalBasis.RES351_AUTH.value, ruleset_version=ruleset, local_zone=commission.zone):
        unit.save(case)
