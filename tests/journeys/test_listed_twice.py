"""PL01 and PL02 over stores: two months' lists make one case, and what each of them found missing becomes one draft."""

from __future__ import annotations

from typing import Any

from validate_docbr import CPF

from scripts.demo.network import Network
from tests.journeys.scene import Scene

CASES, LISTS = "/intake/v1/pre-release-cases", "/intake/v1/pre-release-lists"


def test_one_case_for_two_lists_and_one_draft_for_what_each_found_missing(network: Network) -> None:
    scene, number = Scene.opened(network), CPF().generate()
    assert listed(scene, number, "2025-08-30", "rg")["cases"] == 1
    (case,) = cases(scene)
    path = f"{CASES}/{case['case_id']}"
    met = scene.staff.post(f"{path}/meeting", {}, 1)
    yes = scene.staff.post(f"{path}/answer", {"accepts": True}, met.version)
    assert drafts(scene) == [], "nobody is known to referrals before the yes is a person's"
    person = scene.person()
    scene.staff.post(f"{path}/person", {"person_id": person}, yes.version)
    assert network.eventually(lambda: drafts(scene), bool) == [(person, "identity_documents", "draft")]

    again = listed(scene, number, "2025-09-10", "rg", "voter_title")
    assert (again["cases"], [row["case_id"] for row in again["renewed"]]) == (0, [case["case_id"]])
    (now,) = cases(scene)
    assert (now["expected_release_on"], now["person_id"]) == ("2025-09-10", person)
    both = network.eventually(lambda: drafts(scene), lambda found: len(found) > 1)
    assert both == [(person, "identity_documents", "draft")] * 2
    listed(scene, number, "2025-09-10", "rg", "voter_title")
    assert (len(cases(scene)), len(drafts(scene))) == (1, 2)


def listed(scene: Scene, number: str, day: str, *missing: str) -> dict[str, Any]:
    """A list of this one person; what became of its row."""
    row = {"row": 1, "name": "Fictional Twelfth", "cpf": number, "expected_release_on": day}
    announced = {"office_id": scene.office, "source": "seeu_mdc", "rows": 1}
    taken = f"{LISTS}/{scene.staff.post(LISTS, announced).id}"
    chunk = {"chunk": 1, "rows": [{**row, "missing_documents": list(missing)}]}
    body: dict[str, Any] = scene.staff.post(f"{taken}/chunks", chunk).body
    return body


def cases(scene: Scene) -> list[Any]:
    items: list[Any] = scene.staff.get(f"{CASES}?office_id={scene.office}").body["items"]
    return items


def drafts(scene: Scene) -> list[tuple[str, str, str]]:
    items = scene.staff.get(f"/referrals/v1/referrals?office_id={scene.office}").body["items"]
    return [(line["person_id"], line["need_domain"], line["status"]) for line in items]
