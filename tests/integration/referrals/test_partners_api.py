"""A partner's way over HTTP: steps with who and when, agreements and their copies, sites, other directories."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.conftest import Token
from tests.integration.referrals.conftest import PLACE, Network

ADDRESS = {"street": "Rua das Flores", "number": "12", "district": "Centro", "postal_code": "69000000"}


def prospect(network: Network, **changes: Any) -> str:
    body = {"legal_name": "Casa Nova", "org_type": "ngo", **PLACE, **changes}
    return network.must(network.api.post("/v1/partners", body, network.manager), 201).id


def does(network: Network, path: str, match: int, body: dict[str, Any] | None = None, status: int = 200) -> Any:
    return network.must(network.api.post(path, body or {}, network.manager, match=match), status).body


def test_who_took_which_step_and_when(network: Network, token: Token) -> None:
    partner = prospect(network, cnpj="12.abc.345/01de-35", sphere="civil_society", serves=["after_release"])
    path = f"/v1/partners/{partner}"
    assert does(network, f"{path}/contacts", 1, {"channel": "visit"})["funnel"] == "contacted"
    assert does(network, f"{path}/negotiation", 2)["funnel"] == "negotiating"
    listed = network.api.all("/v1/partners?uf=AM&funnel=negotiating&limit=200", network.staff)
    assert partner in [line["partner_id"] for line in listed]
    steps = network.must(network.api.get(f"{path}/steps", network.manager)).body["items"]
    assert [(line["step"], line["what"]) for line in steps] == [
        (1, "prospected"),
        (2, "contacted"),
        (3, "negotiation-opened"),
    ]
    assert {line["by"] for line in steps} == {"dev-network_manager"}
    found = network.api.get(path, network.staff).body
    assert (found["cnpj"], found["sphere"], found["serves"]) == ("12ABC34501DE35", "civil_society", ["after_release"])
    assert network.api.get(f"{path}/steps", token("network_manager", uf=["BA"])).status == 404


def test_a_number_that_the_register_has_not_written_is_refused(network: Network) -> None:
    body = {"legal_name": "Casa", "org_type": "ngo", **PLACE, "cnpj": "11222333000180"}
    refused = network.must(network.api.post("/v1/partners", body, network.manager), 422)
    assert refused.body["errors"][0]["code"] == "invalid-cnpj"


def test_the_agreements_of_a_state_whose_copy_is_missing(network: Network, token: Token) -> None:
    path, missing = f"/v1/partners/{network.partner_id}", "/v1/agreements?uf=AM&missing=copy&limit=200"

    def open_ones() -> list[str]:
        return [line["agreement_id"] for line in network.api.all(missing, network.staff)]

    terms = {"kind": "contract", "signed_on": "2025-02-10", "data_sharing_clause": False, "parties": ["Tribunal"]}
    agreement = does(network, f"{path}/agreements", 3, {**terms, "dpo_contact": "Encarregado@casa.example.org"})
    assert agreement["agreement_id"] in open_ones()
    does(network, f"{path}/agreements/{agreement['agreement_id']}/copy", 4, {"sent_on": "2025-02-11"})
    assert agreement["agreement_id"] not in open_ones()
    kept = network.api.get(path, network.staff).body["agreements"][-1]
    assert (kept["parties"], kept["dpo_contact"]) == (["Tribunal"], "encarregado@casa.example.org")
    assert kept["copy_sent_on"] == "2025-02-11"
    assert does(network, f"{path}/agreements/{uuid4()}/copy", 5, {"sent_on": "2025-02-11"}, 404)["status"] == 404
    assert network.api.get("/v1/agreements?uf=BA", network.staff).status == 404
    assert network.api.get("/v1/agreements", token("network_manager", uf=["AM"])).status == 422


def test_a_contact_is_that_of_a_role(network: Network) -> None:
    path = f"/v1/partners/{network.partner_id}/profile"
    refused = network.api.post(path, {"safeguarding_contact": "maria@casa.example.org"}, network.manager, match=3)
    assert (refused.status, refused.slug) == (409, "referrals-not-a-role-address")
    assert "maria" not in str(refused.body)
    does(network, path, 3, {"safeguarding_contact": "salvaguarda@casa.example.org", "serves": ["before_release"]})
    assert network.api.get(f"/v1/partners/{network.partner_id}", network.staff).body["serves"] == ["before_release"]


def test_a_partner_stands_in_another_directory(network: Network) -> None:
    path = f"/v1/partners/{network.partner_id}"
    entry = {
        "directory": "portal_para_liberdade",
        "address": "https://portal.example.org/casa",
        "seen_on": "2025-04-17",
    }
    does(network, f"{path}/directory-entries", 3, entry)
    assert network.api.get(path, network.staff).body["directory_entries"] == [entry]
    wrong = network.api.post(
        f"{path}/directory-entries", {**entry, "address": "javascript:x"}, network.manager, match=4
    )
    assert wrong.status == 422


def test_a_site_says_where_it_is_and_an_offer_is_there(network: Network, token: Token) -> None:
    body = {
        "partner_id": network.partner_id, "uf": "AC", "municipality_ibge7": "1299992", "address": ADDRESS,
        "accessibility": ["step_free", "step_free"], "phone": "+55 68 3000-0000",
        "opening_hours": [{"weekday": 1, "begins": "08:00", "ends": "12:00"}],
        "position": {"latitude": -9.9749941, "longitude": -67.81},
    }  # fmt: skip
    site = network.must(network.api.post("/v1/sites", body, network.manager), 201).id
    found = network.must(network.api.get(f"/v1/sites/{site}", network.staff)).body
    assert (found["zone"], found["accessibility"]) == ("America/Rio_Branco", ["step_free"])
    assert found["position"] == {"latitude": -9.97499, "longitude": -67.81}
    listed = network.must(network.api.get(f"/v1/sites?partner_id={network.partner_id}", network.staff)).body["items"]
    assert [(line["site_id"], line["opening_hours"]) for line in listed] == [(site, body["opening_hours"])]
    offer = {"partner_id": network.partner_id, "site_id": site, "need_domains": ["food"], "slots": 1}
    made = network.must(network.api.post("/v1/offers", offer, network.manager), 201).id
    assert network.api.get(f"/v1/offers/{made}", network.staff).body["municipality_ibge7"] == "1299992"
    does(network, f"/v1/sites/{site}/details", 1, {"address": ADDRESS})
    assert network.api.get(f"/v1/sites/{site}", network.staff).body["opening_hours"] == []
    wrong = {**body, "opening_hours": [{"weekday": 1, "begins": "12:00", "ends": "08:00"}]}
    refused = network.api.post("/v1/sites", wrong, network.manager)
    assert (refused.status, refused.slug) == (409, "referrals-opening-hours-contradict")
    assert network.api.post("/v1/sites", body, token("network_manager", uf=["BA"])).status == 404


def test_an_offer_is_changed_as_a_whole(network: Network) -> None:
    offer = network.offer()
    terms = {
        "eligibility": {"age_from": 18, "genders": ["FEMALE"], "residence": "same_state"}, "languages": ["pt", "es"],
        "cost": "free", "waiting_days": 3, "valid_until": "2125-01-01", "period": "month", "waiting_list": True,
    }  # fmt: skip
    does(network, f"/v1/offers/{offer}/details", 1, {"need_domains": ["food"], "terms": terms})
    found = network.api.get(f"/v1/offers/{offer}", network.staff).body
    assert (found["need_domains"], found["data_needed"], found["terms"]["period"]) == (["food"], [], "month")
    assert found["terms"]["eligibility"]["age_from"] == 18
    wrong = {"need_domains": ["food"], "terms": {"eligibility": {"age_from": 60, "age_to": 18}}}
    assert does(network, f"/v1/offers/{offer}/details", 2, wrong, 409)["status"] == 409
    over = {"need_domains": ["food"], "terms": {"valid_until": "2025-01-01"}}
    assert does(network, f"/v1/offers/{offer}/details", 2, over, 409)["status"] == 409


def test_a_day_at_the_end_of_the_calendar_is_refused(network: Network) -> None:
    """It exists in no other zone, and no deadline could hang on it."""
    path, terms = f"/v1/partners/{network.partner_id}/agreements", {"kind": "contract", "data_sharing_clause": True}
    for days in ({"signed_on": "0001-01-01"}, {"signed_on": "2025-01-01", "ends_on": "9999-12-31"}):
        refused = network.api.post(path, {**terms, **days}, network.manager, match=3)
        assert (refused.status, refused.body["errors"][0]["code"]) == (422, "out-of-range")
