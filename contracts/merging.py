"""What intake tells the network of records that are one person's: pseudonyms alone."""

from __future__ import annotations

from uuid import UUID

from contracts.contract import Contract
from contracts.vocabulary.network import UF


class PersonsMerged(Contract, type="intake.duplicate-pair.persons-merged", dismissible=False):
    """`merged_id` is `survivor_id` from now on, for the office of the survivor and in statistics; both ids stay."""

    survivor_id: UUID
    merged_id: UUID
    survivor_office_id: UUID


class PersonMergeUndone(Contract, type="intake.duplicate-pair.person-merge-undone", dismissible=False):
    """The two are two again, as if they had never been merged.

    The merged record's own office leads its case again, wherever the surviving one's was taken meanwhile.
    """

    survivor_id: UUID
    merged_id: UUID
    survivor_office_id: UUID
    merged_office_id: UUID | None = None
    merged_uf: UF | None = None
