"""A referral over HTTP on the real databases: who sees what, who may do what, and what a withdrawal changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from infra.refusals import Gone, Unavailable
from services.referrals.cases.links import LinksApplication
from tests.conftest import Token
from tests.integration.referrals.conftest import Network


def inbox(network: Network, token: str | None = None) -> dict[str, dict[str, object]]:
    reply = network.must(network.api.get("/v1/inbox", token or network.partner))
    return {line["referral_id"]: line for line in reply.body["items"]}


def open_at_office(network: Network) -> dict[str, dict[str, object]]:
    reply = network.must(network.api.get(f"/v1/referrals?office_id={network.office}", network.staff))
    return {line["referral_id"]: line for line in reply.body["items"]}


def test_a_referral_goes_its_way_and_both_sides_see_it(network: Network) -> None:
    offer, referral = network.offer(), network.draft()
    assert open_at_office(network)[referral]["status"] == "draft"
    assert inbox(network) == {}
    sent = network.must(network.send(referral, offer, network.consent()))
    assert sent.body["response_due_at"].endswith("Z")
    assert inbox(network)[referral]["shared_fields"] == ["display_name"]
    network.must(network.does(referral, "receipt", 2))
    network.must(network.does(referral, "acceptance", 3))
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert network.must(network.does(referral, "appointments", 4, {"at": tomorrow})).body["number"] == 1
    assert inbox(network)[referral]["next_appointment_at"] is not None
    network.must(network.does(referral, "appointments/1/attendance", 5))
    assert open_at_office(network)[referral]["status"] == "in_progress"
    done = network.must(network.does(referral, "completion", 6, {"outcome": "service_received"}))
    assert done.body["status"] == "completed"
    assert (open_at_office(network), inbox(network)) == ({}, {})


def test_the_partner_does_not_learn_the_pseudonym_and_the_office_does(network: Network) -> None:
    referral = network.sent(network.offer())
    path = f"/v1/referrals/{referral}"
    for_partner, for_office = network.api.get(path, network.partner).body, network.api.get(path, network.staff).body
    assert "person_id" not in for_partner
    assert "grant_id" not in for_partner
    assert for_office["person_id"] == network.person
    more = {
        "person_id", "grant_id", "feedback", "discrimination_reported", "old_due_at", "reissue_of", "successor_id",
    }  # fmt: skip
    assert {name: value for name, value in for_office.items() if name not in more} == for_partner
    assert for_office.keys() - for_partner.keys() == more
    assert network.person not in str(inbox(network))


def test_what_was_sent_to_another_partner_does_not_exist(network: Network, token: Token) -> None:
    referral, stranger = network.sent(network.offer()), token("partner", org=uuid4(), uf=["AM"])
    path = f"/v1/referrals/{referral}"
    assert network.api.get(path, stranger).status == 404
    assert network.api.get(f"{path}/shared-fields", stranger).status == 404
    assert network.api.post(f"{path}/acceptance", {}, stranger, match=2).status == 404
    assert inbox(network, stranger) == {}


def test_another_office_has_no_part_in_it(network: Network, token: Token) -> None:
    referral, stranger = network.sent(network.offer()), token("social_worker", office=[uuid4()], uf=["AM"])
    path = f"/v1/referrals/{referral}"
    assert network.api.get(path, stranger).status == 404
    assert network.api.post(f"{path}/cancellation", {"by": "office"}, stranger, match=2).status == 404
    assert network.api.get(f"/v1/referrals?office_id={network.office}", stranger).status == 404
    foreign = {"person_id": network.person, "office_id": network.office, "need_domain": "food"}
    assert network.api.post("/v1/referrals", foreign, stranger).status == 404


def test_the_office_cannot_answer_for_the_partner_nor_read_what_is_shared(network: Network) -> None:
    path = f"/v1/referrals/{network.sent(network.offer())}"
    assert network.api.post(f"{path}/acceptance", {}, network.staff, match=2).status == 404
    assert network.api.get(f"{path}/shared-fields", network.staff).status == 404


def test_a_partner_cannot_refer(network: Network) -> None:
    body = {"person_id": network.person, "office_id": network.office, "need_domain": "food"}
    assert network.api.post("/v1/referrals", body, network.partner).status == 403


def test_a_consent_on_its_way_is_worth_another_try(network: Network) -> None:
    refused = network.send(network.draft(), network.offer(), str(uuid4()))
    assert (refused.status, refused.slug) == (409, "referrals-grant-not-known-yet")


def test_to_protect_life_no_consent_is_needed_and_nothing_is_shared(network: Network) -> None:
    offer = network.offer()
    sent = network.send(network.draft(), offer, None, shared_fields=[], legal_basis="LB_VITAL")
    assert network.must(sent).body["status"] == "sent"
    assert network.send(network.draft(), offer, None, shared_fields=[]).slug == "referrals-sharing-needs-basis"


def test_the_last_place_is_given_once(network: Network) -> None:
    offer = network.offer(slots=1)
    first, second = network.sent(offer), network.sent(offer)
    network.must(network.does(first, "acceptance", 2))
    refused = network.does(second, "acceptance", 2)
    assert (refused.status, refused.slug) == (409, "referrals-no-slot-free")
    network.must(network.does(second, "decline", 2, {"reason": "no_capacity"}))


def test_shared_fields_are_asked_from_intake(network: Network) -> None:
    path = f"/v1/referrals/{network.sent(network.offer())}/shared-fields"
    reply = network.must(network.api.get(path, network.partner))
    assert reply.body == {"fields": {"display_name": "Dandara"}}
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("refusal", "status"), [(Gone(), 410), (Unavailable("intake"), 503)])
def test_what_intake_refuses_is_refused(network: Network, refusal: Exception, status: int) -> None:
    path = f"/v1/referrals/{network.sent(network.offer())}/shared-fields"
    network.intake.refusal = refusal
    reply = network.api.get(path, network.partner)
    assert reply.status == status
    assert ("Retry-After" in reply.headers) == (status == 503)


def test_a_withdrawn_consent_suspends_recalls_and_closes_the_fields(network: Network) -> None:
    offer, grant = network.offer(), network.consent()
    referral = network.sent(offer, grant)
    network.must(network.does(referral, "acceptance", 2))
    network.worker.follow_withdrawal(UUID(grant))
    path = f"/v1/referrals/{referral}"
    after = network.must(network.api.get(path, network.staff))
    assert (after.body["status"], after.body["outcome"]) == ("suspended", "person_declined")
    assert network.api.get(f"{path}/shared-fields", network.partner).slug == "referrals-consent-withdrawn"
    assert network.api.get(f"{path}/shared-fields", network.partner).status == 410
    assert network.api.get(f"/v1/offers/{offer}", network.staff).body["free"] == 2
    assert inbox(network)[referral]["recall_due_at"] is not None
    network.must(network.does(referral, "recall-confirmation", after.version))
    assert inbox(network) == {}
    assert open_at_office(network)[referral]["status"] == "suspended"


def test_a_missed_appointment_is_published_to_nobody(network: Network) -> None:
    referral = network.sent(network.offer())
    network.must(network.does(referral, "acceptance", 2))
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    network.must(network.does(referral, "appointments", 3, {"at": tomorrow}))
    network.must(network.does(referral, "appointments/1/absence", 4))
    with network.worker.unit_of_work() as unit:
        rows = unit.query("SELECT type FROM published WHERE message->>'subject' = %s ORDER BY position", (referral,))
    assert [row[0].split(".")[-2] for row in rows] == ["sent", "accepted", "appointment-scheduled"]


@pytest.mark.parametrize(
    ("step", "body", "pointer"),
    [
        ("appointments", {"at": "9999-12-31T23:59:59-12:00"}, "/at"),
        ("acceptance", {"occurred_at": "0001-01-01T00:00:00+14:00"}, "/occurred_at"),
    ],
)
def test_an_instant_beyond_all_sight_is_refused(
    network: Network, step: str, body: dict[str, str], pointer: str
) -> None:
    refused = network.does(network.sent(network.offer()), step, 2, body)
    assert refused.status == 422
    assert refused.body["errors"][0]["pointer"] == pointer


def test_a_persons_referrals_stand_under_the_surviving_record_until_the_merge_is_undone(
    network: Network,
) -> None:
    """PL15, for the office that has that record; another one that helps the person goes on as before."""
    referral, survivor = network.draft(), uuid4()
    links = LinksApplication(network.worker.store)
    path, before = f"/v1/referrals/{referral}", open_at_office(network)

    def shown() -> set[object]:
        return {open_at_office(network)[referral]["person_id"], network.api.get(path, network.staff).body["person_id"]}

    links.follow_merge(UUID(network.person), survivor, UUID(network.office))
    assert shown() == {str(survivor)}
    links.follow_undoing(UUID(network.person), survivor)
    assert (shown(), open_at_office(network)) == ({network.person}, before)
    links.follow_merge(UUID(network.person), survivor, uuid4())
    assert shown() == {network.person}


def test_after_a_decline_other_offers_are_shown_with_their_reasons(network: Network, token: Token) -> None:
    asked = network.offer()
    assert network.offer() != asked
    referral = network.sent(asked)
    network.must(network.does(referral, "decline", 2, {"reason": "no_capacity"}))
    path = f"/v1/referrals/{referral}/alternatives"
    found = network.must(network.api.get(path, network.staff)).body
    shown = {line["offer_id"]: line["reasons"] for line in found["eligible"]}
    assert asked not in shown
    assert {reason for reasons in shown.values() for reason in reasons} >= {"same_municipality", "place_free"}
    assert network.api.get(path, token("social_worker", office=[uuid4()], uf=["AM"])).status == 404
