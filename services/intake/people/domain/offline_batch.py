"""Offline batch: what a device of an office recorded without a network, number by number until none is missing (X10).

No content of an entry is kept here: an accepted one is a record like any other, and one in quarantine stays on the
device, which sends it again when it is to be accepted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.offices import DiscardReason, OfflineEntryKind, QuarantineReason
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event, now
from services.intake.people.domain.offline_refusals import (
    BatchClosed,
    BatchIncomplete,
    EntryFromTheFuture,
    EntryNotWaiting,
    SequenceOutsideBatch,
    SequenceUsedOtherwise,
)

NAMESPACE = UUID("2f0f7a62-93b5-4f6c-9a1e-0d8c8b5f4e71")
# As for commands that are sent at once: nobody's clock is exact.
TOLERANCE = timedelta(seconds=60)
MOST = 10_000


class EntryState(StrEnum):
    ACCEPTED = "accepted"
    QUARANTINED = "quarantined"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Entry:
    """What became of a number. `record_id` of an accepted one, `reason` and `code` of one in quarantine."""

    seq: int
    digest: str | None
    state: EntryState
    record_id: UUID | None = None
    reason: QuarantineReason | None = None
    code: str | None = None


@dataclass(frozen=True)
class Sent:
    """An entry as the device sends it, by the device's clock; `clock_offset_seconds` where it knows a better one."""

    seq: int
    digest: str
    kind: OfflineEntryKind
    device_occurred_at: datetime
    device_recorded_at: datetime
    clock_offset_seconds: int | None = None


