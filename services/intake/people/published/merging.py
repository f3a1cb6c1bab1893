"""What intake tells of merges: which record stands for which, in ids, so that nobody counts one person twice (PL15)."""

from __future__ import annotations

from contracts import merging as out
from infra.metadata import Metadata
from infra.publishing import publishes
from services.intake.people.domain.duplicate_pair import DuplicatePair


@publishes(DuplicatePair.PersonsMerged)
def persons_merged(event: DuplicatePair.PersonsMerged, metadata: Metadata) -> out.PersonsMerged:
    return out.PersonsMerged(
        survivor_id=event.survivor_id, merged_id=event.merged_id, survivor_office_id=event.survivor_office_id
    )


@publishes(DuplicatePair.PersonMergeUndone)
def person_merge_undone(event: DuplicatePair.PersonMergeUndone, metadata: Metadata) -> out.PersonMergeUndone:
    return out.PersonMergeUndone(
        survivor_id=event.survivor_id, merged_id=event.merged_id, survivor_office_id=event.survivor_office_id,
        merged_office_id=event.merged_office_id, merged_uf=event.merged_uf,
    )  # fmt: skip
