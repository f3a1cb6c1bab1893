"""PL12 and X11 over HTTP: a partner closes with people inside, and its office plans anew."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.referrals.conftest import Network
from tests.integration.referrals.test_partners_api import ADDRESS

LIST = "/v1/referrals-to-replan"


def accepted(network: Network, offer: str) -> str:
    referral = network.sent(offer)
    network.must(network.does(referral, "acceptance", 2))
    return referral


def to_replan(network: Network) -> list[dict[str, Any]]:
    found = network.must(network.api.get(f"{LIST}?office_id={network.office}", network.staff))
    assert found.body["office_status"] is None
    return list(found.body["items"])


def test_a_partner_closes_tonight_with_people_inside(network: Network, token: Token) -> None:
    """Nobody is moved: each is listed at the office, and leaves the list with what is decided together."""
    offer = network.offer(slots=5)
    inside, asked = [accepted(network, offer) for _ in range(3)], network.sent(offer)
    path = f"/v1/partners/{network.partner_id}"
    assert network.api.post(f"{path}/closure", {}, token("network_manager", uf=["BA"]), match=3).status == 404
    assert to_replan(network) == []
    closed = network.must(network.api.post(f"{path}/closure", {}, network.manager, match=3))
    assert closed.body["suspended"] == 4
    lines = to_replan(network)
    assert {line["referral_id"] for line in lines} == {*inside, asked}
    assert {(line["status"], line["replan_reason"]) for line in lines} == {("suspended", "partner_closed")}
    found = network.api.get(f"/v1/offers/{offer}", network.staff).body
    assert (found["status"], found["free"]) == ("withdrawn", 5)
    assert network.api.get(path, network.staff).body["funnel"] == "closed"
    one = network.api.get(f"/v1/referrals/{inside[0]}", network.staff)
    assert (one.body["status"], one.body["recall_due_at"] is not None) == ("suspended", True)
    gone = network.api.get(f"/v1/referrals/{inside[0]}/shared-fields", network.partner)
    assert (gone.status, gone.slug) == (410, "referrals-sharing-over")
    cancelled = network.api.post(
        f"/v1/referrals/{inside[0]}/cancellation", {"by": "office"}, network.staff, match=one.version
    )
    network.must(cancelled)
    assert {line["referral_id"] for line in to_replan(network)} == {*inside[1:], asked}
    refused = network.send(network.draft(), offer, network.consent())
    assert (refused.status, refused.slug) == (409, "referrals-offer-not-open")


def test_one_site_closes_and_who_is_served_elsewhere_stays(network: Network) -> None:
    body = {"partner_id": network.partner_id, "uf": "AM", "municipality_ibge7": "1399991", "address": ADDRESS}
    site = network.must(network.api.post("/v1/sites", body, network.manager), 201).id
    there = {"partner_id": network.partner_id, "site_id": site, "need_domains": ["housing"], "slots": 2}
    offer = network.must(
        network.api.post("/v1/offers", {**there, "data_needed": ["display_name"]}, network.manager), 201
    ).id
    leaves, stays = accepted(network, offer), accepted(network, network.offer())
    closed = network.must(network.api.post(f"/v1/sites/{site}/closure", {}, network.manager, match=1))
    assert closed.body["suspended"] == 1
    assert [(line["referral_id"], line["replan_reason"]) for line in to_replan(network)] == [(leaves, "site_closed")]
    assert network.api.get(f"/v1/referrals/{stays}", network.staff).body["status"] == "accepted"
    sites = network.api.get(f"/v1/sites?partner_id={network.partner_id}", network.staff).body["items"]
    assert sites == []
    assert network.api.get(f"/v1/sites/{site}", network.staff).body["closed_on"] is not None


def test_a_closing_before_its_day_is_refused(network: Network) -> None:
    path = f"/v1/partners/{network.partner_id}/closure"
    refused = network.api.post(path, {"effective_on": "2125-01-01"}, network.manager, match=3)
    assert (refused.status, refused.slug) == (409, "referrals-closing-not-yet")


def test_nobody_is_sent_where_a_closing_runs(network: Network) -> None:
    """At the same moment: whoever is sent is suspended with the rest, and who comes later is refused."""
    offer = network.offer(slots=9)
    ready = [(network.draft(), network.consent()) for _ in range(6)]

    def post(path: str, body: dict[str, Any], token: str, match: int) -> Reply:
        """Each of them as a client of its own."""
        return Api(network.api.client.application.test_client()).post(path, body, token, match=match)

    def send(referral: tuple[str, str]) -> Reply:
        body = {"offer_id": offer, "grant_id": referral[1], "shared_fields": ["display_name"]}
        return post(f"/v1/referrals/{referral[0]}/sending", body, network.staff, 1)

    def close() -> Reply:
        return post(f"/v1/partners/{network.partner_id}/closure", {}, network.manager, 3)

    with ThreadPoolExecutor(7) as pool:
        sending = [pool.submit(send, referral) for referral in ready[:3]]
        closing = pool.submit(close)
        sending += [pool.submit(send, referral) for referral in ready[3:]]
    sent = [reply.result().status for reply in sending].count(200)
    assert closing.result().body["suspended"] == sent
    assert len(to_replan(network)) == sent
    inbox = network.must(network.api.get("/v1/inbox?limit=200", network.partner)).body["items"]
    assert {line["status"] for line in inbox} <= {"suspended"}
