"""Follow-up plans: goals the person agrees to, reviews with a deadline, neutral ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from contracts.referrals import ReferralCompleted
from contracts.vocabulary.care import GoalStatus, NeedDomain, NeedSituation, PlanClosureReason, PlanStatus
from contracts.vocabulary.network import AnsweredBy, ReferralOutcome, Urgency
from contracts.vocabulary.rights import ConsentEvidence
from infra.kernel import SubjectErased
from infra.messaging.subscribe import Reactions
from services.intake.people.applications.plans import end_plans
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.plan_refusals import (
    AssessmentOfSomebodyElse,
    GoalAlreadyAgreed,
    GoalNotAgreed,
    GoalNotFound,
    GoalOver,
    PlanClosed,
    PlanNotOpen,
    PlanOpen,
    ReferralServesAGoal,
)
from services.intake.people.store import STORE
from tests.clock import Clock
from tests.unit.intake.follow_up.house import OPENING, House


def status_of(house: House, plan: FollowUpPlan, goal_id: UUID) -> GoalStatus:
    return house.plans.plan(plan.id).goals[goal_id].status


def assessed(house: House) -> UUID:
    found = house.assessments.start(house.person, "singularization", AnsweredBy.SELF, "lia")
    for domain, situation, own in (
        (NeedDomain.HOUSING, NeedSituation.CRITICAL, 2),
        (NeedDomain.FOOD, NeedSituation.MET, 1),
        (NeedDomain.FAMILY_CHILDREN, NeedSituation.PARTLY_MET, 1),
        (NeedDomain.EMPLOYMENT, NeedSituation.CRITICAL, None),
    ):
        found = house.assessments.assess(found.id, found.version, domain, situation=situation, person_priority=own)
    return found.id


def test_the_needs_of_an_assessment_are_proposed_in_the_persons_order(house: House) -> None:
    plan = house.plan(assessment_id=assessed(house))
    proposed = [(goal.domain, goal.status) for goal in plan.goals.values()]
    wanted = [NeedDomain.FAMILY_CHILDREN, NeedDomain.HOUSING, NeedDomain.EMPLOYMENT]
    assert proposed == [(domain, GoalStatus.PROPOSED) for domain in wanted]


def test_an_assessment_of_somebody_else_is_refused(house: House) -> None:
    assessment = assessed(house)
    with pytest.raises(AssessmentOfSomebodyElse):
        house.plans.open_plan(house.somebody(), "lia", OPENING, assessment_id=assessment)


def test_a_goal_goes_its_way(house: House) -> None:
    plan, goal = house.goal(house.plan())
    plan = house.plans.progress(plan.id, plan.version, goal)
    assert status_of(house, plan, goal) is GoalStatus.IN_PROGRESS
    plan = house.plans.change(plan.id, plan.version, goal, "A flat with my sister", date(2025, 9, 1))
    assert status_of(house, plan, goal) is GoalStatus.CHANGED
    with pytest.raises(GoalNotAgreed):
        house.plans.achieve(plan.id, plan.version, goal)
    plan = house.plans.agree(plan.id, plan.version, goal)
    plan = house.plans.achieve(plan.id, plan.version, goal)
    assert status_of(house, plan, goal) is GoalStatus.ACHIEVED


def test_nobody_works_on_what_the_person_has_not_agreed_to(house: House) -> None:
    plan, goal = house.plans.propose_goal(house.plan().id, NeedDomain.FOOD, None, None)
    for decision in (house.plans.progress, house.plans.achieve):
        with pytest.raises(GoalNotAgreed):
            decision(plan.id, plan.version, goal)


def test_a_goal_is_agreed_on_once(house: House) -> None:
    plan, goal = house.goal(house.plan())
    with pytest.raises(GoalAlreadyAgreed):
        house.plans.agree(plan.id, plan.version, goal)


def test_a_dropped_goal_is_over(house: House) -> None:
    plan, goal = house.goal(house.plan())
    plan = house.plans.drop(plan.id, plan.version, goal)
    decisions: tuple[Callable[[], object], ...] = (
        lambda: house.plans.agree(plan.id, plan.version, goal),
        lambda: house.plans.progress(plan.id, plan.version, goal),
        lambda: house.plans.achieve(plan.id, plan.version, goal),
        lambda: house.plans.change(plan.id, plan.version, goal, None, None),
        lambda: house.plans.drop(plan.id, plan.version, goal),
        lambda: house.plans.name_referral(plan.id, goal, uuid4()),
    )
    for decision in decisions:
        with pytest.raises(GoalOver):
            decision()


def test_a_goal_of_another_plan_is_not_found(house: House) -> None:
    plan = house.plan()
    with pytest.raises(GoalNotFound):
        house.plans.agree(plan.id, plan.version, uuid4())


def test_the_first_review_is_due_after_thirty_days_later_ones_after_ninety(house: House, clock: Clock) -> None:
    plan = house.plan()
    first = house.review(plan.review_id)
    assert (first.due.on, first.status) == (date(2025, 5, 19), "open")  # 30 days are over on a Saturday
    clock.pass_by(days=100)
    reviewed = house.plans.review(plan.id, plan.version)
    assert (house.review(plan.review_id).status, house.review(plan.review_id).missed) == ("met", True)
    assert house.review(reviewed.review_id).due.on == date(2025, 10, 24)


def test_a_review_in_time_is_met(house: House, clock: Clock) -> None:
    plan = house.plan()
    clock.pass_by(days=10)
    house.plans.review(plan.id, plan.version)
    assert (house.review(plan.review_id).status, house.review(plan.review_id).missed) == ("met", False)


def test_a_plan_may_have_a_term_of_its_own(house: House) -> None:
    assert house.review(house.plan(review_every_days=14).review_id).due.on == date(2025, 5, 2)  # 1 May is a holiday


@pytest.mark.parametrize("end", ["pause", "close"])
def test_no_review_is_due_of_a_plan_that_rests(house: House, end: str) -> None:
    plan = house.plan()
    if end == "pause":
        resting = house.plans.pause(plan.id, plan.version)
    else:
        resting = house.plans.close(plan.id, plan.version, PlanClosureReason.RETURNED_TO_PRISON)
    assert house.review(plan.review_id).status == "dropped"
    again = house.plans.reopen(plan.id, resting.version)
    assert house.review(again.review_id).status == "open"
    assert (again.status, again.closure_reason) == (PlanStatus.OPEN, None)


def test_a_plan_that_rests_refuses_work(house: House) -> None:
    plan, goal = house.goal(house.plan())
    plan = house.plans.pause(plan.id, plan.version)
    decisions: tuple[Callable[[], object], ...] = (
        lambda: house.plans.propose_goal(plan.id, NeedDomain.FOOD, None, None),
        lambda: house.plans.progress(plan.id, plan.version, goal),
        lambda: house.plans.name_referral(plan.id, goal, uuid4()),
        lambda: house.plans.review(plan.id, plan.version),
        lambda: house.plans.pause(plan.id, plan.version),
        lambda: house.plans.take_over(plan.id, plan.version, "rui"),
    )
    for decision in decisions:
        with pytest.raises(PlanNotOpen):
            decision()


def test_a_plan_is_closed_and_reopened_once(house: House) -> None:
    plan = house.plan()
    with pytest.raises(PlanOpen):
        house.plans.reopen(plan.id, plan.version)
    plan = house.plans.close(plan.id, plan.version, PlanClosureReason.GOALS_MET)
    with pytest.raises(PlanClosed):
        house.plans.close(plan.id, plan.version, PlanClosureReason.MOVED)


def test_no_reason_for_an_end_blames_anybody() -> None:
    assert not [reason for reason in PlanClosureReason if "fail" in reason or "abandon" in reason or "drop" in reason]


def test_somebody_else_takes_the_plan_over(house: House) -> None:
    plan = house.plan()
    assert house.plans.take_over(plan.id, plan.version, "rui").lead_professional == "rui"


def test_a_completed_referral_moves_the_goal_that_names_it(house: House) -> None:
    plan, goal = house.goal(house.plan())
    referral = uuid4()
    house.plans.name_referral(plan.id, goal, referral)
    house.plans.follow_referral(uuid4(), house.person)
    house.plans.follow_referral(referral, uuid4())
    assert status_of(house, plan, goal) is GoalStatus.AGREED
    house.plans.follow_referral(referral, house.person)
    assert status_of(house, plan, goal) is GoalStatus.IN_PROGRESS


def test_a_referral_moves_nothing_that_nobody_works_on(house: House) -> None:
    plan, goal = house.goal(house.plan())
    referral = uuid4()
    house.plans.name_referral(plan.id, goal, referral)
    plan = house.plans.change(plan.id, plan.version, goal, "Another one", None)
    house.plans.follow_referral(referral, house.person)
    assert status_of(house, plan, goal) is GoalStatus.CHANGED
    house.erase_person()
    house.plans.follow_referral(referral, house.person)


def test_a_referral_serves_one_goal(house: House) -> None:
    plan, goal = house.goal(house.plan())
    referral = uuid4()
    house.plans.name_referral(plan.id, goal, referral)
    with pytest.raises(ReferralServesAGoal):
        house.plans.name_referral(plan.id, goal, referral)


def test_nobody_is_followed_up_who_was_erased(house: House) -> None:
    plan, goal = house.goal(house.plan())
    house.erase_person()
    decisions: tuple[Callable[[], object], ...] = (
        house.plan,
        lambda: house.plans.progress(plan.id, plan.version, goal),
        lambda: house.plans.close(plan.id, plan.version, PlanClosureReason.DEATH),
        lambda: house.statements.issue(plan.id, "lia", evidence=ConsentEvidence.AUDIO),
    )
    for decision in decisions:
        with pytest.raises(SubjectErased):
            decision()


def test_of_somebody_who_is_being_erased_nothing_is_due(house: House) -> None:
    plan, ended = house.plan(), house.plan()
    house.plans.close(ended.id, ended.version, PlanClosureReason.MOVED)
    with house.store.unit_of_work() as unit:
        end_plans(unit, (plan.id, ended.id, house.person))
    assert house.plans.plan(plan.id).closure_reason is PlanClosureReason.PERSON_CHOICE
    assert house.plans.plan(ended.id).closure_reason is PlanClosureReason.MOVED
    assert house.review(plan.review_id).status == "dropped"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (ReferralOutcome.SERVICE_RECEIVED, GoalStatus.IN_PROGRESS),
        (ReferralOutcome.PARTLY, GoalStatus.IN_PROGRESS),
        (ReferralOutcome.NO_CAPACITY, GoalStatus.AGREED),
    ],
)
def test_only_a_service_received_moves_a_goal(house: House, outcome: ReferralOutcome, status: GoalStatus) -> None:
    plan, goal = house.goal(house.plan())
    referral = uuid4()
    house.plans.name_referral(plan.id, goal, referral)
    message = ReferralCompleted(
        referral_id=referral, person_id=house.person, office_id=house.office, partner_id=uuid4(),
        need_domain=NeedDomain.HOUSING, urgency=Urgency.NORMAL, outcome=outcome,
    )  # fmt: skip
    (on_completed,) = Reactions(STORE.reactions).named(ReferralCompleted).values()
    on_completed(house.plans, message, None)  # type: ignore[arg-type]
    assert status_of(house, plan, goal) is status
