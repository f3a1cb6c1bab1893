"""X19: a relative answered for the person; the consent is void, its uses are listed, what came of it is recalled."""

from __future__ import annotations

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network
from tests.journeys.scene import Scene


def test_it_ends_as_if_withdrawn_and_every_use_of_it_is_listed(network: Network) -> None:
    scene = Scene.opened(network)
    home, person = scene.partner("housing"), scene.person(social_name="Tomé")
    consents = f"/intake/v1/persons/{person}/consents"
    by_relative = {"scope": "SERVICE_RECORD", "granted_by": "legal_guardian"}
    refused = scene.staff.post(consents, by_relative, expect=409)
    assert slug(refused) == "intake-guardian-needs-document"

    grant = scene.consent(person, home)
    path = scene.referred(person, "housing", home, grant)
    assert home.user.get(f"{path}/shared-fields").body["fields"] == {"display_name": "Tomé"}
    scene.staff.post(f"{consents}/{grant}/invalidation", {})
    suspended = network.eventually(lambda: scene.staff.get(path).body, lambda found: found["status"] == "suspended")
    assert (suspended["status"], suspended["grant_id"]) == ("suspended", grant)
    assert home.user.get(f"{path}/shared-fields", expect=410).status == 410
    assert [one["status"] for one in scene.staff.get(consents).body["grants"]] == ["invalid"]
    uses = scene.staff.get(f"{consents}/{grant}/uses").body["items"]
    assert [(use["recipient"], use["purpose"], use["kinds"]) for use in uses] == [
        (home.id, "referral", ["social_name"])
    ]
    herself = network.user(f"urn:travessia:person:{person}", "person")
    assert herself.get(f"{consents}/{grant}/uses").body["items"] == uses
