"""Offline device: one stream for each, so that of two batches opened at the same moment only one is."""

from __future__ import annotations

from uuid import UUID, uuid5

from infra.kernel import Aggregate, Event, InitialEvent, event
from services.intake.people.domain.offline_refusals import BatchAlreadyOpened

NAMESPACE = UUID("4d4f8c0e-6f43-4c0f-8a39-0a4cf7e3b5d2")


class OfflineDevice(Aggregate, store="intake"):
    class Known(InitialEvent):
        device_id: UUID

    class BatchBegun(Event):
        batch_id: UUID

    class BatchEnded(Event):
        batch_id: UUID

    @staticmethod
    def create_id(device_id: UUID) -> UUID:
        """Found by the device."""
        return uuid5(NAMESPACE, device_id.hex)

    @event(Known)
    def __init__(self, device_id: UUID) -> None:
        self.device_id = device_id
        self.open_batch: UUID | None = None

    def begin(self, batch_id: UUID) -> None:
        """Raises BatchAlreadyOpened while another batch of the device is open."""
        if self.open_batch is not None:
            raise BatchAlreadyOpened
        self.trigger_event(self.BatchBegun, batch_id=batch_id)

    @event(BatchBegun)
    def _batch_begun(self, batch_id: UUID) -> None:
        self.open_batch = batch_id

    def end(self, batch_id: UUID) -> None:
        """The next one may be opened; nothing for a batch that was not this device's open one."""
        if self.open_batch == batch_id:
            self.trigger_event(self.BatchEnded, batch_id=batch_id)

    @event(BatchEnded)
    def _batch_ended(self) -> None:
        self.open_batch = None
