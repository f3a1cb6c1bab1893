"""PL35 over HTTP: the coordinator of an office that closes sees what is open there, the most urgent first."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from services.referrals.cases.replanning import ReplanningApplication
from tests.conftest import Token
from tests.integration.referrals.conftest import Network

LIST = "/v1/referrals-to-replan"


def drafted(network: Network, urgency: str) -> str:
    body = {"person_id": network.person, "office_id": network.office, "need_domain": "housing", "urgency": urgency}
    return network.must(network.api.post("/v1/referrals", body, network.staff), 201).id


def listed(network: Network, token: str, query: str = "") -> Any:
    return network.must(network.api.get(f"{LIST}?office_id={network.office}{query}", token))


def test_what_is_open_at_an_office_that_closes_is_planned_anew(network: Network, token: Token) -> None:
    coordinator = token("office_coordinator", office=[network.office], uf=["AM"])
    receiver = uuid4()
    ids = {urgency: drafted(network, urgency) for urgency in ("normal", "same_day", "week")}
    before = listed(network, coordinator).body
    assert (before["items"], before["office_status"]) == ([], None)
    app = ReplanningApplication(network.worker.store)
    app.announce(UUID(network.office), receiver)
    found = listed(network, coordinator).body
    assert (found["office_status"], found["receiving_office_id"]) == ("closing", str(receiver))
    assert [item["referral_id"] for item in found["items"]] == [ids["same_day"], ids["week"], ids["normal"]]
    first = listed(network, coordinator, "&limit=2")
    second = network.api.get(first.headers["Link"].split(">")[0].lstrip("<"), coordinator)
    assert [item["urgency"] for item in first.body["items"] + second.body["items"]] == ["same_day", "week", "normal"]
    network.must(network.api.post(f"/v1/referrals/{ids['week']}/discarding", {}, network.staff, match=1))
    assert [item["urgency"] for item in listed(network, coordinator).body["items"]] == ["same_day", "normal"]
    app.close(UUID(network.office), None)
    assert listed(network, coordinator).body["office_status"] == "closed"


def test_the_receiving_office_learns_of_nobody(network: Network, token: Token) -> None:
    receiver = uuid4()
    drafted(network, "same_day")
    ReplanningApplication(network.worker.store).announce(UUID(network.office), receiver)
    stranger = token("office_coordinator", office=[receiver], uf=["AM"])
    assert network.api.get(f"{LIST}?office_id={network.office}", stranger).status == 404
    assert network.api.get(f"{LIST}?office_id={receiver}", stranger).body["items"] == []
