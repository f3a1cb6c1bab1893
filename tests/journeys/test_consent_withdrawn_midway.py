"""X01: a person takes her consent back after the partner has accepted and before the appointment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network
from tests.journeys.scene import Scene


def test_what_was_shared_is_recalled_and_the_goal_goes_on_with_a_new_consent(network: Network) -> None:
    scene = Scene.opened(network)
    home, other = scene.partner("housing", slots=1), scene.partner("housing")
    person = scene.person(social_name="Dandara")
    plan, goal = agreed_goal(scene, person)
    grant = scene.consent(person, home)
    path = scene.referred(person, "housing", home, grant)
    scene.staff.post(f"{plan}/goals/{goal}/referrals", {"referral_id": path.rsplit("/", 1)[1]})
    tomorrow = (datetime.now(UTC) + network.shift + timedelta(days=1)).isoformat()
    home.user.post(f"{path}/appointments", {"at": tomorrow}, home.user.get(path).version)
    assert home.user.get(f"{path}/shared-fields").body["fields"] == {"display_name": "Dandara"}
    assert home.free == 0

    consents = f"/intake/v1/persons/{person}/consents"
    scene.staff.post(f"{consents}/{grant}/withdrawal", {})
    suspended = network.eventually(lambda: scene.staff.get(path), lambda reply: reply.body["status"] == "suspended")
    assert (suspended.body["status"], suspended.body["outcome"]) == ("suspended", "person_declined")
    assert suspended.body["recall_due_at"] is not None
    assert home.user.get(f"{path}/shared-fields", expect=410).status == 410
    assert home.free == 1
    assert [use["recipient"] for use in scene.staff.get(f"{consents}/{grant}/uses").body["items"]] == [home.id]
    assert status_of(scene, plan, goal) == "agreed"

    refused = scene.sending(scene.draft(person, "housing"), home, grant)
    assert (refused.status, slug(refused)) == (409, "referrals-grant-not-active")
    home.user.post(f"{path}/recall-confirmation", {}, suspended.version)
    assert scene.staff.get(path).body["recall_confirmed"] is True

    again = scene.referred(person, "housing", other, scene.consent(person, other))
    scene.staff.post(f"{plan}/goals/{goal}/referrals", {"referral_id": again.rsplit("/", 1)[1]})
    other.user.post(f"{again}/completion", {"outcome": "service_received"}, other.user.get(again).version)
    moved = network.eventually(lambda: status_of(scene, plan, goal), lambda status: status != "agreed")
    assert moved == "in_progress"


def agreed_goal(scene: Scene, person: str) -> tuple[str, str]:
    """A plan's address, and its one goal."""
    plan = f"/intake/v1/plans/{scene.staff.post('/intake/v1/plans', {'person_id': person}).id}"
    goal = scene.staff.post(f"{plan}/goals", {"domain": "housing"})
    scene.staff.post(f"{plan}/goals/{goal.id}/agreement", {}, goal.version)
    return plan, goal.id


def status_of(scene: Scene, plan: str, goal: str) -> Any:
    return {one["goal_id"]: one["status"] for one in scene.staff.get(plan).body["goals"]}[goal]