class OfflineBatch(Aggregate, store="intake"):
    class Opened(InitialEvent):
        """`clock_offset_seconds`: what has to be added to the device's clock."""

        office_id: UUID
        device_id: UUID
        opened_by: str
        first_seq: int
        clock_offset_seconds: int

    class Synced(Event):
        """The device has a network again, names its last number, and its clock was measured again."""

        office_id: UUID
        last_seq: int
        clock_offset_seconds: int

    class EntryAccepted(Event):
        """It happened at the event's own time; beside it both times by the device's clock."""

        office_id: UUID
        seq: int
        digest: str
        kind: OfflineEntryKind
        record_id: UUID
        device_occurred_at: datetime
        device_recorded_at: datetime
        clock_offset_seconds: int

    class EntryQuarantined(Event):
        office_id: UUID
        seq: int
        digest: str
        kind: OfflineEntryKind
        reason: QuarantineReason
        refusal: str | None

    class EntryDiscarded(Event):
        office_id: UUID
        seq: int
        reason: DiscardReason

    class Overdue(Event):
        """72 hours have passed and it is not closed (DL25): the office is warned."""

        REMARK = True
        office_id: UUID
        due_at: datetime

    class Closed(Event):
        office_id: UUID
        first_seq: int
        last_seq: int
        accepted: int
        discarded: int

    @staticmethod
    def create_id(device_id: UUID, first_seq: int) -> UUID:
        """Opened twice, it is the same one."""
        return derived_id(NAMESPACE, f"{device_id.hex}:{first_seq}")

    @event(Opened)
    def __init__(
        self, office_id: UUID, device_id: UUID, opened_by: str, first_seq: int, clock_offset_seconds: int
    ) -> None:
        self.office_id, self.device_id, self.opened_by = office_id, device_id, opened_by
        self.first_seq, self.clock_offset_seconds = first_seq, clock_offset_seconds
        self.last_seq: int | None = None
        self.entries: dict[int, Entry] = {}
        self.status, self.overdue = "open", False

    def sync(self, last_seq: int, clock_offset_seconds: int) -> None:
        """Again after an interruption. Raises BatchClosed, and SequenceOutsideBatch for fewer than known, or 10,000."""
        self._refuse_if_closed()
        known = max([self.first_seq - 1, self.last_seq or 0, *self.entries])
        if not known <= last_seq < self.first_seq + MOST:
            raise SequenceOutsideBatch
        self.trigger_event(
            self.Synced, office_id=self.office_id, last_seq=last_seq, clock_offset_seconds=clock_offset_seconds
        )

    @event(Synced)
    def _synced(self, last_seq: int, clock_offset_seconds: int) -> None:
        self.last_seq, self.clock_offset_seconds = last_seq, clock_offset_seconds

    def known(self, sent: Sent) -> Entry | None:
        """What became of it, if it was sent before. Raises SequenceUsedOtherwise, SequenceOutsideBatch, BatchClosed."""
        entry = self.entries.get(sent.seq)
        if entry is not None and entry.digest == sent.digest:
            return entry
        self._refuse_if_closed()
        if entry is not None:
            raise SequenceUsedOtherwise
        last = self.first_seq + MOST - 1 if self.last_seq is None else self.last_seq
        if not self.first_seq <= sent.seq <= last:
            raise SequenceOutsideBatch
        return None

    def happened_at(self, sent: Sent) -> datetime:
        """By the clock of the network. Raises EntryFromTheFuture."""
        happened = sent.device_occurred_at + timedelta(seconds=self.offset_of(sent))
        if happened > now() + TOLERANCE:
            raise EntryFromTheFuture
        return happened

    def offset_of(self, sent: Sent) -> int:
        """The device's own word for this entry, else what was measured last."""
        return self.clock_offset_seconds if sent.clock_offset_seconds is None else sent.clock_offset_seconds

    def accept(self, sent: Sent, record_id: UUID) -> None:
        """It has become a record; from quarantine too."""
        self._refuse_if_closed()
        self.trigger_event(
            self.EntryAccepted, office_id=self.office_id, seq=sent.seq, digest=sent.digest, kind=sent.kind,
            record_id=record_id, device_occurred_at=sent.device_occurred_at,
            device_recorded_at=sent.device_recorded_at, clock_offset_seconds=self.offset_of(sent),
        )  # fmt: skip

    @event(EntryAccepted)
    def _entry_accepted(self, seq: int, digest: str, record_id: UUID) -> None:
        self.entries[seq] = Entry(seq, digest, EntryState.ACCEPTED, record_id)

    def quarantine(self, sent: Sent, reason: QuarantineReason, refusal: str | None = None) -> None:
        """Somebody has to look at it; `refusal` is the code of what was refused."""
        self.trigger_event(
            self.EntryQuarantined, office_id=self.office_id, seq=sent.seq, digest=sent.digest, kind=sent.kind,
            reason=reason, refusal=refusal,
        )  # fmt: skip

    @event(EntryQuarantined)
    def _entry_quarantined(self, seq: int, digest: str, reason: QuarantineReason, refusal: str | None) -> None:
        self.entries[seq] = Entry(seq, digest, EntryState.QUARANTINED, None, reason, refusal)

    def discard(self, seq: int, reason: DiscardReason) -> None:
        """Of what is missing or in quarantine. Raises EntryNotWaiting, BatchClosed."""
        self._refuse_if_closed()
        if seq not in self.missing and seq not in self.quarantined:
            raise EntryNotWaiting
        self.trigger_event(self.EntryDiscarded, office_id=self.office_id, seq=seq, reason=reason)

    @event(EntryDiscarded)
    def _entry_discarded(self, seq: int) -> None:
        known = self.entries.get(seq, Entry(seq, None, EntryState.DISCARDED))
        self.entries[seq] = replace(known, state=EntryState.DISCARDED)

    def mark_overdue(self, due_at: datetime) -> None:
        if self.status == "open":
            self.trigger_event(self.Overdue, office_id=self.office_id, due_at=due_at)

    @event(Overdue)
    def _overdue(self) -> None:
        self.overdue = True

    def close(self) -> None:
        """Raises BatchIncomplete while a number is missing or in quarantine, or the last one is not known."""
        self._refuse_if_closed()
        if self.last_seq is None or self.missing or self.quarantined:
            raise BatchIncomplete
        states = [entry.state for entry in self.entries.values()]
        self.trigger_event(
            self.Closed, office_id=self.office_id, first_seq=self.first_seq, last_seq=self.last_seq,
            accepted=states.count(EntryState.ACCEPTED), discarded=states.count(EntryState.DISCARDED),
        )  # fmt: skip

    @event(Closed)
    def _closed(self) -> None:
        self.status = "closed"

    @property
    def missing(self) -> list[int]:
        """Numbers up to the last known one under which nothing has arrived."""
        last = max([*self.entries, self.first_seq - 1]) if self.last_seq is None else self.last_seq
        return [seq for seq in range(self.first_seq, last + 1) if seq not in self.entries]

    @property
    def quarantined(self) -> list[int]:
        return sorted(seq for seq, entry in self.entries.items() if entry.state is EntryState.QUARANTINED)

    def _refuse_if_closed(self) -> None:
        if self.status == "closed":
            raise BatchClosed
