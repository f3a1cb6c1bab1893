"""Case transfer: one office asks another to lead a person's case, as the person wants; the case moves at the end."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.transfers import TransferReason, TransferRefusalReason, TransferWithdrawalReason
from infra.kernel import Aggregate, Event, InitialEvent, event
from services.referrals.transfers.domain import refusals
from services.referrals.transfers.domain.route import AGREED, OPEN, Reissue, Route, TransferStatus


class CaseTransfer(Aggregate, store="referrals"):
    class Requested(InitialEvent):
        """`requested_by` is the office that leads, or the receiving one for somebody of an office that closes."""

        route: Route
        reason: TransferReason
        grant_id: UUID
        requested_by: UUID

    class Accepted(Event):
        route: Route

    class Refused(Event):
        route: Route
        reason: TransferRefusalReason

    class Withdrawn(Event):
        route: Route
        reason: TransferWithdrawalReason

    class PackagePrepared(Event):
        """Ids alone: which open referrals go on with their partner, under which consents, and which are issued anew."""

        route: Route
        keep: tuple[UUID, ...]
        reissue: tuple[UUID, ...]
        grants: tuple[UUID, ...]

    class Completed(Event):
        route: Route
        number: int
        kept: tuple[UUID, ...]
        reissued: tuple[Reissue, ...]

    class Reversed(Event):
        route: Route
        number: int

    @event(Requested)
    def __init__(self, route: Route, reason: TransferReason, grant_id: UUID, requested_by: UUID) -> None:
        self.route, self.reason, self.grant_id, self.requested_by = route, reason, grant_id, requested_by
        self.status = TransferStatus.REQUESTED
        self.refusal: TransferRefusalReason | None = None
        self.withdrawal: TransferWithdrawalReason | None = None
        self.keep: tuple[UUID, ...] = ()
        self.reissued: tuple[Reissue, ...] = ()
        self.number: int | None = None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def agreed(self) -> bool:
        """Whether the receiving office has accepted and not taken over yet."""
        return self.status in AGREED

    def accept(self) -> None:
        """The receiving office is ready to lead; it leads when it has completed the transfer."""
        self._refuse_unless_requested()
        self.trigger_event(self.Accepted, route=self.route)

    @event(Accepted)
    def _accepted(self) -> None:
        self.status = TransferStatus.ACCEPTED

    def refuse(self, reason: TransferRefusalReason) -> None:
        """The receiving office does not take the case, and the other one goes on leading it."""
        self._refuse_unless_requested()
        self.trigger_event(self.Refused, route=self.route, reason=reason)

    @event(Refused)
    def _refused(self, reason: TransferRefusalReason) -> None:
        self.status, self.refusal = TransferStatus.REFUSED, reason

    def withdraw(self, reason: TransferWithdrawalReason) -> None:
        """Until the completion the person's will or the office's may change. Raises TransferOver."""
        if not self.is_open:
            raise refusals.TransferOver
        self.trigger_event(self.Withdrawn, route=self.route, reason=reason)

    @event(Withdrawn)
    def _withdrawn(self, reason: TransferWithdrawalReason) -> None:
        self.status, self.withdrawal = TransferStatus.WITHDRAWN, reason

    def prepare_package(self, keep: tuple[UUID, ...], reissue: tuple[UUID, ...], grants: tuple[UUID, ...]) -> None:
        """Settle once which open referrals go on with their partner; all others are issued anew."""
        if self.status is TransferStatus.PACKAGE_SENT:
            raise refusals.PackageAlreadySent
        self.refuse_unless_agreed()
        self.trigger_event(self.PackagePrepared, route=self.route, keep=keep, reissue=reissue, grants=grants)

    @event(PackagePrepared)
    def _package_prepared(self, keep: tuple[UUID, ...]) -> None:
        self.status, self.keep = TransferStatus.PACKAGE_SENT, keep

    def complete(self, number: int, kept: tuple[UUID, ...], reissued: tuple[Reissue, ...]) -> None:
        """The receiving office leads from now on, by move `number` of the custody."""
        self.refuse_unless_sent()
        self.trigger_event(self.Completed, route=self.route, number=number, kept=kept, reissued=reissued)

    @event(Completed)
    def _completed(self, number: int, reissued: tuple[Reissue, ...]) -> None:
        self.status, self.number, self.reissued = TransferStatus.COMPLETED, number, reissued

    def reverse(self, number: int) -> None:
        """It was a mistake: the office that led before leads again, by move `number` of the custody."""
        self.completed_as()
        self.trigger_event(self.Reversed, route=self.route, number=number)

    @event(Reversed)
    def _reversed(self) -> None:
        self.status = TransferStatus.REVERSED

    def completed_as(self) -> int:
        """The number of the move that it was. Raises TransferNotCompleted, TransferOver."""
        if self.is_open:
            raise refusals.TransferNotCompleted
        if self.status is not TransferStatus.COMPLETED or self.number is None:
            raise refusals.TransferOver
        return self.number

    def refuse_unless_sent(self) -> None:
        """Raises TransferOver, TransferNotAccepted, PackageNotSent."""
        self.refuse_unless_agreed()
        if self.status is not TransferStatus.PACKAGE_SENT:
            raise refusals.PackageNotSent

    def refuse_unless_agreed(self) -> None:
        """Raises TransferOver, TransferNotAccepted."""
        if not self.is_open:
            raise refusals.TransferOver
        if not self.agreed:
            raise refusals.TransferNotAccepted

    def _refuse_unless_requested(self) -> None:
        if not self.is_open:
            raise refusals.TransferOver
        if self.status is not TransferStatus.REQUESTED:
            raise refusals.TransferAlreadyAnswered
