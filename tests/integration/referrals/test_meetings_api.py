"""Around an appointment, over HTTP: both sides see a hand-over, and the office alone whom to offer a word (PL10)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from contracts.vocabulary.network import UF
from services.referrals.cases.domain.referral import Referral
from tests.conftest import Token
from tests.integration.referrals.conftest import Network

HANDOVER = {"manner": "call", "contact": "social_work"}
OFFERED, NOT_WISHED = {"result": "offered"}, {"result": "not_wished"}


def listed(network: Network, query: str, token: str | None = None) -> Any:
    return network.must(network.api.get(f"{query}office_id={network.office}", token or network.staff))


def accepted(network: Network, mode: str = "warm_handover") -> str:
    referral = network.draft()
    network.must(network.send(referral, network.offer(), network.consent(), mode=mode))
    network.must(network.does(referral, "acceptance", 2))
    return referral


def absent(network: Network, referral: str, number: int, version: int) -> None:
    """The partner agrees on a time, and the person does not come."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    network.must(network.does(referral, "appointments", version, {"at": tomorrow}))
    network.must(network.does(referral, f"appointments/{number}/absence", version + 1))


def test_a_hand_over_is_due_once_the_partner_has_accepted_and_both_sides_see_it(network: Network, token: Token) -> None:
    warm, written = accepted(network), accepted(network, "written")
    made = {line["referral_id"]: line["handover_made"] for line in listed(network, "/v1/referrals?").body["items"]}
    assert made == {warm: False, written: None}
    due = "/v1/referrals?handover_due=true&"
    assert [line["referral_id"] for line in listed(network, due).body["items"]] == [warm]
    path = f"/v1/referrals/{warm}/handover"
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    assert network.api.get(path, network.partner).status == 404
    assert network.api.post(path, HANDOVER, network.partner).status == 403
    assert network.api.post(path, HANDOVER, stranger).status == 404
    made_at = network.must(network.api.post(path, HANDOVER, network.staff), 201)
    assert made_at.headers["Location"].endswith(path)
    assert network.api.post(path, HANDOVER, network.staff).slug == "referrals-handover-already-made"
    for side in (network.staff, network.partner):
        seen = network.must(network.api.get(path, side)).body
        assert (seen.keys(), seen["manner"], seen["contact"]) == ({*HANDOVER, "made_at"}, "call", "social_work")
    assert network.api.get(path, stranger).status == 404
    assert listed(network, due).body["items"] == []
    refused = network.api.post(f"/v1/referrals/{written}/handover", HANDOVER, network.staff)
    assert (refused.status, refused.slug) == (409, "referrals-mode-not-warm")


def test_the_office_alone_sees_whom_to_offer_a_word_until_it_was_offered(network: Network, token: Token) -> None:
    first, second, third = accepted(network), accepted(network), accepted(network)
    for referral in (first, second, third):
        absent(network, referral, 1, 3)
    found = listed(network, "/v1/contacts-to-offer?limit=2&")
    assert [line["referral_id"] for line in found.body["items"]] == [first, second]
    assert found.body["items"][0].keys() == {"referral_id", "number", "person_id", "since"}
    rest = network.api.get(found.headers["Link"].split(">")[0].lstrip("<"), network.staff)
    assert [line["referral_id"] for line in rest.body["items"]] == [third]
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    for other, status in ((stranger, 404), (network.partner, 403)):
        assert network.api.get(f"/v1/contacts-to-offer?office_id={network.office}", other).status == status
    contact = f"/v1/referrals/{first}/appointments/1/contact"
    assert network.api.post(contact, OFFERED, network.partner).status == 403
    assert network.api.post(contact, OFFERED, stranger).status == 404
    network.must(network.api.post(contact, OFFERED, network.staff), 201)
    assert network.api.post(contact, NOT_WISHED, network.staff).slug == "referrals-contact-already-recorded"
    network.must(network.api.post(f"/v1/referrals/{second}/appointments/1/contact", NOT_WISHED, network.staff), 201)
    assert [line["referral_id"] for line in listed(network, "/v1/contacts-to-offer?").body["items"]] == [third]
    absent(network, third, 2, 5)
    again = listed(network, "/v1/contacts-to-offer?").body["items"]
    assert [(line["referral_id"], line["number"]) for line in again] == [(third, 2)]
    refused = network.api.post(f"/v1/referrals/{third}/appointments/3/contact", OFFERED, network.staff)
    assert (refused.status, refused.slug) == (409, "referrals-no-missed-appointment")
    elsewhere = uuid4()
    with network.worker.changing(Referral, UUID(second)) as referral:
        referral.take_over(elsewhere, UF.AM, uuid4())
    absent(network, second, 2, 6)
    with network.worker.changing(Referral, UUID(second)) as referral:
        referral.take_over(UUID(network.office), UF.AM, uuid4())
    again = listed(network, "/v1/contacts-to-offer?").body["items"]
    assert [(line["referral_id"], line["number"]) for line in again] == [(third, 2), (second, 2)]
    network.must(network.api.post(f"/v1/referrals/{second}/appointments/2/contact", NOT_WISHED, network.staff), 201)
    version = network.api.get(f"/v1/referrals/{third}", network.staff).version
    network.must(
        network.api.post(f"/v1/referrals/{third}/cancellation", {"by": "person"}, network.staff, match=version)
    )
    assert listed(network, "/v1/contacts-to-offer?").body["items"] == []
