"""An office over HTTP: step by step to its opening, what it offers, suspended, and closed when others take over."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.conftest import Token
from tests.http import Api
from tests.integration.intake.house import BODY, House, opened, slug


@pytest.fixture
def house(api: Callable[[str], Api], token: Token) -> House:
    return opened(api("intake"), token)


def test_an_office_is_agreed_installed_and_opened_by_both_powers(api: Callable[[str], Api], token: Token) -> None:
    intake, coordinator = api("intake"), token("office_coordinator", uf=["AM"])
    planned = House(intake, intake.post("/v1/offices", BODY, coordinator).id, coordinator, "", "")
    assert planned.step("installation").status == 409
    assert planned.step("agreement").body["status"] == "agreed"
    assert planned.step("installation").body["status"] == "installing"
    for power in ("judiciary", "municipal_executive"):
        assert slug(planned.step("opening")) == "intake-office-needs-both-powers"
        planned.step("managing-parties", org_id=str(uuid4()), power=power)
    assert planned.step("opening").body["status"] == "open"


def test_what_an_office_offers_is_read_with_it(house: House) -> None:
    hours = [{"weekday": 1, "begins": "08:00", "ends": "17:00"}]
    assert house.step("channels", channel="whatsapp", hours=hours, accessible=True).status == 200
    assert house.step("team", professional="lia", role="social_worker").status == 200
    assert house.step("methodologies", methodology="stigma", version="1", tool_version="2.1").status == 200
    visit = {
        "municipality_ibge7": "1302603", "begins_at": "2125-04-17T12:00:00Z", "ends_at": "2125-04-17T20:00:00Z",
    }  # fmt: skip
    visit_id = house.api.post(f"{house.path}/mobile-unit-visits", visit, house.coordinator).id
    found = house.read()
    assert found["channels"] == [{"channel": "whatsapp", "hours": hours, "accessible": True}]
    assert found["team"] == [{"professional": "lia", "role": "social_worker"}]
    assert found["methodologies"] == [{"methodology": "stigma", "version": "1", "tool_version": "2.1"}]
    assert found["visits"] == [{"visit_id": visit_id, **visit}]
    assert house.step(f"mobile-unit-visits/{visit_id}/cancellation").status == 200
    assert house.step("channel-removals", channel="whatsapp").status == 200
    assert house.step("team-removals", professional="lia", role="social_worker").status == 200
    found = house.read()
    assert (found["channels"], found["team"], found["visits"]) == ([], [], [])


@pytest.mark.parametrize(
    ("command", "body", "code"),
    [
        ("channel-removals", {"channel": "email"}, "intake-channel-not-offered"),
        ("team-removals", {"professional": "lia", "role": "peer"}, "intake-not-in-team"),
        ("methodologies", {"methodology": "stigma", "version": "99"}, "intake-methodology-not-in-force"),
        (
            "channels",
            {"channel": "phone", "accessible": True, "hours": [{"weekday": 1, "begins": "17:00", "ends": "08:00"}]},
            "intake-hours-contradict",
        ),
    ],
)
def test_what_an_office_cannot_offer_is_refused(house: House, command: str, body: dict[str, object], code: str) -> None:
    refused = house.step(command, **body)
    assert (refused.status, slug(refused)) == (409, code)


def test_the_mobile_unit_stays_in_its_state(house: House) -> None:
    visit = {
        "municipality_ibge7": "1200013", "begins_at": "2125-04-17T12:00:00Z", "ends_at": "2125-04-17T20:00:00Z",
    }  # fmt: skip
    refused = house.api.post(f"{house.path}/mobile-unit-visits", visit, house.coordinator)
    assert (refused.status, slug(refused)) == (409, "intake-visit-in-another-state")


def test_a_suspended_office_receives_nobody_until_it_resumes(house: House) -> None:
    person = house.person()
    assert house.step("suspension").body["status"] == "suspended"
    assert slug(house.arrive(expect=409)) == "intake-office-does-not-serve"
    contact = {"office_id": house.id, "channel": "phone"}
    assert slug(house.api.post("/v1/virtual-contacts", contact, house.staff)) == "intake-office-does-not-serve"
    assert slug(house.api.post("/v1/plans", {"person_id": person}, house.staff)) == "intake-office-does-not-serve"
    assert house.step("resumption").body["status"] == "open"
    house.arrive()


def test_an_office_without_anybody_closes_alone(house: House) -> None:
    assert house.step("closing").body["status"] == "closing"
    assert house.step("closure").body["status"] == "closed"
    assert slug(house.arrive(expect=409)) == "intake-office-does-not-serve"


def test_an_office_that_follows_somebody_up_closes_with_a_receiving_office_only(house: House, token: Token) -> None:
    receiving = opened(house.api, token)
    assert house.api.post("/v1/plans", {"person_id": house.person()}, house.staff).status == 201
    assert slug(house.step("closing")) == "intake-receiving-office-missing"
    for wrong in (house.id, str(uuid4())):
        refused = house.step("closing", receiving_office_id=wrong)
        assert slug(refused) == "intake-receiving-office-does-not-serve"
    assert house.step("closing", receiving_office_id=receiving.id).status == 200
    assert house.step("closure").body["status"] == "closed"
    assert house.read()["receiving_office_id"] == receiving.id


@pytest.mark.parametrize("under_way", ["waiting", "started", "case"])
def test_who_waits_is_heard_or_is_awaited_keeps_an_office_from_closing(house: House, under_way: str) -> None:
    if under_way == "case":
        case = {"office_id": house.id, "name": "Juliana", "expected_release_on": "2125-08-30"}
        assert house.api.post("/v1/pre-release-cases", case, house.staff).status == 201
    else:
        reception = house.arrive().id
    if under_way == "started":
        house.api.post(f"/v1/receptions/{reception}/start", {}, house.staff, match=1)
    assert slug(house.step("closing")) == "intake-receiving-office-missing"


def test_only_who_administers_offices_closes_them(house: House) -> None:
    for step in ("suspension", "closing", "closure", "resumption"):
        assert house.step(step, token=house.staff).status == 403


def test_another_states_coordinator_finds_no_such_office(house: House, token: Token) -> None:
    stranger = token("office_coordinator", uf=["BA"])
    for step in ("agreement", "suspension", "closing"):
        assert house.step(step, token=stranger).status == 404
