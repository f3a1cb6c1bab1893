"""X21: the list says released, and the person is still inside; X09: the clock that had begun runs through a holiday."""

from __future__ import annotations

from typing import Any

from scripts.demo.network import Network, User
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
    released = scene.staff.post(f"{path}/release", {}, case.version, LATE_ON_THURSDAY)
    (contact,) = waiting(keeper, case.id)
    assert (contact["due_at"], contact["due_local"]) == ("2025-01-26T04:50:00Z", "2025-01-25T23:50:00-05:00")

    later = {"expected_release_on": "2025-09-01"}
    scene.staff.post(f"{path}/release-revocation", later, released.version, "2025-01-24T13:00:00Z")
    found = scene.staff.get(path).body
    assert (found["released"], found["expected_release_on"]) == (False, "2025-09-01")
    assert (waiting(keeper, case.id), found["person_id"], found["first_contact_made"]) == ([], None, False)


def waiting(keeper: User, case: str) -> list[Any]:
    items = keeper.get("/intake/v1/deadlines?uf=AC&rule=DL06&limit=200").body["items"]
    return [line for line in items if line["subject"] == case]
