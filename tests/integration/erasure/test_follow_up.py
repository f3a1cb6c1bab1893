"""Somebody who is followed up is erased: nothing is due any more, nothing is found, and later commands are refused."""

from __future__ import annotations

from uuid import UUID

import pytest

from infra.deadlines.deadline import deadline, deadline_id
from services.intake.people.applications.plans import PlansApplication
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from tests.integration.erasure.network import Network


@pytest.fixture(scope="module")
def followed(net: Network) -> tuple[str, str, str]:
    """The person, an assessment and an open plan with a goal; erased."""
    person = net.person(civil_name="Canária Tereza").id
    body = {"person_id": person, "methodology": "singularization"}
    assessment = net.intake.post("/v1/assessments", body, net.worker).id
    said = {"domain": "food", "situation": "unmet", "narrative": "Canária narrates"}
    assert net.intake.post(f"/v1/assessments/{assessment}/domains", said, net.worker, match=1).status == 200
    plan = net.intake.post("/v1/plans", {"person_id": person, "assessment_id": assessment}, net.worker).id
    goal = net.intake.get(f"/v1/plans/{plan}", net.worker).body["goals"][0]["goal_id"]
    referral = {"referral_id": str(UUID(int=UUID(plan).int + 1))}
    assert net.intake.post(f"/v1/plans/{plan}/goals/{goal}/referrals", referral, net.worker).status == 201
    net.carry()
    net.erased(person)
    return person, assessment, plan


def test_every_key_is_gone_and_every_row(net: Network, followed: tuple[str, str, str]) -> None:
    person, *_ = followed
    erasure = net.nodes["intake"].erasure(person)
    assert erasure.verified
    assert erasure.purged["read-model:assessments"] == 1
    assert erasure.purged["read-model:follow_up_plans"] == 1
    assert net.intake.get(f"/v1/plans?office_id={net.office}", net.worker).body["items"] == []


def test_no_review_is_due_any_more(net: Network, followed: tuple[str, str, str]) -> None:
    store = net.nodes["intake"].app(PlansApplication).store
    with store.unit_of_work() as unit:
        plan = unit.get(FollowUpPlan, UUID(followed[2]))
        assert unit.get(deadline("intake"), deadline_id("intake", "DL08", plan.review_id)).status == "dropped"


def test_later_commands_are_gone(net: Network, followed: tuple[str, str, str]) -> None:
    person, assessment, plan = followed
    attempts = [
        net.intake.get(f"/v1/assessments/{assessment}", net.worker),
        net.intake.get(f"/v1/plans/{plan}", net.worker),
        net.intake.post(f"/v1/plans/{plan}/reopening", {}, net.worker, match=99),
        net.intake.post(f"/v1/assessments/{assessment}/completion", {}, net.worker, match=99),
        net.intake.post("/v1/plans", {"person_id": person}, net.worker),
        net.intake.post(f"/v1/plans/{plan}/statements", {"evidence": "audio"}, net.worker),
    ]
    assert [(reply.status, reply.slug) for reply in attempts] == [(410, "subject-erased")] * len(attempts)
