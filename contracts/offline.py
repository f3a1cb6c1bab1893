"""What intake tells the network of offline batches: what came in late, so that closed periods are counted again."""

from __future__ import annotations

from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.offices import OfflineEntryKind


class OfflineEntryAccepted(Contract, type="intake.offline-batch.entry-accepted"):
    """A device's entry is a record now; it happened at the message's own time, by the corrected clock."""

    batch_id: UUID
    office_id: UUID
    seq: int
    kind: OfflineEntryKind
    record_id: UUID


class OfflineBatchClosed(Contract, type="intake.offline-batch.closed"):
    """Nothing more comes in from it: every number from the first to the last is accounted for."""

    batch_id: UUID
    office_id: UUID
    first_seq: int
    last_seq: int
    accepted: int
    discarded: int
