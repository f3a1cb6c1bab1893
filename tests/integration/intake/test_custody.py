"""X02, X12 on intake's side: a case is led by another office, on the real read models; who reads what from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.kernel import now
from infra.web.host import EXTENSION, Host
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.domain.belonging import Move
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.intake.house import House, opened

BAHIA = {"uf": "BA", "municipality_ibge7": "2927408", "zone": "America/Bahia", "name": "Travessia"}
AWAY = 404
YESTERDAY = (now() - timedelta(days=1)).date().isoformat()


@dataclass
class Case:
    """Two offices, and a person of the first one."""

    api: Api
    first: House
    second: House
    person: str
    number: int = 0

    def read(self, house: House, path: str, status: int = 200) -> Any:
        reply = self.api.get(path, house.staff)
        assert reply.status == status, (path, reply.body)
        return reply.body

    def post(self, house: House, path: str, body: object, match: int | None = None, status: int = 200) -> Reply:
        reply = self.api.post(path, body, house.staff, match=match)
        assert reply.status == status, reply.body
        return reply

    def allows(self, house: House, receiving: House) -> str:
        body = {"scope": "TRANSFER_OFFICE", "recipients": [receiving.id]}
        return self.post(house, f"/v1/persons/{self.person}/consents", body, status=201).id

    def moves(self, house: House, grant: str | None = None) -> None:
        """As the message of referrals says it."""
        self.number += 1
        host: Host = self.api.client.application.extensions[EXTENSION]
        move = Move(self.number, UUID(house.id), uuid4(), UUID(grant) if grant else uuid4(), self.number > 1)
        CustodyApplication(host.store).move(UUID(self.person), move)


@pytest.fixture
def case(api: Callable[[str], Api], token: Token) -> Case:
    first, second = opened(api("intake"), token), opened(api("intake"), token, **BAHIA)
    person = first.person(civil_name="Marilene Fictícia Quintanilha", birth_date="1980-02-03")
    return Case(api("intake"), first, second, person)


def found(case: Case, house: House) -> list[str]:
    reply = case.api.post("/v1/person-searches", {"office_id": house.id, "name": "Quintanilha"}, house.staff)
    assert reply.status == 200, reply.body
    return [one["id"] for one in reply.body["items"]]


def test_everything_under_way_stands_in_the_new_offices_lists_and_no_more_in_the_old(case: Case) -> None:
    person = f"/v1/persons/{case.person}"
    plan = case.post(case.first, "/v1/plans", {"person_id": case.person}, status=201).id
    goal = {"domain": "housing", "text": "A room of my own"}
    case.post(case.first, f"/v1/plans/{plan}/goals", goal, status=201)
    case.post(case.first, f"{person}/look-back", {"released_on": YESTERDAY}, status=201)
    asked = {"person_id": case.person, "kind": "access", "requested_by": "self"}
    request = case.post(case.first, "/v1/data-subject-requests", asked, status=201).id
    lists = {
        "/v1/plans?office_id={}": "plan_id", "/v1/look-backs?office_id={}": "person_id",
        "/v1/data-subject-requests?office_id={}": "request_id",
    }  # fmt: skip
    before = {path: case.read(case.first, path.format(case.first.id))["items"] for path in lists}
    grant = case.allows(case.first, case.second)
    case.moves(case.second, grant)

    for path in lists:
        assert case.read(case.first, path.format(case.first.id))["items"] == []
        (line, *_) = case.read(case.second, path.format(case.second.id))["items"]
        due = "review_due_at" if "review_due_at" in line else "due_at"
        assert line[due] == before[path][0][due], "due dates stay"
    assert (found(case, case.first), found(case, case.second)) == ([], [case.person])
    load = case.read(case.second, f"/v1/caseloads?office_id={case.second.id}")["items"]
    assert [(one["professional"], one["open_plans"]) for one in load] == [(None, 1)]
    for path in (person, f"{person}/page", f"{person}/consents", f"/v1/plans/{plan}", f"{person}/contact-points"):
        case.read(case.first, path, AWAY)
        case.read(case.second, path)
    case.read(case.first, f"/v1/data-subject-requests/{request}", AWAY)
    case.post(case.first, f"/v1/plans/{plan}/pause", {}, match=2, status=AWAY)
    case.post(case.second, f"/v1/plans/{plan}/lead", {}, match=3)


def test_history_is_read_where_the_case_is_led_and_stays_the_old_offices(case: Case) -> None:
    came = case.first.arrive(person_id=case.person)
    started = case.post(case.first, f"/v1/receptions/{came.id}/start", {}, match=1)
    done = {"outcome": "oriented", "options_explained": True}
    case.moves(case.second)
    case.post(case.first, f"/v1/receptions/{came.id}/completion", done, match=started.version)
    case.read(case.first, f"/v1/receptions/{came.id}", AWAY)
    assert case.read(case.second, f"/v1/receptions/{came.id}")["office_id"] == case.first.id
    (line,) = case.read(case.second, f"/v1/persons/{case.person}/receptions")["items"]
    assert line["office_id"] == case.first.id
    case.first.arrive(expect=AWAY, person_id=case.person)
    assert case.first.day()["completed"] >= 1


def test_what_came_over_is_read_on_the_consent_and_who_read_it_is_on_record(case: Case) -> None:
    person = f"/v1/persons/{case.person}"
    plan = case.post(case.first, "/v1/plans", {"person_id": case.person}, status=201).id
    case.post(case.first, f"/v1/plans/{plan}/goals", {"domain": "employment", "text": "A job by the river"}, status=201)
    grant = case.allows(case.first, case.second)
    case.read(case.first, f"{person}/arrival", AWAY)
    case.moves(case.second, grant)
    arrived = case.read(case.second, f"{person}/arrival")
    assert (arrived["from_office_id"], arrived["grant_id"]) == (case.first.id, grant)
    assert arrived["plans"][0]["goals"][0]["text"] == "A job by the river"
    assert [one["goes_on"] for one in arrived["consents"]] == [False]
    uses = case.read(case.second, f"{person}/consents/{grant}/uses")["items"]
    assert {(use["purpose"], use["recipient"]) for use in uses} == {("transfer", case.second.id)}
    assert {kind for use in uses for kind in use["kinds"]} >= {"case", "text"}
    case.post(case.second, f"{person}/consents/{grant}/withdrawal", {}, status=201)
    case.read(case.second, f"{person}/arrival", 410)


def test_a_move_and_its_reversal_are_told_to_the_person_as_two(case: Case, token: Token) -> None:
    grant = case.allows(case.first, case.second)
    for house in (case.second, case.first):
        case.moves(house, grant)
    herself = token("person", subject=f"urn:travessia:person:{case.person}")
    lines = case.api.get(f"/v1/persons/{case.person}/disclosures", herself).body["items"]
    told = [(line["institution"], line["recipient"]) for line in lines if line["kinds"] == ["case"]]
    assert told == [(case.first.id, case.second.id), (case.second.id, case.first.id)]


def test_who_leads_is_told_to_referrals_alone(case: Case, token: Token) -> None:
    path = f"/v1/persons/{case.person}/leading-office"
    service = token("service", subject="urn:travessia:referrals")
    case.moves(case.second)
    assert case.api.get(path, service).body == {"office_id": case.second.id, "uf": "BA"}
    assert case.api.get(f"/v1/persons/{uuid4()}/leading-office", service).status == AWAY
    for stranger in (case.first.staff, token("service", subject="urn:travessia:analytics")):
        assert case.api.get(path, stranger).status in (403, AWAY)


def test_an_office_that_closes_hands_over_one_by_one(case: Case) -> None:
    case.post(case.first, "/v1/plans", {"person_id": case.person}, status=201)
    path = f"/v1/offices/{case.first.id}/hand-overs"
    assert case.read(case.first, path)["items"] == []
    case.read(case.second, path, AWAY)
    assert case.first.step("closing", receiving_office_id=case.second.id).status == 200
    (line,) = case.read(case.first, path)["items"]
    assert (line["person_id"], line["grant_id"], line["reachable"]) == (case.person, None, False)
    assert case.read(case.second, path)["items"] == []
    grant = case.allows(case.first, case.second)
    assert [one["grant_id"] for one in case.read(case.second, path)["items"]] == [grant]
    case.moves(case.second, grant)
    assert case.read(case.first, path)["items"] == case.read(case.second, path)["items"] == []
    assert case.first.step("closure").status == 200
    entry = case.read(case.second, f"/v1/offices/{case.first.id}/entry")
    assert (entry["status"], entry["successor"]["id"]) == ("closed", case.second.id)
