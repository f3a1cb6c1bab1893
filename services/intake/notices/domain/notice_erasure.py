"""Notice erasure: the notifier asks that what was told be erased; decided inside the confidential zone alone."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.rights import ErasureBasis, HoldGround
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, derived_id, event

NAMESPACE = UUID("5a9d5c7c-41c7-4c6e-8f83-2d2a7d0c9b31")
APPROVERS = 2


class ErasureDecided(DomainError):
    code = "notices.erasure-decided"
    detail = "The erasure of this notice is decided."
    fix = "Nothing is left to do."


class HeldForNow(DomainError):
    code = "notices.hold-in-force"
    detail = "A retention hold keeps this notice."
    fix = "Approve when the hold is lifted."


class RequesterCannotApprove(DomainError):
    code = "notices.requester-cannot-approve"
    detail = "Who brought the request in does not approve it."
    fix = "Ask two other people."


class ApprovedBefore(DomainError):
    code = "notices.approved-before"
    detail = "This account has already approved the erasure."
    fix = "A different person gives the second approval."


class NoticeErasure(Aggregate, store="notices", confidential=True):
    class Requested(InitialEvent):
        notice_id: UUID
        basis: ErasureBasis
        requested_by: str

    class HoldPlaced(Event):
        ground: HoldGround

    class HoldLifted(Event):
        pass

    class Approved(Event):
        approver: str

    class StoreErased(Event):
        """The commission that had the notice has erased its part too."""

        store: str
        keys: int
        rows: int

    @staticmethod
    def create_id(notice_id: UUID, **_: object) -> UUID:
        """Found by who knows the notice."""
        return derived_id(NAMESPACE, notice_id.hex)

    @event(Requested)
    def __init__(self, notice_id: UUID, basis: ErasureBasis, requested_by: str) -> None:
        self.notice_id, self.basis, self.requested_by = notice_id, basis, requested_by
        self.hold: HoldGround | None = None
        self.approvers: list[str] = []
        self.erased: dict[str, tuple[int, int]] = {}

    @property
    def authorised(self) -> bool:
        return len(self.approvers) >= APPROVERS

    def place_hold(self, ground: HoldGround) -> None:
        self._refuse_when_decided()
        self.trigger_event(self.HoldPlaced, ground=ground)

    @event(HoldPlaced)
    def _hold_placed(self, ground: HoldGround) -> None:
        self.hold = ground

    def lift_hold(self) -> None:
        """Does nothing when nothing holds it."""
        if self.hold is not None:
            self.trigger_event(self.HoldLifted)

    @event(HoldLifted)
    def _hold_lifted(self) -> None:
        self.hold = None

    def approve(self, approver: str) -> None:
        """One of two different people, neither of whom brought it in."""
        self._refuse_when_decided()
        if self.hold is not None:
            raise HeldForNow
        if approver == self.requested_by:
            raise RequesterCannotApprove
        if approver in self.approvers:
            raise ApprovedBefore
        self.trigger_event(self.Approved, approver=approver)

    @event(Approved)
    def _approved(self, approver: str) -> None:
        self.approvers.append(approver)

    def store_erased(self, store: str, keys: int, rows: int) -> None:
        """Does nothing the second time."""
        if store not in self.erased:
            self.trigger_event(self.StoreErased, store=store, keys=keys, rows=rows)

    @event(StoreErased)
    def _store_erased(self, store: str, keys: int, rows: int) -> None:
        self.erased[store] = (keys, rows)

    def _refuse_when_decided(self) -> None:
        if self.authorised:
            raise ErasureDecided
