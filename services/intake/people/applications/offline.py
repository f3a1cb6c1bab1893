"""Commands and queries of offline batches: opened, measured, filled entry by entry, and closed when none is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.offices import DiscardReason, QuarantineReason
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import DomainError, NotFound
from infra.metadata import amended
from infra.refusals import StaleVersion
from services.intake.people.applications.offline_entries import About, Entries, Recording
from services.intake.people.applications.placing import OfficeApplication, save_at
from services.intake.people.domain.offline_batch import Entry, EntryState, OfflineBatch, Sent
from services.intake.people.domain.offline_device import OfflineDevice
from services.intake.people.domain.offline_refusals import BatchAlreadyOpened
from services.intake.people.views.offline_batches import BatchLine, OfflineBatches
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.records_of_subject import RecordsOfPerson

ENTRY = "offline-entry"


class OfflineApplication(OfficeApplication):
    def batch(self, batch_id: UUID) -> OfflineBatch:
        with self.unit_of_work() as unit:
            return unit.get(OfflineBatch, batch_id)

    def digest(self, entry: bytes) -> str:
        """Tells whether two entries are the same; keyed, so that nobody can try out what one said."""
        return self.view(PersonIndex).blind.of(ENTRY, entry.hex()).hex()

    def open_batch(
        self, office_id: UUID, device_id: UUID, opened_by: str, first_seq: int, clock_offset_seconds: int
    ) -> OfflineBatch:
        """Raises BatchAlreadyOpened: of two opened at the same moment the device's stream takes one."""
        with self.unit_of_work() as unit:
            begun = unit.exists(OfflineBatch, OfflineBatch.create_id(device_id, first_seq))
            if begun or self.view(OfflineBatches).device_has_one(unit, device_id):
                raise BatchAlreadyOpened
            batch = OfflineBatch(
                office_id=office_id, device_id=device_id, opened_by=opened_by, first_seq=first_seq,
                clock_offset_seconds=clock_offset_seconds,
            )  # fmt: skip
            device = _device(unit, device_id)
            device.begin(batch.id)
            save_at(unit, office_id, batch, device)
        return batch

    def sync(self, batch_id: UUID, last_seq: int, clock_offset_seconds: int) -> OfflineBatch:
        with self.changing(OfflineBatch, batch_id) as batch:
            batch.sync(last_seq, clock_offset_seconds)
        return batch

    def send(
        self, batch_id: UUID, sent: Sent, about_seq: int | None, recording: Recording, *, again: bool = False
    ) -> tuple[OfflineBatch, Entry]:
        """An entry, or the same once more; `again`: somebody has looked at it, and it is to be accepted after all."""
        with self.unit_of_work() as unit:
            batch = unit.get(OfflineBatch, batch_id)
            known = batch.known(sent)
            if known is None or (again and known.state is EntryState.QUARANTINED):
                entries = Entries(self.store, self.view(PersonIndex), self.view(RecordsOfPerson))
                self.decide(unit, batch, sent, _about(batch, about_seq, recording), entries, again=again)
                save_at(unit, batch.office_id, batch)
        return batch, batch.entries[sent.seq]

    @staticmethod
    def decide(
        unit: UnitOfWork,
        batch: OfflineBatch,
        sent: Sent,
        recording: Recording,
        entries: Entries,
        *,
        again: bool = False,
    ) -> None:
        """One of the three: a record, a doubt, or a refusal that waits for somebody."""
        with amended(occurred_at=batch.happened_at(sent), origin="offline_sync"):
            if not again and entries.is_doubtful(unit, sent.kind, recording):
                return batch.quarantine(sent, QuarantineReason.POSSIBLE_DUPLICATE)
            try:
                batch.accept(sent, entries.record(unit, sent.kind, recording))
            except NotFound:
                raise
            except StaleVersion:
                batch.quarantine(sent, QuarantineReason.STALE_VERSION)
            except DomainError as refusal:
                batch.quarantine(sent, QuarantineReason.REFUSED, refusal.code)

    def discard(self, batch_id: UUID, seq: int, reason: DiscardReason) -> OfflineBatch:
        with self.changing(OfflineBatch, batch_id) as batch:
            batch.discard(seq, reason)
        return batch

    def close(self, batch_id: UUID) -> OfflineBatch:
        with self.unit_of_work() as unit:
            batch = unit.get(OfflineBatch, batch_id)
            batch.close()
            device = _device(unit, batch.device_id)
            device.end(batch.id)
            save_at(unit, batch.office_id, batch, device)
        return batch

    def mark_overdue(self, batch_id: UUID, due_at: datetime) -> None:
        with self.changing(OfflineBatch, batch_id) as batch:
            batch.mark_overdue(due_at)

    def open_at_office(self, office_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[BatchLine]:
        with self.unit_of_work() as unit:
            return self.view(OfflineBatches).of_office(unit, office_id, limit, after)


def _device(unit: UnitOfWork, device_id: UUID) -> OfflineDevice:
    """A new one for a device that nobody has opened a batch for since devices have streams."""
    found = OfflineDevice.create_id(device_id)
    return unit.get(OfflineDevice, found) if unit.exists(OfflineDevice, found) else OfflineDevice(device_id=device_id)


def _about(batch: OfflineBatch, about_seq: int | None, recording: Recording) -> Recording:
    """What an earlier entry of the batch has made. Raises NotFound when that is no record (yet)."""
    if about_seq is None:
        return recording
    entry = batch.entries.get(about_seq)
    if entry is None or entry.record_id is None:
        raise NotFound
    return replace(recording, about=About(entry.record_id, recording.about.expected))
