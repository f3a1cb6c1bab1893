"""Whoever was on a list and became a person is erased with all that the list said, deadlines included."""

from __future__ import annotations

from datetime import date, timedelta

from validate_docbr import CPF

from tests.integration.erasure.network import Network

CASES = "/v1/pre-release-cases"


def test_the_case_goes_with_the_person(net: Network) -> None:
    soon = (date.today() + timedelta(days=300)).isoformat()  # noqa: DTZ011  only some day ahead
    body = {
        "office_id": net.office,
        "name": "Canária",
        "expected_release_on": soon,
        "reference": "R1",
        "prison_unit": "U",
        "cpf": CPF().generate(),
    }
    case = net.intake.post(CASES, body, net.worker).id
    person = net.person().id
    steps = (("release", {}), ("meeting", {}), ("answer", {"accepts": True}), ("person", {"person_id": person}))
    for match, (step, said) in enumerate(steps, 1):
        done = net.intake.post(f"{CASES}/{case}/{step}", said, net.worker, match=match)
        assert done.status == 200, done.body
    net.carry()
    request = net.erased(person)
    assert net.intake.get(f"/v1/erasure-requests/{request}", net.officer()).body["status"] == "completed"
    purged = net.nodes["intake"].erasure(person).purged
    assert purged["read-model:pre_release_cases"] == 1
    assert purged["read-model:pre_release_index"] == 2  # the number, and the reference with the name
    gone = net.intake.get(f"{CASES}/{case}", net.worker)
    assert (gone.status, gone.slug) == (410, "subject-erased")
    assert net.intake.get(f"{CASES}?office_id={net.office}", net.worker).body["items"] == []
