"""X21: the list says released, and the person is still inside; X09: the clock that had begun runs through a holiday."""

from __future__ import annotations

from typing import Any

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network, Reply, User
from scripts.demo.reference import RIO_DAS_PEDRAS
from tests.journeys.scene import Scene

LATE_ON_THURSDAY = "2025-01-24T04:50:00Z"  # Thursday 23:50 in Acre, where Friday 24 January is a holiday


def test_48_hours_run_through_a_holiday_in_the_zone_of_the_office_until_the_release_is_revoked(
    network: Network,
) -> None:
    scene = Scene.opened(network, RIO_DAS_PEDRAS)
    keeper = network.user("Célia", "calendar_keeper", uf=["AC"])
    told = {"office_id": scene.office, "name": "Fictional Tenth", "expected_release_on": "2025-01-23"}
    case = scene.staff.post("/intake/v1/pre-release-cases", told, at="2025-01-10T12:00:00Z")
    path = f"/intake/v1/pre-release-cases/{case.id}"
    person, linked = accepted(scene, path, case.version)
    released = scene.staff.post(f"{path}/release", {}, linked.version, LATE_ON_THURSDAY)
    (contact,) = waiting(keeper, case.id)
    assert (contact["due_at"], contact["due_local"]) == ("2025-01-26T04:50:00Z", "2025-01-25T23:50:00-05:00")

    later = {"expected_release_on": "2025-09-01"}
    scene.staff.post(f"{path}/release-revocation", later, released.version, "2025-01-24T13:00:00Z")
    found = scene.staff.get(path).body
    assert (found["released"], found["expected_release_on"]) == (False, "2025-09-01")
    assert (waiting(keeper, case.id), found["person_id"], found["first_contact"]) == ([], person, None)


def test_nobody_is_called_who_has_not_allowed_it(network: Network) -> None:
    scene = Scene.opened(network, RIO_DAS_PEDRAS)
    keeper = network.user("Célia", "calendar_keeper", uf=["AC"])
    told = {"office_id": scene.office, "name": "Fictional Eleventh", "expected_release_on": "2025-01-23"}
    case = scene.staff.post("/intake/v1/pre-release-cases", told, at="2025-01-10T12:00:00Z")
    path = f"/intake/v1/pre-release-cases/{case.id}"
    person, linked = accepted(scene, path, case.version, contact=False)
    released = scene.staff.post(f"{path}/release", {}, linked.version, LATE_ON_THURSDAY)
    assert waiting(keeper, case.id) == []
    (line,) = scene.staff.get(f"/intake/v1/pre-release-cases?office_id={scene.office}").body["items"]
    assert (line["first_contact"], line["documents_handed_over"]) == ("not_wished", True)
    refused = scene.staff.post(f"{path}/first-contact", {}, released.version, expect=409)
    assert slug(refused) == "intake-contact-not-wished"
    telephone = {"scope": "CONTACT", "channel": "phone"}
    scene.staff.post(f"/intake/v1/persons/{person}/consents", telephone, at="2025-01-25T12:00:00Z")
    (contact,) = waiting(keeper, case.id)
    assert contact["due_at"] == "2025-01-27T12:00:00Z"


def accepted(scene: Scene, path: str, version: int, *, contact: bool = True) -> tuple[str, Reply]:
    """Whoever is met in prison says yes, and whether the office may call after the release."""
    at = "2025-01-11T12:00:00Z"
    met = scene.staff.post(f"{path}/meeting", {}, version, at)
    yes = scene.staff.post(f"{path}/answer", {"accepts": True}, met.version, at)
    person = scene.person()
    if contact:
        telephone = {"scope": "CONTACT", "channel": "phone"}
        scene.staff.post(f"/intake/v1/persons/{person}/consents", telephone, at=at)
    return person, scene.staff.post(f"{path}/person", {"person_id": person}, yes.version, at)


def waiting(keeper: User, case: str) -> list[Any]:
    items = keeper.get("/intake/v1/deadlines?uf=AC&rule=DL06&limit=200").body["items"]
    return [line for line in items if line["subject"] == case]
