"""The directory over HTTP: partners, offers and the places that are left."""

from __future__ import annotations

from uuid import uuid4

from tests.conftest import Token
from tests.integration.referrals.conftest import PLACE, Network


def listed(network: Network) -> dict[str, object] | None:
    """The partner's line in the directory, on whichever page it stands."""
    link = "/v1/partners?uf=AM&limit=200"
    while link:
        reply = network.api.get(link, network.staff)
        for line in reply.body["items"]:
            if line["partner_id"] == network.partner_id:
                return dict(line)
        link = reply.headers.get("Link", "").split(">")[0].lstrip("<")
    return None


def offered(network: Network, offer: str) -> dict[str, object] | None:
    link = "/v1/offers?need_domain=housing&uf=AM&limit=200"
    while link:
        reply = network.api.get(link, network.staff)
        for line in reply.body["items"]:
            if line["offer_id"] == offer:
                return dict(line)
        link = reply.headers.get("Link", "").split(">")[0].lstrip("<")
    return None


def test_the_directory_says_how_far_a_partner_has_come_and_a_suspended_one_has_no_open_offers(network: Network) -> None:
    line = listed(network)
    assert line is not None
    assert (line["legal_name"], line["funnel"]) == ("Casa Travessia", "active")
    path, offer = f"/v1/partners/{network.partner_id}", network.offer(slots=3)
    assert offered(network, offer) is not None
    network.must(network.api.post(f"{path}/suspension", {}, network.manager, match=3))
    again = listed(network)
    assert again is not None
    assert again["funnel"] == "suspended"
    assert offered(network, offer) is None
    assert len(network.api.get(path, network.staff).body["agreements"]) == 1


def test_an_offer_is_found_while_it_is_open_and_shows_its_free_places(network: Network) -> None:
    offer = network.offer(slots=3)
    assert (offered(network, offer) or {})["free"] == 3
    path = f"/v1/offers/{offer}"
    network.must(network.api.post(f"{path}/capacity", {"slots": 5}, network.manager, match=1))
    assert (offered(network, offer) or {})["free"] == 5
    network.must(network.api.post(f"{path}/pause", {}, network.manager, match=2))
    assert offered(network, offer) is None
    network.must(network.api.post(f"{path}/resumption", {}, network.manager, match=3))
    assert offered(network, offer) is not None
    network.must(network.api.post(f"{path}/withdrawal", {}, network.manager, match=4))
    assert network.api.get(path, network.staff).body["status"] == "withdrawn"


def test_the_offers_of_a_municipality_come_before_all_others(network: Network) -> None:
    """Over the pages too: nothing comes twice, and nothing elsewhere before what is near."""
    near, seen = network.offer(), []
    link = f"/v1/offers?need_domain=housing&uf=AM&near={PLACE['municipality_ibge7']}&limit=2"
    while link:
        reply = network.must(network.api.get(link, network.staff))
        seen += [
            (line["municipality_ibge7"] != PLACE["municipality_ibge7"], line["offer_id"])
            for line in reply.body["items"]
        ]
        link = reply.headers.get("Link", "").split(">")[0].lstrip("<")
    assert (False, near) in seen
    assert seen == sorted(set(seen))
    assert [offer for _, offer in seen if offer == near] == [near]
    elsewhere = network.must(network.api.get("/v1/offers?uf=AM&near=1302603&limit=200", network.staff)).body["items"]
    assert near in [line["offer_id"] for line in elsewhere]
    assert network.api.get("/v1/offers?near=manaus", network.staff).status == 422


def test_the_police_is_no_partner(network: Network) -> None:
    body = {"legal_name": "Delegacia", "org_type": "police", **PLACE}
    refused = network.must(network.api.post("/v1/partners", body, network.manager), 409)
    assert refused.slug == "referrals-never-a-recipient"


def test_another_state_is_outside_the_territory(network: Network, token: Token) -> None:
    stranger = token("network_manager", uf=["BA"])
    body = {"legal_name": "Casa", "org_type": "ngo", **PLACE}
    assert network.api.post("/v1/partners", body, stranger).status == 404
    path = f"/v1/partners/{network.partner_id}/suspension"
    assert network.api.post(path, {}, stranger, match=3).status == 404


def test_an_unknown_zone_or_partner_is_refused(network: Network) -> None:
    body = {"legal_name": "Casa", "org_type": "ngo", **PLACE, "zone": "America/Atlantis"}
    refused = network.must(network.api.post("/v1/partners", body, network.manager), 422)
    assert refused.body["errors"][0]["pointer"] == "/zone"
    offer = {"partner_id": str(uuid4()), "need_domains": ["housing"], "slots": 1}
    assert network.api.post("/v1/offers", offer, network.manager).status == 404
