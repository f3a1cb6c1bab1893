"""Custody: which one office leads a person's case, how it came to that, and the one transfer that is under way."""

from __future__ import annotations

from uuid import UUID

from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event
from services.referrals.transfers.domain import refusals
from services.referrals.transfers.domain.route import Route

NAMESPACE = UUID("3d6a0f58-6a0d-4a3e-9f0b-7c8f4d1e2b90")


class Custody(Aggregate, store="referrals"):
    class Opened(InitialEvent):
        person_id: UUID
        office_id: UUID
        uf: UF

    class TransferBegun(Event):
        transfer_id: UUID

    class TransferEnded(Event):
        """Nobody moved."""

        transfer_id: UUID

    class Moved(Event):
        """From now on `to_office_id` leads, and it alone. `number` counts the moves, a reversal is one too."""

        person_id: UUID
        transfer_id: UUID
        number: int
        from_office_id: UUID
        to_office_id: UUID
        to_uf: UF
        grant_id: UUID
        reversal: bool

    @staticmethod
    def create_id(person_id: UUID, **_: object) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID, office_id: UUID, uf: UF) -> None:
        self.person_id, self.uf = person_id, uf
        self.chain: list[UUID] = [office_id]
        self.open_transfer: UUID | None = None
        self.last_transfer: UUID | None = None

    @property
    def lead(self) -> UUID:
        """The one office that leads."""
        return self.chain[-1]

    def left_by(self, office_id: UUID) -> bool:
        """Whether that office led once, and leads no longer."""
        return office_id in self.chain and office_id != self.lead

    @property
    def number(self) -> int:
        """How often the case has moved."""
        return len(self.chain) - 1

    def begin(self, transfer_id: UUID, route: Route) -> None:
        """Two requests at once meet as a version conflict. Raises TransferAlreadyOpen and the refusals of a route."""
        if route.from_office_id != self.lead:
            raise refusals.NotLeadingOffice
        if route.to_office_id == self.lead:
            raise refusals.TransferToItself
        self._refuse_while_open()
        self.trigger_event(self.TransferBegun, transfer_id=transfer_id)

    @event(TransferBegun)
    def _transfer_begun(self, transfer_id: UUID) -> None:
        self.open_transfer = transfer_id

    def end(self, transfer_id: UUID) -> None:
        """The transfer was refused or taken back: the lead stays."""
        if self.open_transfer == transfer_id:
            self.trigger_event(self.TransferEnded, transfer_id=transfer_id)

    @event(TransferEnded)
    def _transfer_ended(self) -> None:
        self.open_transfer = None

    def move(self, transfer_id: UUID, route: Route, grant_id: UUID) -> int:
        """The receiving office leads from now on; returns the number of the move. Raises CaseMovedOn."""
        if self.open_transfer != transfer_id or route.from_office_id != self.lead:
            raise refusals.CaseMovedOn
        return self._move(transfer_id, route.from_office_id, route.to_office_id, route.to_uf, grant_id)

    def move_back(self, transfer_id: UUID, route: Route, grant_id: UUID, number: int) -> int:
        """Undo move `number`, while it is the last one: after another one only a new consent moves the case.

        Raises CaseMovedOn, TransferAlreadyOpen.
        """
        if number != self.number:
            raise refusals.CaseMovedOn
        self._refuse_while_open()
        return self._move(transfer_id, route.to_office_id, route.from_office_id, route.from_uf, grant_id, True)

    def _move(self, transfer_id: UUID, old: UUID, new: UUID, uf: UF, grant_id: UUID, back: bool = False) -> int:
        number = self.number + 1
        self.trigger_event(
            self.Moved, person_id=self.person_id, transfer_id=transfer_id, number=number, from_office_id=old,
            to_office_id=new, to_uf=uf, grant_id=grant_id, reversal=back,
        )  # fmt: skip
        return number

    @event(Moved)
    def _moved(self, transfer_id: UUID, to_office_id: UUID, to_uf: UF) -> None:
        self.chain.append(to_office_id)
        self.uf, self.last_transfer = to_uf, transfer_id
        self.open_transfer = None

    def _refuse_while_open(self) -> None:
        if self.open_transfer is not None:
            raise refusals.TransferAlreadyOpen
