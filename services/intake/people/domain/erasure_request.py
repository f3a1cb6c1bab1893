"""Erasure request: a person, or who acts for the person, asks that the data be erased (LGPD art. 18 VI)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.vocabulary.rights import ErasureBasis, ErasureRefusal, IdentityMethod, RequestedBy
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event

ASKED = ("referrals",)
FOLLOWERS = ("analytics", "coordination", "intake", "referrals")
APPROVERS = 2


class RequestOver(DomainError):
    code = "intake.erasure-request-over"
    detail = "This request is decided."
    fix = "Read what became of it; open another one if there is a reason to."


class IdentityNotChecked(DomainError):
    code = "intake.identity-not-checked"
    detail = "Nobody has made sure yet that the request comes from the person."
    fix = "Check the identity first."


class IdentityAlreadyChecked(DomainError):
    code = "intake.identity-already-checked"
    detail = "The identity was checked."
    fix = "Go on with the legal check."


class AnswersMissing(DomainError):
    code = "intake.answers-missing"
    detail = "A store has not said yet whether something of this person is under way there."
    fix = "Repeat the command in some seconds."


class SomethingUnderWay(DomainError):
    code = "intake.something-under-way"
    detail = "A referral or reception of this person is open."
    fix = "End or cancel it together with the person, ask the stores again, then repeat the command."


class NotLegallyChecked(DomainError):
    code = "intake.not-legally-checked"
    detail = "The legal basis of the erasure has not been checked."
    fix = "Do the legal check first."


class RequesterCannotApprove(DomainError):
    code = "intake.requester-cannot-approve"
    detail = "Who brought the request in does not approve it."
    fix = "Ask two other people."


class ApprovedBefore(DomainError):
    code = "intake.approved-before"
    detail = "This account has already approved the request."
    fix = "A different person gives the second approval."


class ErasureRequest(Aggregate, store="intake"):
    snapshot_version = 2

    class Opened(InitialEvent):
        person_id: UUID
        office_id: UUID
        requested_by: RequestedBy
        opened_by: str

    class IdentityChecked(Event):
        method: IdentityMethod

    class StoresAsked(Event):
        """`number` counts how often."""

        person_id: UUID
        number: int

    class StoreAnswered(Event):
        store: str
        open_records: int

    class LegallyChecked(Event):
        basis: ErasureBasis

    class Approved(Event):
        approver: str

    class Authorised(Event):
        """From here there is no way back: every store erases."""

        person_id: UUID
        basis: ErasureBasis
        authorised_by: tuple[str, ...]

    class StoreErased(Event):
        store: str
        keys: int
        rows: int

    class Refused(Event):
        person_id: UUID
        ground: ErasureRefusal

    class Overdue(Event):
        """The time to answer is over (DL15)."""

        REMARK = True
        person_id: UUID
        due_at: datetime

    class Completed(Event):
        person_id: UUID

    @event(Opened)
    def __init__(self, person_id: UUID, office_id: UUID, requested_by: RequestedBy, opened_by: str) -> None:
        self.person_id, self.office_id = person_id, office_id
        self.requested_by, self.opened_by = requested_by, opened_by
        self.status = "opened"
        self.asked = 0
        self.overdue = False
        self.answers: dict[str, int] = {}
        self.basis: ErasureBasis | None = None
        self.ground: ErasureRefusal | None = None
        self.approvers: list[str] = []
        self.erased: dict[str, tuple[int, int]] = {}

    def check_identity(self, method: IdentityMethod) -> None:
        """The person is who asked, or wants what is asked for; then the other stores are asked."""
        self._refuse_if_over()
        if self.asked:
            raise IdentityAlreadyChecked
        self.trigger_event(self.IdentityChecked, method=method)
        self.ask_stores()

    @event(IdentityChecked)
    def _identity_checked(self) -> None:
        self.status = "identity_checked"

    def ask_stores(self) -> None:
        """Ask, perhaps again, whether something is under way elsewhere."""
        self._refuse_if_over()
        if self.status == "opened":
            raise IdentityNotChecked
        self.trigger_event(self.StoresAsked, person_id=self.person_id, number=self.asked + 1)

    @event(StoresAsked)
    def _stores_asked(self, number: int) -> None:
        self.asked, self.answers = number, {}

    def answer(self, store: str, number: int, open_records: int) -> None:
        """What a store says; an answer to an earlier question says nothing about now."""
        if number == self.asked and store not in self.answers:
            self.trigger_event(self.StoreAnswered, store=store, open_records=open_records)

    @event(StoreAnswered)
    def _store_answered(self, store: str, open_records: int) -> None:
        self.answers[store] = open_records

    def check_legally(self, basis: ErasureBasis) -> None:
        """There is a ground in law, and nothing is under way. Holds are the retention's to refuse."""
        self._refuse_if_over()
        if self.status == "opened":
            raise IdentityNotChecked
        self._refuse_while_under_way()
        self.trigger_event(self.LegallyChecked, basis=basis)

    @event(LegallyChecked)
    def _legally_checked(self, basis: ErasureBasis) -> None:
        self.status, self.basis, self.approvers = "legally_checked", basis, []

    def approve(self, approver: str) -> bool:
        """One of two people who did not bring it in; True when this was the second and the erasure is authorised."""
        self._refuse_if_over()
        if self.status != "legally_checked":
            raise NotLegallyChecked
        if approver == self.opened_by:
            raise RequesterCannotApprove
        if approver in self.approvers:
            raise ApprovedBefore
        self._refuse_while_under_way()
        self.trigger_event(self.Approved, approver=approver)
        if len(self.approvers) < APPROVERS:
            return False
        self.trigger_event(
            self.Authorised, person_id=self.person_id, basis=self.basis, authorised_by=tuple(self.approvers)
        )
        return True

    @event(Approved)
    def _approved(self, approver: str) -> None:
        self.approvers.append(approver)

    @event(Authorised)
    def _authorised(self) -> None:
        self.status = "authorised"

    def refuse(self, ground: ErasureRefusal) -> None:
        """Not possible once it is authorised."""
        self._refuse_if_over()
        self.trigger_event(self.Refused, person_id=self.person_id, ground=ground)

    @event(Refused)
    def _refused(self, ground: ErasureRefusal) -> None:
        self.status, self.ground = "refused", ground

    def store_erased(self, store: str, keys: int, rows: int) -> None:
        """A store reports; the last one completes the request. Does nothing the second time."""
        if store in self.erased:
            return
        self.trigger_event(self.StoreErased, store=store, keys=keys, rows=rows)
        if self.status == "authorised" and set(FOLLOWERS) <= self.erased.keys():
            self.trigger_event(self.Completed, person_id=self.person_id)

    @event(StoreErased)
    def _store_erased(self, store: str, keys: int, rows: int) -> None:
        self.erased[store] = (keys, rows)

    @event(Completed)
    def _completed(self) -> None:
        self.status = "completed"

    def mark_overdue(self, due_at: datetime) -> None:
        """Nobody has answered in time. Does nothing once it is answered."""
        if self.status not in ("refused", "completed"):
            self.trigger_event(self.Overdue, person_id=self.person_id, due_at=due_at)

    @event(Overdue)
    def _overdue(self) -> None:
        self.overdue = True

    def _refuse_while_under_way(self) -> None:
        if not set(ASKED) <= self.answers.keys():
            raise AnswersMissing
        if any(self.answers.values()):
            raise SomethingUnderWay

    def _refuse_if_over(self) -> None:
        if self.status in ("authorised", "refused", "completed"):
            raise RequestOver
