"""X06: Dandara was registered in Acre under her civil name; the records become one, and two again when it was wrong."""

from __future__ import annotations

from secrets import choice
from typing import Any

from scripts.demo.network import Network, User
from scripts.demo.reference import RIO_DAS_PEDRAS
from tests.journeys.scene import Scene

MONTH = "2024-07"
AT = "2024-07-11T15:00:00Z"


def test_referrals_and_figures_follow_the_survivor_and_an_undone_merge_leaves_no_trace(network: Network) -> None:
    here, acre = Scene.opened(network), Scene.opened(network, RIO_DAS_PEDRAS)
    name = f"Nome Antigo {surname()}"
    old = acre.person(civil_name=name, birth_date="1991-03-02")
    new = here.person(civil_name=name, social_name="Dandara", birth_date="1991-03-02")
    referral = f"/referrals/v1/referrals/{acre.draft(old, 'housing').id}"
    for scene, person in ((acre, old), (here, new)):
        scene.received(person, AT)
    both = network.user("Lia", "social_worker", uf=["AM", "AC"], office=[here.office, acre.office])
    keeper = network.user("Teodora", "register_keeper", uf=["AM", "AC"])
    publisher = network.user("Teresa", "indicator_publisher", uf=["AM", "AC"])

    pair = network.eventually(lambda: flagged(keeper, {old, new}), bool)
    before = network.eventually(lambda: counted(publisher), lambda run: run["facts"] >= 2)
    merge(keeper, pair, "merge", survivor_id=new)
    assert network.eventually(lambda: person_of(both, referral), lambda found: found == new) == new
    assert (person_of(acre.staff, referral), called(acre, old)) == (old, "Dandara")
    assert acre.staff.get(f"/intake/v1/persons/{new}", expect=404).status == 404
    merged = network.eventually(lambda: counted(publisher), lambda run: run["hash"] != before["hash"])
    assert merged["facts"] == before["facts"]
    assert merged["hash"] != before["hash"]

    merge(keeper, pair, "undoing")
    assert network.eventually(lambda: person_of(both, referral), lambda found: found == old) == old
    assert called(acre, old) == name
    assert network.eventually(lambda: counted(publisher), lambda run: run["hash"] == before["hash"]) == before


def surname() -> str:
    """One that nobody else in this network has."""
    return "".join(choice("bdfglmnprst") + choice("aeiou") for _ in range(5)).capitalize()


def flagged(keeper: User, persons: set[str]) -> str:
    """The pair that the matcher has found; empty while it has not."""
    lines = keeper.get("/intake/v1/duplicate-pairs?limit=200").body["items"]
    return next((str(line["pair_id"]) for line in lines if {line["first_id"], line["second_id"]} == persons), "")


def merge(keeper: User, pair: str, step: str, **body: str) -> None:
    path = f"/intake/v1/duplicate-pairs/{pair}"
    keeper.post(f"{path}/{step}", body, keeper.get(path).version)


def person_of(user: User, referral: str) -> str:
    return str(user.get(referral).body["person_id"])


def called(scene: Scene, person: str) -> Any:
    return scene.staff.get(f"/intake/v1/persons/{person}").body["display_name"]


def counted(publisher: User) -> dict[str, Any]:
    """Who was received in a month that only this story has."""
    run = publisher.post("/analytics/v1/indicator-runs", {"indicator_id": "E06", "period": MONTH}).body
    return {"facts": run["facts"], "hash": run["inputs_hash"]}
