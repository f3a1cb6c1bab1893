"""X05: who is over 80 goes before who is 65, who goes before who breastfeeds; a life in danger goes before all."""

from __future__ import annotations

from typing import Any

from scripts.demo.network import Network
from tests.journeys.scene import Scene


def test_the_order_is_the_laws_and_each_is_told_the_own_reason_only(network: Network) -> None:
    scene = Scene.opened(network)
    disabled = arrive(scene, scene.person(birth_date="1959-06-01"), disability=True)
    breastfeeding = arrive(scene, pregnant_or_with_small_children=True)
    eldest = arrive(scene, scene.person(social_name="Anselmo"), age=81)  # no birth date: the own word counts
    assert order(scene) == [(eldest, "PR1"), (disabled, "PR2"), (breastfeeding, "PR3")]
    in_danger = arrive(scene)
    assert order(scene)[-1] == (in_danger, "PR4")
    scene.staff.post(f"/intake/v1/receptions/{in_danger}/priority", {"danger_to_life": True}, match=1)
    assert order(scene)[:2] == [(in_danger, "PR0"), (eldest, "PR1")]
    told = {place["reception_id"]: place["explanations"]["pt"] for place in queue(scene)}
    assert told[eldest] == "Pessoas com mais de 80 anos são atendidas primeiro, por lei."
    assert not any("Anselmo" in text for text in told.values())


def arrive(scene: Scene, person: str | None = None, **said: Any) -> str:
    arrival = {"office_id": scene.office, "person_id": person, **said}
    return scene.staff.post("/intake/v1/receptions", arrival).id


def queue(scene: Scene) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = scene.staff.get(f"/intake/v1/receptions?office_id={scene.office}").body["items"]
    return items


def order(scene: Scene) -> list[tuple[str, str]]:
    return [(place["reception_id"], place["priority_class"]) for place in queue(scene)]
