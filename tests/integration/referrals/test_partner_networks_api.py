"""Support networks over HTTP: who belongs to them, that it opens nobody's data, and the map of assets."""

from __future__ import annotations

from tests.conftest import Token
from tests.integration.referrals.conftest import PLACE, Network

LOCAL = {"name": "Rede de Porto Sereno", "level": "local", "uf": "AM", "municipality_ibge7": "1399991"}


def neighbour(network: Network) -> str:
    body = {"legal_name": "Casa Vizinha", "org_type": "ngo", **PLACE}
    return network.must(network.api.post("/v1/partners", body, network.manager), 201).id


def test_membership_gives_no_access_to_data(network: Network, token: Token) -> None:
    other = neighbour(network)
    formed = network.must(network.api.post("/v1/partner-networks", LOCAL, network.manager), 201).id
    path = f"/v1/partner-networks/{formed}"
    for match, partner in ((1, network.partner_id), (2, other)):
        network.must(network.api.post(f"{path}/partners", {"partner_id": partner}, network.manager, match=match))
    members = network.must(network.api.get(f"{path}/partners", network.staff)).body["items"]
    assert {line["partner_id"] for line in members} == {network.partner_id, other}
    offer = network.offer()
    referral, member = network.sent(offer), token("partner", org=other, uf=["AM"])
    for address in (f"/v1/referrals/{referral}", f"/v1/referrals/{referral}/shared-fields"):
        assert network.api.get(address, member).status == 404
    assert network.api.get(f"/v1/offers/{offer}/waiting-list", member).status == 404
    assert network.api.get("/v1/inbox", member).body["items"] == []
    assert network.api.post(f"/v1/referrals/{referral}/acceptance", {}, member, match=2).status == 404
    network.must(network.api.post(f"{path}/partner-departures", {"partner_id": other}, network.manager, match=3))
    assert len(network.api.get(f"{path}/partners", network.staff).body["items"]) == 1


def test_networks_lead_up_and_never_back(network: Network, token: Token) -> None:
    local = network.must(network.api.post("/v1/partner-networks", LOCAL, network.manager), 201).id
    state = {"name": "Rede do Amazonas", "level": "state", "uf": "AM"}
    wider = network.must(network.api.post("/v1/partner-networks", state, network.manager), 201).id
    up = f"/v1/partner-networks/{local}/wider-networks"
    network.must(network.api.post(up, {"wider_id": wider}, network.manager, match=1))
    back = network.api.post(
        f"/v1/partner-networks/{wider}/wider-networks", {"wider_id": local}, network.manager, match=1
    )
    assert (back.status, back.slug) == (409, "referrals-network-not-wider")
    listed = network.api.all("/v1/partner-networks?uf=AM&limit=200", network.staff)
    assert [line["wider"] for line in listed if line["network_id"] == local] == [[wider]]
    national = {"name": "Rede Nacional", "level": "national"}
    assert network.api.post("/v1/partner-networks", national, network.manager).status == 404
    wrong = {**LOCAL, "uf": "BA"}
    assert network.api.post("/v1/partner-networks", wrong, token("network_manager", uf=["BA"])).status == 422


def test_the_map_of_assets(network: Network, token: Token) -> None:
    body = {
        "name": "Salão da associação", "kind": "meeting_place", "source": "community", "uf": "AM",
        "municipality_ibge7": "1399991", "need_domains": ["food"],
    }  # fmt: skip
    asset = network.must(network.api.post("/v1/assets", body, network.manager), 201).id

    def listed(query: str) -> list[str]:
        return [line["asset_id"] for line in network.api.all(f"/v1/assets?uf=AM&limit=200{query}", network.staff)]

    assert asset in listed("&municipality_ibge7=1399991&need_domain=food")
    assert asset not in listed("&need_domain=housing")
    removal, stranger = f"/v1/assets/{asset}/removal", token("network_manager", uf=["BA"])
    assert network.api.post(removal, {}, stranger, match=1).status == 404
    network.must(network.api.post(removal, {}, network.manager, match=1))
    assert asset not in listed("")
    assert network.api.get(f"/v1/assets/{asset}", network.staff).status == 200


def test_who_waits_is_listed_for_the_partner_alone(network: Network) -> None:
    body = {"partner_id": network.partner_id, "need_domains": ["housing"], "data_needed": ["display_name"], "slots": 0}
    offer = network.must(
        network.api.post("/v1/offers", {**body, "terms": {"waiting_list": True}}, network.manager), 201
    ).id
    first, second = network.sent(offer), network.sent(offer)
    for referral in (first, second):
        network.must(network.does(referral, "waiting", 2))
    path = f"/v1/offers/{offer}/waiting-list"
    listed = network.must(network.api.get(path, network.partner)).body["items"]
    assert [(line["number"], line["referral_id"]) for line in listed] == [(1, first), (2, second)]
    assert "person" not in str(listed)
    assert network.api.get(path, network.staff).status == 404
    assert network.api.get(f"/v1/offers/{offer}", network.staff).body["waiting"] == 2
    network.must(network.does(first, "decline", 3, {"reason": "no_capacity"}))
    left = network.must(network.api.get(path, network.partner)).body["items"]
    assert [(line["number"], line["referral_id"]) for line in left] == [(1, second)]
