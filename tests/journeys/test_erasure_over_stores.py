"""X07: a person whose plan is finished asks for erasure; every store follows, and what was counted stays."""

from __future__ import annotations

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network, Reply, User
from tests.journeys.scene import Scene

MONTH, AT = "2024-08", "2024-08-14T15:00:00Z"


def test_a_hold_is_shown_then_all_stores_erase_and_figures_stay(network: Network) -> None:
    scene = Scene.opened(network)
    food, person = scene.partner("food"), scene.person(social_name="Zulmira")
    page = f"/intake/v1/persons/{person}"
    scene.staff.post(f"{page}/race-colour", {"race_colour": "BROWN"}, scene.staff.get(page).version, AT)
    scene.received(person, AT)
    plan = scene.staff.post("/intake/v1/plans", {"person_id": person})
    scene.staff.post(f"/intake/v1/plans/{plan.id}/closure", {"reason": "goals_met"}, plan.version)
    referral = scene.referred(person, "food", food, scene.consent(person, food))
    food.user.post(f"{referral}/completion", {"outcome": "service_received"}, food.user.get(referral).version)
    auditor, run = network.user("Noemi", "auditor", uf=["AM"]), counted(network)

    officers = [network.user(f"Officer {name}", "data_protection_officer", uf=["AM"]) for name in ("One", "Two")]
    path = asked_for(scene, person)
    holds = f"{page}/retention-holds"
    hold = officers[0].post(holds, {"ground": "accountability"})
    assert [held["ground"] for held in officers[0].get(path).body["holds"]] == ["accountability"]
    coming = ("intake-answers-missing", "stale-version")  # the next answer may come between the reading and the check
    held = network.eventually(lambda: slug(checked(officers[0], path)), lambda code: code not in coming)
    assert held == "intake-hold-in-force"
    officers[0].post(f"{holds}/{hold.id}/lifting", {})
    reply = network.eventually(lambda: checked(officers[0], path), lambda answer: answer.status == 200)
    for officer in officers:
        reply = officer.post(f"{path}/approvals", {}, reply.version)

    done = network.eventually(lambda: officers[0].get(path).body, lambda found: found["status"] == "completed", 60)
    assert done["status"] == "completed"
    assert {line["store"] for line in done["erased"]} == {"intake", "referrals", "coordination", "analytics"}
    assert scene.staff.get(page, expect=410).status == 410
    late = scene.staff.post("/intake/v1/plans", {"person_id": person}, any_status=True)
    assert (late.status, slug(late)) == (410, "subject-erased")
    assert food.user.get(f"{referral}/shared-fields", expect=410).status == 410
    again = auditor.get(f"/analytics/v1/indicator-runs/{run}/recomputation").body
    assert (again["same_totals"], again["verdict"]) == (True, "differs-by-erasure")


def counted(network: Network) -> str:
    """A run over a month that only this story has, with the person in it."""
    publisher = network.user("Teresa", "indicator_publisher", uf=["AM"])
    body = {"indicator_id": "E06", "period": MONTH}
    run = network.eventually(
        lambda: publisher.post("/analytics/v1/indicator-runs", body).body, lambda found: found["facts"] > 0
    )
    assert run["facts"] == 1
    return str(run["id"])


def asked_for(scene: Scene, person: str) -> str:
    """The address of a request of which it is known that the person makes it."""
    request = scene.staff.post("/intake/v1/erasure-requests", {"person_id": person})
    path = f"/intake/v1/erasure-requests/{request.id}"
    scene.staff.post(f"{path}/identity-check", {"method": "document"}, request.version)
    return path


def checked(officer: User, path: str) -> Reply:
    body = {"basis": "consent_withdrawn"}
    return officer.post(f"{path}/legal-check", body, officer.get(path).version, any_status=True)
