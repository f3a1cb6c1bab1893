"""A follow-up over HTTP, on the real databases: assessed, agreed, achieved, stated; and who sees which part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from infra import world
from infra.deadlines.running import StoreTimer
from infra.web.host import EXTENSION, Host
from infra.world import now
from tests.clock import Midday
from tests.conftest import Token
from tests.http import Api, Reply


@dataclass
class Office:
    """An office with one professional, and a person who is followed up there."""

    api: Api
    id: str
    staff: str
    person: str

    def post(self, path: str, body: object, match: int | None = None, status: int = 200) -> Reply:
        reply = self.api.post(path, body, self.staff, match=match)
        assert reply.status == status, reply.body
        return reply

    def get(self, path: str, token: str | None = None) -> Reply:
        return self.api.get(path, token or self.staff)

    def plan(self, **values: object) -> str:
        return self.post("/v1/plans", {"person_id": self.person, **values}, status=201).id


@pytest.fixture
def office(api: Callable[[str], Api], token: Token) -> Office:
    intake, coordinator = api("intake"), token("office_coordinator", uf=["AM"])
    body = {
        "name": "Porto Sereno", "level": "state", "uf": "AM", "municipality_ibge7": "1399991",
        "zone": "America/Manaus",
    }  # fmt: skip
    office = intake.post("/v1/offices", body, coordinator).id
    staff = token("social_worker", office=[office], uf=["AM"])
    person = {"client_types": ["released"], "civil_name": "Name In The Register", "social_name": "Dandara"}
    return Office(intake, office, staff, intake.post("/v1/persons", person, staff).id)


@pytest.fixture
def midday() -> Iterator[None]:
    """A day of follow-up is one day."""
    with world.use(Midday("America/Manaus")):
        yield


@pytest.mark.usefixtures("midday")
def test_from_the_assessment_to_the_statement(office: Office) -> None:
    started = office.post("/v1/assessments", {"person_id": office.person, "methodology": "singularization"}, status=201)
    path = f"/v1/assessments/{started.id}"
    said = {"domain": "housing", "situation": "critical", "person_priority": 1, "narrative": "Sleeps at a friend's"}
    version = office.post(f"{path}/domains", said, match=1).version
    version = office.post(f"{path}/strengths", {"strength": "Cooks for many"}, match=version).version
    marker = {"marker": "race", "description": "A Black woman from the river"}
    version = office.post(f"{path}/identity-markers", marker, match=version).version
    office.post(f"{path}/completion", {}, match=version)
    read = office.get(path).body
    assert read["domains"][0] == {**said, "professional_priority": None}
    assert (read["identity"], read["status"]) == ([marker], "completed")
    assert "family_map" in read["skipped_items"]

    plan = f"/v1/plans/{office.plan(assessment_id=started.id)}"
    opened = office.get(plan)
    assert [(goal["domain"], goal["status"]) for goal in opened.body["goals"]] == [("housing", "proposed")]
    goal = f"{plan}/goals/{opened.body['goals'][0]['goal_id']}"
    version = office.post(f"{goal}/change", {"text": "A room of my own"}, match=opened.version).version
    for step in ("agreement", "progress", "achievement"):
        version = office.post(f"{goal}/{step}", {}, match=version).version
    version = office.post(f"{plan}/closure", {"reason": "goals_met"}, match=version).version
    done = office.get(plan).body
    assert (done["goals"][0]["text"], done["goals"][0]["status"]) == ("A room of my own", "achieved")
    assert (done["status"], done["closure_reason"], done["review_due_on"]) == ("closed", "goals_met", None)

    assert office.api.post(f"{plan}/statements", {}, office.staff).slug == "intake-statement-needs-their-will"
    stated = office.post(f"{plan}/statements", {"evidence": "signature"}, status=201)
    statement = office.get(f"{plan}/statements/{stated.id}").body
    assert (statement["display_name"], statement["civil_name"]) == ("Dandara", "Name In The Register")
    assert (statement["days"], statement["office"]) == (1, "Porto Sereno")


def test_a_statement_by_consent_ends_with_the_consent(office: Office) -> None:
    plan = f"/v1/plans/{office.plan()}"
    grants = f"/v1/persons/{office.person}/consents"
    grant = office.post(grants, {"scope": "FOLLOW_UP_STATEMENT"}, status=201).id
    stated = office.post(f"{plan}/statements", {"grant_id": grant}, status=201).id
    assert office.get(f"{plan}/statements/{stated}").status == 200
    office.post(f"{grants}/{grant}/withdrawal", {}, status=201)
    assert office.get(f"{plan}/statements/{stated}").status == 410
    assert office.get(f"{plan}/statements/{uuid4()}").status == 404


def test_the_days_work_of_an_office(office: Office) -> None:
    soon, later = office.plan(review_every_days=7), office.plan()
    due = office.get(f"/v1/plans?office_id={office.id}").body["items"]
    assert [line["plan_id"] for line in due] == [soon, later]
    assert not any(line["review_missed"] for line in due)
    until = due[0]["review_due_on"]
    items = office.get(f"/v1/plans?office_id={office.id}&until={until}").body["items"]
    assert [line["plan_id"] for line in items] == [soon]
    office.post(f"/v1/plans/{soon}/pause", {}, match=1)
    assert [line["plan_id"] for line in office.get(f"/v1/plans?office_id={office.id}").body["items"]] == [later]
    load = office.get(f"/v1/caseloads?office_id={office.id}").body["items"]
    assert [(line["open_plans"], line["paused_plans"], line["missed_reviews"]) for line in load] == [(1, 1, 0)]
    office.post(f"/v1/plans/{soon}/reopening", {}, match=2)
    reviewed = office.post(f"/v1/plans/{later}/reviews", {}, match=1)
    assert office.get(f"/v1/plans/{later}").body["review_due_on"] >= until
    assert reviewed.version == 2


def test_the_persons_page_has_headers_only(office: Office) -> None:
    assessment = {"person_id": office.person, "methodology": "stigma"}
    ids = [office.post("/v1/assessments", assessment, status=201).id for _ in range(3)]
    page = office.get(f"/v1/persons/{office.person}/assessments?limit=2")
    link = page.headers["Link"].split(">")[0].lstrip("<")
    items = page.body["items"] + office.get(link).body["items"]
    assert [item["assessment_id"] for item in items] == ids[::-1]
    assert not {"domains", "strengths", "identity", "family_map"} & items[0].keys()
    plan = office.plan()
    assert [item["plan_id"] for item in office.get(f"/v1/persons/{office.person}/plans").body["items"]] == [plan]


def test_another_office_finds_nothing_and_a_receptionist_reads_nothing(office: Office, token: Token) -> None:
    assessment = office.post("/v1/assessments", {"person_id": office.person, "methodology": "stigma"}, status=201).id
    plan = office.plan()
    there = token("social_worker", office=[uuid4()], uf=["AM"])
    desk = token("receptionist", office=[office.id], uf=["AM"])
    for path in (
        f"/v1/assessments/{assessment}", f"/v1/plans/{plan}", f"/v1/plans?office_id={office.id}",
        f"/v1/caseloads?office_id={office.id}", f"/v1/persons/{office.person}/plans",
        f"/v1/persons/{office.person}/assessments",
    ):  # fmt: skip
        assert office.get(path, there).status == 404
        assert office.get(path, desk).status == 403
    assert office.api.post("/v1/plans", {"person_id": office.person}, there).status == 404


def test_a_referral_serves_one_goal_of_the_plan(office: Office) -> None:
    plan = f"/v1/plans/{office.plan()}"
    goal = office.post(f"{plan}/goals", {"domain": "food"}, status=201).id
    referral = {"referral_id": str(uuid4())}
    office.post(f"{plan}/goals/{goal}/referrals", referral, status=201)
    again = office.api.post(f"{plan}/goals/{goal}/referrals", referral, office.staff)
    assert (again.status, again.slug) == (409, "intake-referral-serves-a-goal")


def test_methodologies_are_listed_with_their_days(office: Office) -> None:
    items = office.get("/v1/methodologies").body["items"]
    found = {(item["methodology"], item["methodology_version"]): item["in_force_until"] for item in items}
    assert found["singularization", "1"] == "2023-12-31"
    assert found["singularization", "2"] is None


def test_a_review_that_nobody_held_is_on_the_list_as_missed(office: Office) -> None:
    long_ago = (now() - timedelta(days=60)).isoformat()
    plan = office.plan(occurred_at=long_ago)
    host: Host = office.api.client.application.extensions[EXTENSION]
    timer = StoreTimer("intake")
    timer.open(host.store, host.applications)
    timer.turn(host.applications[0])
    (line,) = office.get(f"/v1/plans?office_id={office.id}").body["items"]
    assert (line["plan_id"], line["review_missed"]) == (plan, True)
    load = office.get(f"/v1/caseloads?office_id={office.id}").body["items"]
    assert [one["missed_reviews"] for one in load] == [1]
    office.post(f"/v1/plans/{plan}/reviews", {}, match=1)
    (line,) = office.get(f"/v1/plans?office_id={office.id}").body["items"]
    assert not line["review_missed"]


def test_a_completed_assessment_leads_to_the_offers_for_its_needs(
    office: Office, api: Callable[[str], Api], token: Token
) -> None:
    started = office.post("/v1/assessments", {"person_id": office.person, "methodology": "singularization"}, status=201)
    path, version = f"/v1/assessments/{started.id}", 1
    for domain, situation, first in (("employment", "unmet", 2), ("housing", "critical", 1), ("food", "met", 3)):
        said = {"domain": domain, "situation": situation, "person_priority": first}
        version = office.post(f"{path}/domains", said, match=version).version
    assert office.get(f"{path}/proposals").body["proposals"] == []
    office.post(f"{path}/completion", {}, match=version)
    proposed = office.get(f"{path}/proposals").body["proposals"]
    assert [one["domain"] for one in proposed] == ["housing", "employment"]
    assert proposed[0]["offers"] == "/referrals/v1/offers?need_domain=housing&uf=AM&near=1399991"
    own = token("social_worker", office=[office.id], uf=["AM"])
    offers = api("referrals").get(proposed[0]["offers"].removeprefix("/referrals"), own)
    assert offers.status == 200
    assert all("housing" in offer["need_domains"] for offer in offers.body["items"])
    assert office.get(f"{path}/proposals", token("social_worker", office=[uuid4()], uf=["AM"])).status == 404
