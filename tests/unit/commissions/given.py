"""What the unit tests of the harassment commissions start from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts.notices import NoticeSentToCommission
from contracts.vocabulary.courts import (
    AppointmentBasis,
    CourtDegree,
    CourtSegment,
    CourtSize,
    MemberCategory,
    MemberPosition,
)
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import NoticeScope
from contracts.vocabulary.persons import Gender
from infra.deadlines.following import Following
from infra.eventstore.records import OutgoingMessage
from infra.eventstore.store import EventStore
from infra.pseudonyms import Pseudonyms
from infra.publishing import Publisher
from services.commissions.harassment import deadlines, published
from services.commissions.harassment.application import CommissionsApplication
from services.commissions.harassment.cases import CasesApplication
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.member import Nomination
from services.commissions.harassment.domain.notice_case import NoticeCase

PSEUDONYMS = Pseudonyms(b"z" * 32)
UNION = AppointmentBasis.UNION_OR_ASSOCIATION
ACCESS = AppointmentBasis.ACCESSIBILITY_COMMISSION
JUDGE, STAFF, OUTSOURCED = MemberCategory.JUDGE, MemberCategory.STAFF, MemberCategory.OUTSOURCED
REGULAR = (
    ("jo", JUDGE, AppointmentBasis.PRESIDENCY, Gender.MALE),
    ("ju", JUDGE, AppointmentBasis.DEGREE_VOTE, Gender.FEMALE),
    ("ana", STAFF, UNION, Gender.FEMALE),
    ("rui", STAFF, ACCESS, Gender.MALE),
    ("bia", OUTSOURCED, UNION, Gender.FEMALE),
)
SENT_AT = datetime(2025, 4, 17, 21, 40, tzinfo=UTC)


def reference(account: str) -> str:
    return f"TJ-DEMO-{account}"


@dataclass
class House:
    """The store of the commissions, in memory."""

    store: EventStore
    commissions: CommissionsApplication
    cases: CasesApplication

    @property
    def messages(self) -> list[OutgoingMessage]:
        found: list[OutgoingMessage] = self.store.recorder.messages  # type: ignore[attr-defined]
        return found

    def constituted(self, segment: CourtSegment = CourtSegment.STATE, **changes: Any) -> Commission:
        values = {
            "court_id": uuid4(), "segment": segment, "size": CourtSize.MEDIUM, "degree": CourtDegree.FIRST,
            "uf": UF.AM, "zone": "America/Manaus", "constituted_on": date(2021, 1, 4),
        }  # fmt: skip
        return self.commissions.constitute_commission(**{**values, **changes})

    def appoint(self, commission: Commission, nomination: Nomination) -> tuple[Commission, UUID]:
        return self.commissions.appoint_member(commission.id, commission.version, nomination)

    def regular(self, *, leave_out: tuple[str, ...] = (), **changes: Any) -> Commission:
        """An active commission with nothing to find, or without some of its members."""
        commission = self.constituted(**changes)
        commission = self.commissions.designate_secretariat(commission.id, commission.version, "Fictional Unit")
        for account, category, basis, gender in REGULAR:
            if account not in leave_out:
                commission, _ = self.appoint(commission, nomination(account, category, basis, gender))
        return self.commissions.activate(commission.id, commission.version)

    def opened(self, commission: Commission, *parties: str, **changes: Any) -> NoticeCase | None:
        """The case of a notice that concerns these people, if the commission opens one."""
        message = sent(commission.id, *parties, **changes)
        self.cases.open_case(message)
        case_id = NoticeCase.create_id(message.notice_id, commission.id)
        with self.store.begin() as unit:
            return unit.find(NoticeCase, case_id)


def house() -> House:
    store = EventStore.in_memory(
        "commissions", Publisher("commissions", (published,)), Following("commissions", (deadlines,))
    )
    return House(store, CommissionsApplication(store, PSEUDONYMS), CasesApplication(store, PSEUDONYMS))


def nomination(
    account: str, category: MemberCategory, basis: AppointmentBasis, gender: Gender = Gender.FEMALE, **changes: Any
) -> Nomination:
    values = {
        "position": MemberPosition.FULL, "since": date(2025, 1, 7),
        "seat_iii_qualifies": basis == ACCESS, "member_ref": reference(account),
    }  # fmt: skip
    return Nomination(account=account, category=category, basis=basis, gender=gender, **{**values, **changes})


def sent(commission_id: UUID, *parties: str, **changes: Any) -> NoticeSentToCommission:
    notice_id = uuid4()
    values = {
        "notice_id": notice_id, "commission_id": commission_id,
        "conflict_tokens": tuple(PSEUDONYMS.within(notice_id, PSEUDONYMS.person(reference(p))) for p in parties),
        "scopes": (NoticeScope.DELIBERATE, NoticeScope.RECORD), "received_at": SENT_AT,
        "urgent_look_due_at": SENT_AT + timedelta(hours=23), "deliberation_due_at": SENT_AT + timedelta(days=32),
        "deliberation_due_on": date(2025, 5, 19),
    }  # fmt: skip
    return NoticeSentToCommission(**{**values, **changes})
