"""What a person's record decides about where it belongs: to another record, and to the office that leads the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.kernel import SubjectErased
from services.intake.people.domain.merged_refusals import MergeStands, RecordMerged


@dataclass(frozen=True)
class Move:
    """The `number`th move of a person's case, decided by a transfer; a reversal is a move too."""

    number: int
    office_id: UUID
    transfer_id: UUID
    grant_id: UUID
    reversal: bool


@dataclass(frozen=True)
class Came:
    """How a case came to the office that leads it: by which transfer, on which consent, from where, and when."""

    transfer_id: UUID
    grant_id: UUID | None
    from_office_id: UUID
    moved_at: datetime
    reversal: bool


class Belonging:
    """The public methods of a person that concern merging and custody; the events are the person's own."""

    office_id: UUID
    own_office_id: UUID
    erased: bool
    merged_into: UUID | None
    joined: tuple[UUID, ...]
    custody_number: int
    trigger_event: Callable[..., None]
    CustodyMoved: Any

    def unerased(self) -> Self:
        """This person. Raises SubjectErased."""
        if self.erased:
            raise SubjectErased
        return self

    def standing(self) -> Self:
        """This person, if new things are recorded under this record. Raises SubjectErased, RecordMerged."""
        if self.unerased().merged_into is not None:
            raise RecordMerged
        return self

    @property
    def linked(self) -> bool:
        """Whether a merge stands that this record is part of."""
        return self.merged_into is not None or self.joined != ()

    def refuse_while_merged(self) -> None:
        """Raises MergeStands."""
        if self.linked:
            raise MergeStands

    def move_custody(self, move: Move, uf: UF) -> bool:
        """Whether another office leads now than before: what is not newer than the last move changes nothing (PL14)."""
        if self.erased or move.number <= self.custody_number:
            return False
        before = self.office_id
        self.trigger_event(self.CustodyMoved, from_office_id=before, uf=uf, **vars(move))
        return before != move.office_id

    def go_along(self, office_id: UUID, uf: UF) -> bool:
        """Whether the record is led elsewhere now: with the one it was merged into, or at its own office again."""
        if self.erased or self.office_id == office_id:
            return False
        self.trigger_event(
            self.CustodyMoved, number=self.custody_number, office_id=office_id, uf=uf,
            from_office_id=self.office_id, transfer_id=None, grant_id=None, reversal=False,
        )  # fmt: skip
        return True
