"""Duplicate pair: two records that may be one person's, and what people decided about them; one for each two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event
from services.intake.people.domain.duplicate_codes import DismissalReason, DuplicateReason, PairStatus
from services.intake.people.domain.merged_refusals import (
    PairAlreadyFlagged,
    PairAlreadyMerged,
    PairNeedsTwoRecords,
    PairNotFlagged,
    PairNotMerged,
    SurvivorOutsidePair,
)

NAMESPACE = UUID("c4b6c1a2-0d0e-4f8e-8f5e-2f6f1b9a7e10")


@dataclass(frozen=True)
class Side:
    """One of the two records, and the territory of the office that leads it."""

    person_id: UUID
    office_id: UUID
    uf: UF


class DuplicatePair(Aggregate, store="intake"):
    """Pseudonyms and codes alone. No record of either: what a person is given must not name another one."""

    class Opened(InitialEvent):
        """The two records in the order of their ids."""

        first: Side
        second: Side

    class PossibleDuplicateFlagged(Event):
        """`score` of the matcher, None when a person says so."""

        first: Side
        second: Side
        score: int | None
        reasons: tuple[DuplicateReason, ...]

    class Dismissed(Event):
        reason: DismissalReason

    class PersonsMerged(Event):
        survivor_id: UUID
        merged_id: UUID
        survivor_office_id: UUID

    class PersonMergeUndone(Event):
        """`merged_office_id` leads the merged record's case from now on; what was stored before does not say it."""

        survivor_id: UUID
        merged_id: UUID
        survivor_office_id: UUID
        merged_office_id: UUID | None = None
        merged_uf: UF | None = None

    @staticmethod
    def create_id(first: Side, second: Side) -> UUID:
        """Found by the two, whichever is named first."""
        return derived_id(NAMESPACE, "".join(sorted((first.person_id.hex, second.person_id.hex))))

    @event(Opened)
    def __init__(self, first: Side, second: Side) -> None:
        self.first, self.second = first, second
        self.status: PairStatus | None = None
        self.score: int | None = None
        self.reasons: tuple[DuplicateReason, ...] = ()
        self.weighed: frozenset[DuplicateReason] = frozenset()
        self.dismissal: DismissalReason | None = None
        self.survivor_id: UUID | None = None

    @classmethod
    def of(cls, one: Side, other: Side) -> DuplicatePair:
        """Raises PairNeedsTwoRecords."""
        if one.person_id == other.person_id:
            raise PairNeedsTwoRecords
        first, second = sorted((one, other), key=lambda side: side.person_id.hex)
        return cls(first=first, second=second)

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.first, self.second

    @property
    def merged(self) -> Side:
        """The side that does not survive. Raises PairNotMerged."""
        if self.survivor_id is None:
            raise PairNotMerged
        return self.second if self.survivor_id == self.first.person_id else self.first

    @property
    def survivor(self) -> Side:
        return self.first if self.merged is self.second else self.second

    def flag(self, reason: DuplicateReason) -> None:
        """A person says so, who may know better than whoever dismissed it.

        Raises PairAlreadyFlagged, PairAlreadyMerged.
        """
        if self.status is PairStatus.MERGED:
            raise PairAlreadyMerged
        if self.status is PairStatus.FLAGGED:
            raise PairAlreadyFlagged
        self._flag(None, (reason,))

    def suggest(self, score: int, reasons: tuple[DuplicateReason, ...]) -> bool:
        """The matcher says so. Nothing happens without a reason that nobody has weighed yet; whether it did."""
        if self.status is PairStatus.MERGED or self.weighed >= set(reasons):
            return False
        self._flag(score, reasons)
        return True

    def _flag(self, score: int | None, reasons: tuple[DuplicateReason, ...]) -> None:
        self.trigger_event(
            self.PossibleDuplicateFlagged, first=self.first, second=self.second, score=score, reasons=reasons
        )

    @event(PossibleDuplicateFlagged)
    def _possible_duplicate_flagged(self, score: int | None, reasons: tuple[DuplicateReason, ...]) -> None:
        self.status, self.score, self.reasons = PairStatus.FLAGGED, score, reasons
        self.weighed |= set(reasons)

    def dismiss(self, reason: DismissalReason) -> None:
        """Raises PairNotFlagged."""
        if self.status is not PairStatus.FLAGGED:
            raise PairNotFlagged
        self.trigger_event(self.Dismissed, reason=reason)

    @event(Dismissed)
    def _dismissed(self, reason: DismissalReason) -> None:
        self.status, self.dismissal = PairStatus.DISMISSED, reason

    def merge(self, survivor_id: UUID, led_by: Mapping[UUID, UUID] | None = None) -> None:
        """`led_by`: which office leads which record by now.

        Raises PairNotFlagged, PairAlreadyMerged, SurvivorOutsidePair.
        """
        if self.status is PairStatus.MERGED:
            raise PairAlreadyMerged
        if self.status is not PairStatus.FLAGGED:
            raise PairNotFlagged
        kept = next((side for side in self.sides if side.person_id == survivor_id), None)
        if kept is None:
            raise SurvivorOutsidePair
        other = next(side for side in self.sides if side is not kept)
        self.trigger_event(
            self.PersonsMerged,
            survivor_id=survivor_id, merged_id=other.person_id, survivor_office_id=_office(kept, led_by),
        )  # fmt: skip

    @event(PersonsMerged)
    def _persons_merged(self, survivor_id: UUID) -> None:
        self.status, self.survivor_id = PairStatus.MERGED, survivor_id

    def undo(self, merged: Side, led_by: Mapping[UUID, UUID] | None = None) -> None:
        """`merged`: where that record belongs by itself; `led_by` as of a merge. Raises PairNotMerged."""
        if self.status is not PairStatus.MERGED:
            raise PairNotMerged
        self.trigger_event(
            self.PersonMergeUndone,
            survivor_id=self.survivor.person_id,
            merged_id=self.merged.person_id,
            survivor_office_id=_office(self.survivor, led_by),
            merged_office_id=merged.office_id,
            merged_uf=merged.uf,
        )

    @event(PersonMergeUndone)
    def _person_merge_undone(self) -> None:
        self.status, self.survivor_id = PairStatus.UNDONE, None


def _office(side: Side, led_by: Mapping[UUID, UUID] | None) -> UUID:
    """A pair keeps where its records were when it was thought of; cases move."""
    return (led_by or {}).get(side.person_id, side.office_id)
