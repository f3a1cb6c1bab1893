"""What people tells the network of offline batches: private event in, contract out."""

from __future__ import annotations

from contracts import offline as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.intake.people.domain.offline_batch import OfflineBatch


@publishes(OfflineBatch.EntryAccepted)
def entry_accepted(event: OfflineBatch.EntryAccepted, metadata: Metadata) -> out.OfflineEntryAccepted:
    return out.OfflineEntryAccepted(
        batch_id=event.originator_id,
        office_id=event.office_id,
        seq=event.seq,
        kind=event.kind,
        record_id=event.record_id,
    )


@publishes(OfflineBatch.Closed)
def batch_closed(event: OfflineBatch.Closed, metadata: Metadata) -> out.OfflineBatchClosed:
    return out.OfflineBatchClosed(
        batch_id=event.originator_id,
        office_id=event.office_id,
        first_seq=event.first_seq,
        last_seq=event.last_seq,
        accepted=event.accepted,
        discarded=event.discarded,
    )
