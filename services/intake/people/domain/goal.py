"""Goal of a follow-up plan: proposed by anybody, worked on only when the person has agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from contracts.vocabulary.care import GoalStatus, NeedDomain
from infra.kernel import Sealed
from services.intake.people.domain.plan_refusals import GoalAlreadyAgreed, GoalNotAgreed, GoalOver

OVER = frozenset({GoalStatus.ACHIEVED, GoalStatus.DROPPED})
WORKED_ON = frozenset({GoalStatus.AGREED, GoalStatus.IN_PROGRESS})


@dataclass(frozen=True)
class Goal:
    """`text` is sealed under the person's key; None: the domain says it all."""

    goal_id: UUID
    domain: NeedDomain
    text: Sealed | None
    target_date: date | None
    status: GoalStatus = GoalStatus.PROPOSED

    @property
    def worked_on(self) -> bool:
        return self.status in WORKED_ON

    def refuse_if_over(self) -> None:
        if self.status in OVER:
            raise GoalOver

    def refuse_if_agreed(self) -> None:
        self.refuse_if_over()
        if self.worked_on:
            raise GoalAlreadyAgreed

    def refuse_unless_agreed(self) -> None:
        self.refuse_if_over()
        if not self.worked_on:
            raise GoalNotAgreed
