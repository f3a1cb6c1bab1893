"""Follow-up statements: only the days of the follow-up, and only because the person wants it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from contracts.vocabulary.rights import ConsentEvidence, ConsentScope
from infra.kernel import Gone, NotFound
from infra.refusals import Forbidden
from services.intake.people.domain.plan_refusals import StatementNeedsTheirWill, StatementNotFound
from services.intake.people.domain.statement import Period, Statement
from tests.clock import Clock
from tests.unit.intake.follow_up.house import OPENING, House


def test_a_statement_counts_the_days_of_the_follow_up_and_not_the_pause(house: House, clock: Clock) -> None:
    plan = house.plan()
    clock.pass_by(days=9)
    plan = house.plans.pause(plan.id, plan.version)
    clock.pass_by(days=30)
    plan = house.plans.reopen(plan.id, plan.version)
    clock.pass_by(days=4)
    plan, statement = house.statements.issue(plan.id, "lia", evidence=ConsentEvidence.SIGNATURE)
    assert plan.statement(statement).periods == (
        Period(date(2025, 4, 17), date(2025, 4, 26)), Period(date(2025, 5, 26), date(2025, 5, 30)),
    )  # fmt: skip
    assert plan.statement(statement).days == 15


def test_a_day_counts_once() -> None:
    day = date(2025, 5, 1)
    assert Statement(uuid4(), None, (Period(day, day), Period(day, day))).days == 1


def test_no_statement_without_the_persons_will(house: House) -> None:
    plan = house.plan()
    with pytest.raises(StatementNeedsTheirWill):
        house.statements.issue(plan.id, "lia")
    with pytest.raises(StatementNeedsTheirWill):
        house.statements.issue(plan.id, "lia", grant_id=uuid4(), evidence=ConsentEvidence.AUDIO)
    with pytest.raises(NotFound):
        house.statements.issue(plan.id, "lia", grant_id=uuid4())
    with pytest.raises(StatementNotFound):
        plan.statement(uuid4())


def test_a_consent_to_something_else_allows_no_statement(house: House) -> None:
    plan = house.plan()
    grant = house.consent(ConsentScope.SERVICE_RECORD)
    with pytest.raises(Forbidden):
        house.statements.issue(plan.id, "lia", grant_id=grant)


def test_a_statement_is_not_handed_over_when_the_consent_was_taken_back(house: House) -> None:
    plan = house.plan()
    grant = house.consent(ConsentScope.FOLLOW_UP_STATEMENT)
    _, statement = house.statements.issue(plan.id, "lia", grant_id=grant)
    assert house.statements.document(plan.id, statement, OPENING).civil_name == "Fictional Person"
    house.consents.withdraw(house.person, grant)
    with pytest.raises(Gone):
        house.statements.document(plan.id, statement, OPENING)
    with pytest.raises(Gone):
        house.statements.issue(plan.id, "lia", grant_id=grant)
