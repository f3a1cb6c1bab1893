"""Commands and queries of follow-up plans: load, call, save."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import NeedDomain, PlanClosureReason, PlanStatus
from contracts.vocabulary.outcomes import LookBackEnd
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.assessments import assessment_of, needs_of
from services.intake.people.applications.look_backs import end_look_back
from services.intake.people.applications.placing import known_person, leading_office, save_at, today_at
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.goal import Goal
from services.intake.people.domain.needs_assessment import NeedsAssessment
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.plan_refusals import AssessmentOfSomebodyElse, ReferralServesAGoal
from services.intake.people.domain.served_goal import ServedGoal
from services.intake.people.views.follow_up_plans import Caseload, FollowUpPlans, PlanLine


class PlansApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def plan(self, plan_id: UUID) -> FollowUpPlan:
        """Raises SubjectErased, NotFound."""
        with self.unit_of_work() as unit:
            return plan_of(unit, plan_id)

    def leading(self, plan_id: UUID) -> UUID:
        """The office whose team reads the plan and goes on with it, whichever began it. Raises as `plan`."""
        with self.unit_of_work() as unit:
            return _leading(unit, plan_of(unit, plan_id))

    def open_plan(
        self, person_id: UUID, professional: str, access_context: AccessContext, assessment_id: UUID | None = None,
        review_every_days: int | None = None,
    ) -> FollowUpPlan:  # fmt: skip
        """With an assessment its needs become proposals, the person's own order first (PL05): the person chooses.

        Raises AssessmentOfSomebodyElse, OfficeDoesNotServe, SubjectErased.
        """
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id).standing()
            unit.get(Office, person.office_id).refuse_unless_serving()
            proposed = self._needs(unit, person_id, assessment_id, access_context) if assessment_id else ()
            plan = FollowUpPlan.open(
                person_id=person_id, office_id=person.office_id, lead_professional=professional,
                assessment_id=assessment_id, review_every_days=review_every_days, on=today_at(unit, person.office_id),
            )  # fmt: skip
            for domain in proposed:
                plan.propose_goal(domain)
            save_at(unit, person.office_id, plan)
        return plan

    @staticmethod
    def _needs(
        unit: UnitOfWork, person_id: UUID, assessment_id: UUID, access_context: AccessContext
    ) -> tuple[NeedDomain, ...]:
        assessment: NeedsAssessment = assessment_of(unit, assessment_id)
        if assessment.person_id != person_id:
            raise AssessmentOfSomebodyElse
        return needs_of(unit, assessment, access_context)

    def take_over(self, plan_id: UUID, expected: int, professional: str) -> FollowUpPlan:
        return self._decide(plan_id, expected, lambda plan: plan.take_over(professional))

    def propose_goal(
        self, plan_id: UUID, domain: NeedDomain, text: str | None, target_date: date | None
    ) -> tuple[FollowUpPlan, UUID]:
        with self.unit_of_work() as unit:
            plan = _going_on(unit, plan_id)
            goal_id = plan.propose_goal(domain, text, target_date)
            save_at(unit, plan.office_id, plan)
        return plan, goal_id

    def agree(self, plan_id: UUID, expected: int, goal_id: UUID) -> FollowUpPlan:
        return self._decide(plan_id, expected, lambda plan: plan.agree(goal_id))

    def progress(self, plan_id: UUID, expected: int, goal_id: UUID) -> FollowUpPlan:
        return self._decide(plan_id, expected, lambda plan: plan.progress(goal_id))

    def achieve(self, plan_id: UUID, expected: int, goal_id: UUID) -> FollowUpPlan:
        return self._decide(plan_id, expected, lambda plan: plan.achieve(goal_id))

    def change(
        self, plan_id: UUID, expected: int, goal_id: UUID, text: str | None, target_date: date | None
    ) -> FollowUpPlan:
        return self._decide(plan_id, expected, lambda plan: plan.change(goal_id, text, target_date))

    def drop(self, plan_id: UUID, expected: int, goal_id: UUID) -> FollowUpPlan:
        return self._decide(plan_id, expected, lambda plan: plan.drop(goal_id))

    def name_referral(self, plan_id: UUID, goal_id: UUID, referral_id: UUID) -> ServedGoal:
        """The goal follows this referral. Raises ReferralServesAGoal, GoalNotFound, GoalOver, PlanNotOpen."""
        with self.unit_of_work() as unit:
            plan = plan_of(unit, plan_id)
            plan.refuse_if_over(goal_id)
            if unit.exists(ServedGoal, ServedGoal.create_id(referral_id)):
                raise ReferralServesAGoal
            served = ServedGoal(person_id=plan.person_id, referral_id=referral_id, plan_id=plan_id, goal_id=goal_id)
            save_at(unit, plan.office_id, served)
        return served

    def follow_referral(self, referral_id: UUID, person_id: UUID) -> None:
        """PL09: a completed referral moves the goal it was named for; nothing for another person or an erased one."""
        with self.unit_of_work() as unit:
            served = unit.find(ServedGoal, ServedGoal.create_id(referral_id))
            if served is None or served.person_id != person_id or unit.get(Person, person_id).erased:
                return
            plan = unit.get(FollowUpPlan, served.plan_id)
            plan.follow_referral(served.goal_id, referral_id)
            save_at(unit, plan.office_id, plan)

    def review(self, plan_id: UUID, expected: int) -> FollowUpPlan:
        return self._decide(plan_id, expected, FollowUpPlan.review)

    def pause(self, plan_id: UUID, expected: int) -> FollowUpPlan:
        return self._decide_on_the_day(plan_id, expected, FollowUpPlan.pause)

    def close(self, plan_id: UUID, expected: int, reason: PlanClosureReason) -> FollowUpPlan:
        """A death ends what would be asked later as well (DL21)."""
        with self.unit_of_work() as unit:
            plan = self._decide_on_the_day(plan_id, expected, lambda plan, on: plan.close(reason, on))
            if reason is PlanClosureReason.DEATH:
                end_look_back(unit, plan.person_id, LookBackEnd.DEATH)
        return plan

    def reopen(self, plan_id: UUID, expected: int) -> FollowUpPlan:
        """One that was closed before the case moved comes over with its reopening."""
        with self.unit_of_work() as unit:
            plan = plan_of(unit, plan_id, expected)
            plan.refuse_if_open()
            plan.come_over(_leading(unit, plan))
            plan.reopen(today_at(unit, plan.office_id))
            save_at(unit, plan.office_id, plan)
        return plan

    def opened(self, plan_id: UUID, access_context: AccessContext) -> tuple[FollowUpPlan, PlanLine, dict[UUID, Any]]:
        """A plan, its review, and the text of each goal in clear."""
        with self.unit_of_work() as unit:
            plan = plan_of(unit, plan_id)
            line = self.view(FollowUpPlans).line(unit, plan_id)
            goals: list[Goal] = list(plan.goals.values())
            texts = unit.open_many([goal.text for goal in goals], access_context)
        return plan, line, {g.goal_id: None if text is ERASED else text for g, text in zip(goals, texts, strict=True)}

    def due_at_office(
        self, office_id: UUID, until: date | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[PlanLine]:
        with self.unit_of_work() as unit:
            return self.view(FollowUpPlans).due_at_office(unit, office_id, until, limit, after)

    def of_person(self, person_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[PlanLine]:
        with self.unit_of_work() as unit:
            records = unit.get(Person, person_id).records
            return self.view(FollowUpPlans).of_person(unit, records, limit, after[0] if after else None)

    def caseload(self, office_id: UUID, limit: int, after: tuple[Any, ...] | None = None) -> list[Caseload]:
        with self.unit_of_work() as unit:
            return self.view(FollowUpPlans).caseload(unit, office_id, limit, after[0] if after else None)

    def _decide(self, plan_id: UUID, expected: int, decision: Callable[[FollowUpPlan], None]) -> FollowUpPlan:
        with self.unit_of_work() as unit:
            plan = _going_on(unit, plan_id, expected)
            decision(plan)
            save_at(unit, plan.office_id, plan)
        return plan

    def _decide_on_the_day(
        self, plan_id: UUID, expected: int, decision: Callable[[FollowUpPlan, date], None]
    ) -> FollowUpPlan:
        with self.unit_of_work() as unit:
            plan = _going_on(unit, plan_id, expected)
            decision(plan, today_at(unit, plan.office_id))
            save_at(unit, plan.office_id, plan)
        return plan


def plan_of(unit: UnitOfWork, plan_id: UUID, expected: int | None = None) -> FollowUpPlan:
    """Raises SubjectErased before it compares versions, StaleVersion, NotFound."""
    known_person(unit, unit.get(FollowUpPlan, plan_id).person_id)
    return unit.get(FollowUpPlan, plan_id, expected)


def _going_on(unit: UnitOfWork, plan_id: UUID, expected: int | None = None) -> FollowUpPlan:
    """As `plan_of`; one that was opened elsewhere at the very moment of a move comes over with the first decision."""
    plan = plan_of(unit, plan_id, expected)
    if plan.status is not PlanStatus.CLOSED:
        plan.come_over(_leading(unit, plan))
    return plan


def _leading(unit: UnitOfWork, plan: FollowUpPlan) -> UUID:
    return leading_office(unit, plan.person_id, plan.office_id)


def end_plans(unit: UnitOfWork, streams: Iterable[UUID]) -> None:
    """Close what is followed up among these records: of somebody who is erased nothing is due any more."""
    for stream in streams:
        plan = unit.find(FollowUpPlan, stream)
        if plan is not None and plan.status is not PlanStatus.CLOSED:
            plan.close(PlanClosureReason.PERSON_CHOICE, today_at(unit, plan.office_id))
            save_at(unit, plan.office_id, plan)
