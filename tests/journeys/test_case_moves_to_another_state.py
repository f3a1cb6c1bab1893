"""Step 14 and X02: somebody moves from Amazonas to Bahia; what is local is issued anew, and one office leads."""

from __future__ import annotations

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network, Reply
from scripts.demo.reference import BAIA_CLARA
from tests.journeys.scene import TOO_EARLY, Scene

TRANSFERS = "/referrals/v1/transfers"


def asked(am: Scene, ba: Scene, person: str) -> str:
    """The address of a transfer that the person has agreed to; the consent is on its way to referrals for a moment."""
    consent = {"scope": "TRANSFER_OFFICE", "recipients": [ba.office], "data_classes": []}
    grant = am.staff.post(f"/intake/v1/persons/{person}/consents", consent).id
    body = {
        "person_id": person, "from_office_id": am.office, "to_office_id": ba.office, "to_uf": "BA",
        "reason": "family", "grant_id": grant,
    }  # fmt: skip
    reply: Reply = am.network.eventually(
        lambda: am.staff.post(TRANSFERS, body, any_status=True),
        lambda answer: answer.status == 201 or slug(answer) != TOO_EARLY,
    )
    return f"{TRANSFERS}/{reply.id}"


def open_at(scene: Scene) -> dict[str, str]:
    lines = scene.staff.get(f"/referrals/v1/referrals?office_id={scene.office}").body["items"]
    return {line["referral_id"]: line["status"] for line in lines}


def test_a_case_goes_to_another_state_with_what_has_a_consent(network: Network) -> None:
    am, ba = Scene.opened(network), Scene.opened(network, BAIA_CLARA)
    person, home = am.person(social_name="Raimundo"), am.partner("housing", terms={"waiting_list": True})
    registry = am.partner("identity_documents")
    draft = am.draft(person, "housing")
    sent = am.sending(draft, home, am.consent(person, home))
    housing = f"/referrals/v1/referrals/{draft.id}"
    home.user.post(f"{housing}/waiting", {}, sent.version)
    documents = am.referred(person, "identity_documents", registry, am.consent(person, registry))
    papers = documents.rsplit("/", 1)[1]

    transfer = asked(am, ba, person)
    ba.staff.post(f"{transfer}/acceptance", {}, 1)
    assert ba.staff.get(f"/intake/v1/persons/{person}", expect=404).status == 404
    late = {"person_id": person, "office_id": am.office, "need_domain": "food"}
    assert slug(am.staff.post("/referrals/v1/referrals", late, expect=409)) == "referrals-case-being-handed-over"
    am.staff.post(f"{transfer}/package", {"keep": [papers]}, 2)
    ba.staff.post(f"{transfer}/completion", {}, 3)

    (reissued,) = ba.staff.get(transfer).body["reissued"]
    assert open_at(am) == {}
    assert open_at(ba) == {papers: "accepted", reissued["new_id"]: "draft"}
    old, new = ba.staff.get(housing).body, ba.staff.get(f"/referrals/v1/referrals/{reissued['new_id']}").body
    assert (old["status"], old["outcome"], old["successor_id"]) == ("transferred", "moved", new["id"])
    assert (new["reissue_of"], new["old_due_at"]) == (old["id"], old["response_due_at"])
    assert home.user.get("/referrals/v1/inbox").body["items"] == []
    registry.user.post(f"{documents}/completion", {"outcome": "service_received"}, ba.staff.get(documents).version)
    assert am.staff.get(housing, expect=404).status == 404

    there = f"/intake/v1/persons/{person}"
    moved = network.eventually(lambda: am.staff.get(there, any_status=True), lambda answer: answer.status == 404)
    assert moved.status == 404
    assert ba.staff.get(there).body["display_name"] == "Raimundo"
    offer = ba.partner("housing")
    ba.sending(Reply(200, {"id": new["id"]}, 1, {}), offer, ba.consent(person, offer))
    sent_again = ba.staff.get(f"/referrals/v1/referrals/{new['id']}").body
    assert (sent_again["zone"], sent_again["old_due_at"]) == ("America/Bahia", old["response_due_at"])
    manaus, bahia = old["response_due_at"], sent_again["response_due_at"]
    assert (manaus.partition("T")[2], bahia.partition("T")[2]) == ("03:59:59Z", "02:59:59Z")


def test_who_is_not_taken_stays_with_the_office_that_leads(network: Network) -> None:
    am, ba = Scene.opened(network), Scene.opened(network, BAIA_CLARA)
    person = am.person(social_name="Raimundo")
    referral = am.draft(person, "housing").id
    transfer = asked(am, ba, person)
    ba.staff.post(f"{transfer}/refusal", {"reason": "no_capacity"}, 1)
    shown = am.staff.get(transfer).body
    assert (shown["status"], shown["refusal"]) == ("refused", "no_capacity")
    assert open_at(am) == {referral: "draft"}
    assert am.draft(person, "food").status == 201
    assert am.staff.get(f"/intake/v1/persons/{person}").body["display_name"] == "Raimundo"
    assert ba.staff.get(f"/intake/v1/persons/{person}", expect=404).status == 404
