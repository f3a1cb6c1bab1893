"""What intake tells the network of records that are one person's: pseudonyms alone."""

from __future__ import annotations

from uuid import UUID

from contracts.contract import Contract


class PersonsMerged(Contract, type="intake.duplicate-pair.persons-merged", dismissible=False):
    """`merged_id` is `survivor_id` from now on, for the office of the survivor and in statistics; both ids stay."""

    survivor_id: UUID
    merged_id: UUID
    survivor_office_id: UUID


class PersonMergeUndone(Contract, type="intake.duplicate-pair.person-merge-undone", dismissible=False):
    """The two are two again, as if they had never been merged."""

    survivor_id: UUID
    merged_id: UUID
    survivor_office_id: UUID
