"""What a follow-up plan decides about its goals; the events are the plan's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain, PlanStatus
from infra.kernel import Sealed, new_id
from services.intake.people.domain.goal import Goal
from services.intake.people.domain.plan_refusals import GoalNotFound, PlanNotOpen


class Working:
    """The public methods of a plan that concern one goal."""

    person_id: UUID
    status: PlanStatus
    goals: dict[UUID, Goal]
    trigger_event: Callable[..., None]
    GoalProposed: Any
    GoalAgreed: Any
    GoalProgressed: Any
    GoalAchieved: Any
    GoalChanged: Any
    GoalDropped: Any

    def propose_goal(self, domain: NeedDomain, text: str | None = None, target_date: date | None = None) -> UUID:
        """Returns the goal's id."""
        self._refuse_unless_open()
        goal_id = new_id()
        self.trigger_event(
            self.GoalProposed, person_id=self.person_id, goal_id=goal_id, domain=domain,
            text=Sealed.of(text) if text else None, target_date=target_date,
        )  # fmt: skip
        return goal_id

    def agree(self, goal_id: UUID) -> None:
        """The person wants this. Raises GoalAlreadyAgreed, GoalOver."""
        self._goal(goal_id).refuse_if_agreed()
        self.trigger_event(self.GoalAgreed, goal_id=goal_id)

    def progress(self, goal_id: UUID, referral_id: UUID | None = None) -> None:
        """Raises GoalNotAgreed, GoalOver."""
        self._goal(goal_id).refuse_unless_agreed()
        self.trigger_event(self.GoalProgressed, goal_id=goal_id, referral_id=referral_id)

    def follow_referral(self, goal_id: UUID, referral_id: UUID) -> None:
        """PL09. Does nothing where nobody works on the goal any more, or not yet."""
        if self.status is PlanStatus.OPEN and goal_id in self.goals and self.goals[goal_id].worked_on:
            self.progress(goal_id, referral_id)

    def achieve(self, goal_id: UUID) -> None:
        """Raises GoalNotAgreed, GoalOver."""
        self._goal(goal_id).refuse_unless_agreed()
        self.trigger_event(self.GoalAchieved, goal_id=goal_id)

    def change(self, goal_id: UUID, text: str | None, target_date: date | None) -> None:
        """Raises GoalOver."""
        self._goal(goal_id).refuse_if_over()
        self.trigger_event(
            self.GoalChanged, person_id=self.person_id, goal_id=goal_id,
            text=Sealed.of(text) if text else None, target_date=target_date,
        )  # fmt: skip

    def drop(self, goal_id: UUID) -> None:
        """Raises GoalOver."""
        self._goal(goal_id).refuse_if_over()
        self.trigger_event(self.GoalDropped, goal_id=goal_id)

    def refuse_if_over(self, goal_id: UUID) -> None:
        """Raises PlanNotOpen, GoalNotFound, GoalOver."""
        self._goal(goal_id).refuse_if_over()

    def _goal(self, goal_id: UUID) -> Goal:
        """A goal that may be decided on. Raises PlanNotOpen, GoalNotFound."""
        if goal_id not in self.goals:
            raise GoalNotFound
        self._refuse_unless_open()
        return self.goals[goal_id]

    def _refuse_unless_open(self) -> None:
        if self.status is not PlanStatus.OPEN:
            raise PlanNotOpen
