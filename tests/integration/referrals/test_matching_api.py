"""Matching over HTTP: what is open is ranked with its reasons, what may not serve is shown with why not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Token
from tests.integration.referrals.conftest import Network

# No other test offers anything for this need in this state.
NEED, HERE, NEIGHBOUR, ELSEWHERE = "digital_access", "1399991", "1302603", "2999993"


def offer(network: Network, place: str | None = None, slots: int = 2, **terms: Any) -> str:
    body: dict[str, Any] = {"partner_id": network.partner_id, "need_domains": [NEED], "slots": slots, "terms": terms}
    if place:
        uf = {"13": "AM", "29": "BA"}[place[:2]]
        address = {"street": "Rua A", "number": "1", "district": "Centro"}
        where = {"partner_id": network.partner_id, "uf": uf, "municipality_ibge7": place, "address": address}
        body["site_id"] = network.must(network.api.post("/v1/sites", where, network.manager), 201).id
    return network.must(network.api.post("/v1/offers", body, network.manager), 201).id


def match(network: Network, mine: list[str], **known: Any) -> dict[str, list[dict[str, Any]]]:
    """What the answer says of these offers: other tests leave others behind."""
    body = {"need_domain": NEED, "municipality_ibge7": HERE, "limit": 50, **known}
    found = network.must(network.api.post("/v1/matches", body, network.staff)).body
    kinds = ("eligible", "not_eligible")
    return {kind: [line for line in found[kind] if line["offer_id"] in mine] for kind in kinds}


@pytest.fixture(autouse=True)
def alone(network: Network) -> Any:
    """Each test's partner closes behind it, so that its offers crowd out nobody."""
    yield
    path = f"/v1/partners/{network.partner_id}"
    version = network.api.get(path, network.staff).version
    network.must(network.api.post(f"{path}/closure", {}, network.manager, match=version))


def test_the_nearest_free_one_with_the_shortest_wait_comes_first(network: Network) -> None:
    far = offer(network, ELSEWHERE, waiting_days=0)
    state = offer(network, NEIGHBOUR)
    full = offer(network, HERE, slots=0)
    queue = offer(network, HERE, slots=0, waiting_list=True)
    slow = offer(network, HERE, waiting_days=9)
    quick = offer(network, HERE, waiting_days=0)
    unknown = offer(network, HERE)
    mine = [far, state, full, queue, slow, quick, unknown]
    lines = match(network, mine)["eligible"]
    assert [line["offer_id"] for line in lines] == [quick, slow, unknown, queue, full, state, far]
    assert [line["reasons"] for line in lines] == [
        ["same_municipality", "place_free", "no_wait"],
        ["same_municipality", "place_free", "wait_known"],
        ["same_municipality", "place_free", "wait_unknown"],
        ["same_municipality", "waiting_list", "wait_unknown"],
        ["same_municipality", "full", "wait_unknown"],
        ["same_state", "place_free", "wait_unknown"],
        ["elsewhere", "place_free", "no_wait"],
    ]
    assert [line["rank"] for line in lines] == sorted(line["rank"] for line in lines)
    assert quick not in [line["offer_id"] for line in match(network, mine, without=[quick])["eligible"]]


def test_what_somebody_needs_to_get_in_goes_before_the_way_there(network: Network) -> None:
    stairs, ramp = offer(network, HERE), offer(network, NEIGHBOUR, accessibility=["step_free"], languages=["es"])
    lines = match(network, [stairs, ramp], accessibility=["step_free"], languages=["es", "ht"])["eligible"]
    assert [(line["offer_id"], line["reasons"][0], line["reasons"][-1]) for line in lines] == [
        (ramp, "accessible", "language_spoken"),
        (stairs, "not_accessible", "language_not_spoken"),
    ]


def test_who_may_not_be_served_is_told_why_and_what_is_not_known_is_to_be_asked(network: Network) -> None:
    women = offer(network, HERE, eligibility={"genders": ["FEMALE"], "age_from": 18, "documents": ["cpf"]})
    kept = match(network, [women], age=17, gender="FEMALE")
    assert [(line["why_not"], line["to_ask"], line["rank"]) for line in kept["not_eligible"]] == [
        (["age"], ["documents"], 0)
    ]
    kept = match(network, [women], age=30, gender="DECLINED", documents=["cpf"])
    assert [(line["why_not"], line["to_ask"]) for line in kept["eligible"]] == [([], ["gender"])]


def test_whoever_may_be_sent_nobody_is_not_proposed(network: Network) -> None:
    paused, open_one = offer(network), offer(network)
    network.must(network.api.post(f"/v1/offers/{paused}/pause", {}, network.manager, match=1))
    mine = [paused, open_one]
    assert [line["offer_id"] for line in match(network, mine)["eligible"]] == [open_one]
    path = f"/v1/partners/{network.partner_id}/suspension"
    network.must(network.api.post(path, {}, network.manager, match=3))
    assert match(network, mine) == {"eligible": [], "not_eligible": []}


def test_a_stage_that_the_partner_does_not_serve(network: Network) -> None:
    mine = [offer(network)]
    path = f"/v1/partners/{network.partner_id}/profile"
    network.must(network.api.post(path, {"serves": ["after_release"]}, network.manager, match=3))
    assert match(network, mine, stage="before_release")["not_eligible"][0]["why_not"] == ["stage"]
    assert match(network, mine, stage="after_release")["eligible"][0]["offer_id"] == mine[0]


def test_a_need_is_asked_for_in_ones_own_territory(network: Network, token: Token) -> None:
    body = {"need_domain": NEED, "municipality_ibge7": HERE}
    assert network.api.post("/v1/matches", body, token("social_worker", uf=["BA"])).status == 404
    assert network.api.post("/v1/matches", {**body, "name": "x"}, network.staff).status == 422


def test_the_map_of_capacities_counts_offers_places_and_what_was_not_enough(network: Network) -> None:
    def line() -> dict[str, Any]:
        query = f"/v1/capacities?uf=AM&need_domain={NEED}&limit=200"
        found = network.must(network.api.get(query, network.staff)).body["items"]
        return next((one for one in found if one["municipality_ibge7"] == HERE), dict.fromkeys(COUNTS, 0))

    before = line()
    first, paused = offer(network, slots=3), offer(network, slots=5)
    network.must(network.api.post(f"/v1/offers/{paused}/pause", {}, network.manager, match=1))
    for step, body in (("acceptance", {}), ("decline", {"reason": "no_capacity"})):
        referral = network.draft(need_domain=NEED)
        network.must(network.send(referral, first, network.consent(), shared_fields=[]))
        network.must(network.does(referral, step, 2, body))
    after = line()
    assert {name: after[name] - before[name] for name in COUNTS} == {
        "offers": 2, "open": 1, "slots": 3, "free": 2, "waiting": 0, "declined_for_capacity": 1,
    }  # fmt: skip
    assert network.api.get("/v1/capacities?uf=BA", network.staff).status == 404


COUNTS = ("offers", "open", "slots", "free", "waiting", "declined_for_capacity")
