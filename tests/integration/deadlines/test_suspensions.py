"""Suspensions over HTTP: who may declare them, and what they do to the deadlines that are open and those that come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from contracts.vocabulary.network import Urgency
from infra.deadlines.deadline import deadline_id
from infra.deadlines.suspension import declare
from tests.conftest import Token
from tests.http import Api
from tests.integration.deadlines.conftest import Town

FLOOD = {
    "uf": "RR",
    "municipality_ibge7": "1400100",
    "first_on": "2025-04-22",
    "last_on": "2025-04-23",
    "act": "Decree 7",
}


def flood(town: Town, scope: str | None = None) -> Any:
    where = scope or f"BR-{town.home.ibge7}"
    declared = declare("referrals", where, date(2025, 4, 22), date(2025, 4, 23), "Decree 7/2025")
    with town.one.store.unit_of_work() as unit:
        unit.save(declared)
    return declared


def test_open_deadlines_that_it_covers_end_later(town: Town) -> None:
    """Three business days from Thursday 17 April end on the 24th; two of them are suspended."""
    covered, clock_hours = town.send(Urgency.WEEK), town.send()
    assert town.kept(covered).due.on == date(2025, 4, 24)
    declared = flood(town)
    town.one.turn()
    assert town.kept(covered).due.on == date(2025, 4, 28)
    assert town.told(deadline_id("referrals", "DL05", covered)) == ["Started", "Extended"]
    assert town.one.cases.referral(covered).response_due_at == town.kept(covered).due.at
    assert town.told(deadline_id("referrals", "DL05", clock_hours)) == ["Started"]
    with town.one.store.begin() as unit:
        extended = unit.history(deadline_id("referrals", "DL05", covered))[-1].event
    assert (extended.suspension_id, extended.reason) == (declared.id, "Decree 7/2025")  # type: ignore[attr-defined]


def test_it_is_applied_once_whatever_the_number_of_turns(town: Town) -> None:
    covered, declared = town.send(Urgency.WEEK), flood(town)
    for _ in range(3):
        town.one.turn()
        town.two.turn()
        town.clock.pass_by(seconds=31)
    assert town.told(declared.id) == ["Declared", "Applied"]
    assert town.told(deadline_id("referrals", "DL05", covered)) == ["Started", "Extended"]


def test_a_deadline_that_starts_afterwards_knows_it(town: Town) -> None:
    flood(town)
    assert town.kept(town.send(Urgency.WEEK)).due.on == date(2025, 4, 28)


def test_elsewhere_nothing_changes(town: Town) -> None:
    referral = town.send(Urgency.NORMAL)
    before = town.kept(referral).due
    flood(town, scope="BR-1302603")
    town.one.turn()
    assert town.kept(referral).due == before


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"uf": "AM", "municipality_ibge7": "1302603"}, 404, None),
        ({"municipality_ibge7": "1302603"}, 422, "in-another-state"),
        ({"municipality_ibge7": "1400001"}, 422, "unknown-municipality"),
        ({"court": "federal"}, 422, "either-municipality-or-court"),
        ({"last_on": "2025-04-21"}, 409, None),
        ({"last_on": "2027-04-21"}, 409, None),
        ({"act": "  "}, 409, None),
        ({"act": "Decree for 529.982.247-25"}, 409, None),
    ],
)
def test_what_cannot_be_declared(
    api: Callable[[str], Api], token: Token, change: dict[str, Any], status: int, code: str | None
) -> None:
    reply = api("referrals").post("/v1/suspensions", FLOOD | change, token("calendar_keeper", uf=["RR"]))
    assert reply.status == status
    assert code is None or reply.body["errors"][0]["code"] == code


def test_only_who_keeps_the_calendar_declares(api: Callable[[str], Api], token: Token) -> None:
    reply = api("referrals").post("/v1/suspensions", FLOOD, token("network_manager", uf=["RR"]))
    assert reply.status == 403


def test_every_store_that_keeps_deadlines_takes_them(api: Callable[[str], Api], token: Token) -> None:
    keeper = token("calendar_keeper", uf=["RR"])
    act = {**FLOOD, "first_on": "2031-03-03", "last_on": "2031-03-04"}
    for store in ("referrals", "coordination", "notices", "commissions"):
        declared = api(store).post("/v1/suspensions", act, keeper)
        assert declared.status == 201
        listed = api(store).all("/v1/suspensions?limit=200", keeper)
        assert declared.id in {known["suspension_id"] for known in listed}


def test_operators_list_what_waits_in_their_state(town: Town, api: Callable[[str], Api], token: Token) -> None:
    """X09: by the clock of UTC and by the one on the wall, so that nobody compares two walls."""
    missed, waiting = town.send(), town.send(Urgency.WEEK)
    town.clock.pass_by(hours=5)
    town.one.turn()
    manager, found = token("network_manager", uf=[town.home.uf]), {}
    place = f"uf={town.home.uf}&municipality_ibge7={town.home.ibge7}"
    for status in ("missed", "open"):
        path = f"/v1/deadlines?{place}&status={status}&rule=DL05"
        items = api("referrals").get(path, manager).body["items"]
        assert {item["status"] for item in items} == {status}
        assert [item["due_at"] for item in items] == sorted(item["due_at"] for item in items)
        found |= {item["subject"]: item for item in items}
    assert found[str(missed)]["due_at"] == "2025-04-17T16:00:00Z"
    assert found[str(missed)]["due_local"] == "2025-04-17T13:00:00-03:00"
    assert found[str(waiting)]["zone"] == "America/Sao_Paulo"


def test_a_list_goes_on_page_by_page(town: Town, api: Callable[[str], Api], token: Token) -> None:
    mine, manager = {str(town.send(Urgency.NORMAL)) for _ in range(3)}, token("network_manager", uf=[town.home.uf])
    seen: list[str] = []
    path: str | None = f"/v1/deadlines?uf={town.home.uf}&municipality_ibge7={town.home.ibge7}&limit=2"
    while path:
        reply = api("referrals").get(path, manager)
        seen += [item["subject"] for item in reply.body["items"]]
        link = reply.headers.get("Link", "")
        path = link[1 : link.index(">")].removeprefix("/referrals") if link else None
    assert len(seen) == len(mine) == 3
    assert set(seen) == mine


def test_another_state_does_not_exist(api: Callable[[str], Api], token: Token) -> None:
    manager = token("network_manager", uf=["RR"])
    assert api("referrals").get("/v1/deadlines?uf=AM", manager).status == 404
    assert api("referrals").get("/v1/deadlines", manager).status == 422


def test_a_confidential_store_lists_no_deadline(api: Callable[[str], Api], token: Token) -> None:
    """That there is one would tell of a notice, in a court, on a day (B.7)."""
    for store in ("notices", "commissions"):
        assert api(store).get("/v1/deadlines?uf=RR", token("calendar_keeper", uf=["RR"])).status == 404


def test_a_suspension_waits_until_nobody_can_have_missed_it(town: Town) -> None:
    declared = flood(town)
    town.one.turn()
    assert town.told(declared.id) == ["Declared"]
    town.clock.instant += timedelta(seconds=31)
    town.one.turn()
    assert town.told(declared.id) == ["Declared", "Applied"]
