"""X18: a state's file says "3" for race/colour and not by which table; nothing of it is taken or guessed."""

from __future__ import annotations

from typing import Any

from scripts.demo.chapters.referral import slug
from scripts.demo.network import Network
from tests.journeys.scene import Scene

LISTS = "/intake/v1/pre-release-lists"
ROW = {"row": 1, "name": "Fictional First", "expected_release_on": "2025-08-30", "race_code": "3"}


def test_the_list_is_rejected_as_a_whole_until_its_table_is_named(network: Network) -> None:
    scene = Scene.opened(network)
    announced = {"office_id": scene.office, "source": "seeu_mdc", "rows": 1}
    rejected = scene.staff.post(LISTS, {**announced, "race_codes": ["1", "3"]})
    assert rejected.body["status"] == "rejected"
    refused = scene.staff.post(f"{LISTS}/{rejected.id}/chunks", {"chunk": 1, "rows": [ROW]}, expect=409)
    assert slug(refused) == "intake-pre-release-list-rejected"
    hidden = scene.staff.post(LISTS, announced)  # announced without saying which codes come
    scene.staff.post(f"{LISTS}/{hidden.id}/chunks", {"chunk": 1, "rows": [ROW]}, any_status=True)
    assert scene.staff.get(f"{LISTS}/{hidden.id}").body["status"] == "rejected"
    assert cases(scene) == []
    named = scene.staff.post(LISTS, {**announced, "race_codes": ["1", "3"], "race_code_system": "esocial"})
    taken = scene.staff.post(f"{LISTS}/{named.id}/chunks", {"chunk": 1, "rows": [ROW]})
    assert (taken.body["cases"], taken.body["refused"], len(cases(scene))) == (1, [], 1)


def cases(scene: Scene) -> list[Any]:
    items: list[Any] = scene.staff.get(f"/intake/v1/pre-release-cases?office_id={scene.office}").body["items"]
    return items
