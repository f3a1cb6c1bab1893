"""Why records of persons are not merged, not undone, and no longer written to."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import DomainError


class RecordMerged(DomainError):
    """`successor` is told by those layers alone that know whether the caller may see the surviving record."""

    code = "intake.record-merged"
    detail = "This record was merged into another one; nothing new is recorded under it."
    fix = "Use the surviving record, or undo the merge."

    def __init__(self, successor: UUID | None = None) -> None:
        super().__init__()
        self.successor = successor


class OthersMergedIntoIt(DomainError):
    code = "intake.others-merged-into-it"
    detail = "Other records were merged into this one, so it cannot be merged itself."
    fix = "Merge the other way round, or undo those merges first."


class PairNeedsTwoRecords(DomainError):
    code = "intake.pair-needs-two-records"
    detail = "A record is no duplicate of itself."
    fix = "Name another record."


class PairAlreadyFlagged(DomainError):
    code = "intake.pair-already-flagged"
    detail = "These two records wait for a decision already."
    fix = "Dismiss the pair, or merge it."


class PairNotFlagged(DomainError):
    code = "intake.pair-not-flagged"
    detail = "Only a pair that waits for a decision can be dismissed or merged."
    fix = "Read the pair; flag it first."


class PairAlreadyMerged(DomainError):
    code = "intake.pair-already-merged"
    detail = "These two records are merged."
    fix = "Undo the merge if it was wrong."


class PairNotMerged(DomainError):
    code = "intake.pair-not-merged"
    detail = "Only a merge that stands can be undone."
    fix = "Read the pair."


class SurvivorOutsidePair(DomainError):
    code = "intake.survivor-outside-pair"
    detail = "The record that survives is one of the two."
    fix = "Name one of the pair's records."


class ErasureUnderWay(DomainError):
    code = "intake.merge-while-erasing"
    detail = "The erasure of one of these records was requested."
    fix = "Wait until that request is decided."


class MergeStands(DomainError):
    code = "intake.merge-stands"
    detail = "Nobody is erased while a merge stands: it would reach one record and leave the other."
    fix = "Undo the merge, then request the erasure of each record."
