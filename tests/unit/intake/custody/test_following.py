"""What follows the office that leads a case: plans, what is asked after a release, requests; and what stays history."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from contracts.vocabulary.care import PlanClosureReason
from contracts.vocabulary.network import AnsweredBy
from contracts.vocabulary.offices import EntryDoor, ReceptionChannel, ReceptionOutcome
from contracts.vocabulary.outcomes import LookBackMark
from contracts.vocabulary.rights import ConsentEvidence, IdentityMethod, RequestedBy, SubjectRequestKind
from infra.deadlines.deadline import deadline, deadline_id
from infra.eventstore.records import RecordedEvent
from services.intake.people.applications.erasures import ErasureRequestsApplication
from services.intake.people.applications.look_backs import LookBacksApplication
from services.intake.people.applications.papers import PapersApplication
from services.intake.people.applications.receiving import ReceivingApplication
from services.intake.people.applications.subject_requests import SubjectRequestsApplication
from services.intake.people.deadlines.look_backs import deadline_of
from services.intake.people.domain.look_back import LookBack
from services.intake.people.domain.plan_refusals import PlanWithoutLead
from services.intake.people.domain.reception import Reception
from tests.clock import Clock
from tests.unit.intake.custody.conftest import Town
from tests.unit.intake.follow_up.house import OPENING

TODAY = date(2025, 4, 17)


def last(town: Town, stream: UUID) -> RecordedEvent:
    with town.store.unit_of_work() as unit:
        return unit.history(stream)[-1]


def kept(town: Town, deadline_kept: UUID) -> Any:
    with town.store.unit_of_work() as unit:
        return unit.get(deadline("intake"), deadline_kept)


def test_an_open_plan_comes_over_and_nobody_leads_it_yet(town: Town) -> None:
    plan, goal = town.goal(town.plan())
    town.moves(town.person, town.bahia)
    found = town.plans.plan(plan.id)
    assert (found.office_id, found.lead_professional) == (town.bahia, None)
    assert found.goals[goal].worked_on
    assert town.plans.leading(plan.id) == town.bahia


def test_a_review_needs_somebody_who_leads(town: Town) -> None:
    plan = town.plan()
    town.moves(town.person, town.bahia)
    version = town.plans.plan(plan.id).version
    with pytest.raises(PlanWithoutLead):
        town.plans.review(plan.id, version)
    led = town.plans.take_over(plan.id, version, "rui")
    assert town.plans.review(plan.id, led.version).lead_professional == "rui"


def test_what_is_due_stays_due_when_it_was_and_the_next_is_due_in_the_new_zone(town: Town, clock: Clock) -> None:
    plan = town.plan()
    before = town.review(plan.review_id).due
    town.moves(town.person, town.bahia)
    assert town.review(plan.review_id).due == before
    clock.pass_by(days=20)
    led = town.plans.take_over(plan.id, town.plans.plan(plan.id).version, "rui")
    town.plans.review(plan.id, led.version)
    following = town.review(town.plans.plan(plan.id).review_id)
    assert following.place.zone == "America/Bahia"
    assert (before.at.hour, following.due.at.hour) == (3, 2)


def test_a_closed_plan_is_history_and_comes_over_when_it_is_reopened(town: Town) -> None:
    plan = town.plan()
    closed = town.plans.close(plan.id, plan.version, PlanClosureReason.PERSON_CHOICE)
    town.moves(town.person, town.bahia)
    found = town.plans.plan(plan.id)
    assert (found.office_id, found.version) == (town.office, closed.version)
    assert town.plans.leading(plan.id) == town.bahia
    again = town.plans.reopen(plan.id, found.version)
    assert (again.office_id, again.lead_professional) == (town.bahia, None)


def test_who_is_asked_after_a_release_is_asked_by_the_new_office(town: Town, clock: Clock) -> None:
    looking = LookBacksApplication(town.store)
    look_back = looking.start(town.person, TODAY)
    first = deadline_of(look_back.id, TODAY, LookBackMark.DAYS_30)
    before = kept(town, first).due
    town.moves(town.person, town.bahia)
    assert kept(town, first).due == before
    clock.pass_by(days=30)
    version = look_back.version + 1
    looking.review(town.person, version, LookBackMark.DAYS_30)
    said = last(town, LookBack.create_id(town.person))
    assert (said.event.office_id, said.metadata.tenant.uf) == (town.bahia, "BA")


def test_a_request_is_answered_by_who_leads(town: Town) -> None:
    asking = SubjectRequestsApplication(town.store)
    request = asking.open_request(town.person, SubjectRequestKind.ACCESS, RequestedBy.SELF, "lia")
    town.moves(town.person, town.bahia)
    assert asking.leading(request.id) == town.bahia
    asking.check_identity(request.id, request.version, IdentityMethod.KNOWN_TO_TEAM)
    assert last(town, request.id).metadata.tenant.org_id == town.bahia
    assert kept(town, deadline_id("intake", "DL15", request.id)).place.zone == "America/Manaus"


def test_an_erasure_is_decided_where_the_case_is_led(town: Town) -> None:
    erasing = ErasureRequestsApplication(town.store)
    request = erasing.open_request(town.person, RequestedBy.SELF, "lia")
    town.moves(town.person, town.bahia)
    assert erasing.leading(request.id) == town.bahia
    erasing.check_identity(request.id, request.version, IdentityMethod.KNOWN_TO_TEAM)
    assert last(town, request.id).metadata.tenant.uf == "BA"


def test_an_assessment_is_completed_by_who_goes_on_with_it(town: Town) -> None:
    started = town.assessments.start(town.person, "singularization", AnsweredBy.SELF, "lia")
    town.moves(town.person, town.bahia)
    assert town.assessments.leading(started.id) == town.bahia
    done = town.assessments.complete(started.id, started.version)
    assert done.office_id == town.office
    assert last(town, started.id).event.office_id == town.bahia


def received(town: Town) -> Reception:
    receiving = ReceivingApplication(town.store)
    return receiving.receive_contact(town.office, ReceptionChannel.PHONE, "lia", town.person, EntryDoor.SPONTANEOUS)


def test_a_reception_under_way_ends_where_it_goes_on_and_is_then_history(town: Town) -> None:
    reception = received(town)
    town.moves(town.person, town.bahia)
    assert town.people.responsible(reception.id) == town.office
    town.people.complete_reception(reception.id, reception.version, ReceptionOutcome.ORIENTED)
    assert town.people.responsible(reception.id) == town.bahia
    assert town.people.reception(reception.id).office_id == town.office


def test_a_paper_is_issued_again_by_who_leads(town: Town) -> None:
    reception = received(town)
    receiving, papers = ReceivingApplication(town.store), PapersApplication(town.store)
    _, certificate = receiving.issue_certificate(reception.id, "lia", ConsentEvidence.SIGNATURE)
    town.moves(town.person, town.bahia)
    assert papers.leading(town.person, certificate) == town.bahia
    assert papers.paper(town.person, certificate).office_id == town.office


def test_the_plans_of_a_merged_record_go_and_come_back_with_it(town: Town) -> None:
    other = town.somebody()
    plan = town.plans.open_plan(other, "lia", OPENING)
    town.custody.opened.append(plan.id)
    town.merge(other, town.person)
    town.moves(town.person, town.bahia)
    assert town.plans.plan(plan.id).office_id == town.bahia
    town.part(other, town.person)
    assert town.plans.plan(plan.id).office_id == town.office


def test_nothing_follows_an_older_word(town: Town) -> None:
    plan = town.plan()
    town.moves(town.person, town.bahia, number=2)
    town.plans.take_over(plan.id, town.plans.plan(plan.id).version, "rui")
    town.moves(town.person, town.office, number=1)
    found = town.plans.plan(plan.id)
    assert (found.office_id, found.lead_professional) == (town.bahia, "rui")


def test_a_plan_opened_at_the_moment_of_the_move_comes_over_with_the_first_decision(town: Town) -> None:
    plan = town.plan()
    town.custody.opened.clear()
    town.moves(town.person, town.bahia)
    assert town.plans.plan(plan.id).office_id == town.office
    led = town.plans.take_over(plan.id, plan.version, "rui")
    assert (led.office_id, led.lead_professional) == (town.bahia, "rui")
