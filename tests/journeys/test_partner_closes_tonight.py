"""X11: a shelter closes tonight with twelve people inside; each is planned anew with the person, nobody is moved."""

from __future__ import annotations

from scripts.demo.network import Network
from scripts.demo.reference import PORTO_SERENO
from tests.journeys.scene import Scene

INSIDE = 12


def test_twelve_people_are_listed_recalled_and_one_finds_another_place(network: Network) -> None:
    scene = Scene.opened(network)
    home, other = scene.partner("housing", slots=INSIDE), scene.partner("housing")
    people = [scene.person(social_name="Dandara") for _ in range(INSIDE)]
    inside = {person: scene.referred(person, "housing", home, scene.consent(person, home)) for person in people}
    assert home.free == 0
    manager, path = network.user("Caio", "network_manager", uf=["AM"]), f"/referrals/v1/partners/{home.id}"
    todo = f"/referrals/v1/referrals-to-replan?office_id={scene.office}"
    assert scene.staff.get(todo).body["items"] == []
    before = places(scene)

    closed = manager.post(f"{path}/closure", {}, manager.get(path).version)
    assert closed.body["suspended"] == INSIDE
    lines = scene.staff.get(todo).body["items"]
    assert {line["person_id"] for line in lines} == set(people)
    assert {line["replan_reason"] for line in lines} == {"partner_closed"}
    assert home.free == INSIDE
    assert home.user.get(f"{inside[people[0]]}/shared-fields", expect=410).status == 410
    recalled = [line for line in home.user.get("/referrals/v1/inbox?limit=200").body["items"] if line["recall_due_at"]]
    assert len(recalled) == INSIDE
    assert before - places(scene) == INSIDE

    person, referral = next(iter(inside.items()))
    need = {"need_domain": "housing", "municipality_ibge7": PORTO_SERENO.ibge7, "limit": 50}
    found = [line["offer_id"] for line in scene.staff.post("/referrals/v1/matches", need).body["eligible"]]
    assert home.offer not in found
    again = scene.referred(person, "housing", other, scene.consent(person, other))
    assert scene.staff.get(again).body["status"] == "accepted"
    scene.staff.post(f"{referral}/cancellation", {"by": "office"}, scene.staff.get(referral).version)
    left = {line["person_id"] for line in scene.staff.get(todo).body["items"]}
    assert left == set(people[1:])


def places(scene: Scene) -> int:
    """What the map of capacities has for housing in the town."""
    lines = scene.staff.get("/referrals/v1/capacities?uf=AM&need_domain=housing").body["items"]
    return sum(line["slots"] for line in lines if line["municipality_ibge7"] == PORTO_SERENO.ibge7)
