"""Office closing: that an office ends its work, and who takes its people over; learnt from intake, one per office."""

from __future__ import annotations

from uuid import UUID, uuid5

from contracts.vocabulary.offices import OfficeStatus
from infra.kernel import Aggregate, Event, InitialEvent, event

NAMESPACE = UUID("9b6a1c52-2a44-4f0f-8c07-1f2f5b0f6d11")


class OfficeClosing(Aggregate, store="referrals"):
    class Announced(InitialEvent):
        """The office's open referrals are to be planned anew, each with the person; nobody is moved by this."""

        office_id: UUID
        receiving_office_id: UUID | None

    class OfficeClosed(Event):
        office_id: UUID
        receiving_office_id: UUID | None

    @staticmethod
    def create_id(office_id: UUID) -> UUID:
        """Found by the office."""
        return uuid5(NAMESPACE, office_id.hex)

    @event(Announced)
    def __init__(self, office_id: UUID, receiving_office_id: UUID | None) -> None:
        self.office_id, self.receiving_office_id = office_id, receiving_office_id
        self.status = OfficeStatus.CLOSING

    def close(self, receiving_office_id: UUID | None) -> None:
        """Told again it is the same."""
        if self.status is not OfficeStatus.CLOSED:
            self.trigger_event(self.OfficeClosed, office_id=self.office_id, receiving_office_id=receiving_office_id)

    @event(OfficeClosed)
    def _office_closed(self, receiving_office_id: UUID | None) -> None:
        self.status = OfficeStatus.CLOSED
        self.receiving_office_id = receiving_office_id or self.receiving_office_id
