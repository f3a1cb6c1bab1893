"""Whoever was on a list and became a person is erased with all that the list said, deadlines included."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from validate_docbr import CPF

from tests.integration.erasure.network import Network

CASES, BORN = "/v1/pre-release-cases", "1990-01-02"


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


def test_a_case_that_turned_out_to_be_the_persons_goes_too(net: Network) -> None:
    soon = (date.today() + timedelta(days=300)).isoformat()  # noqa: DTZ011  only some day ahead
    letters = "".join(chr(ord("a") + int(digit, 16)) for digit in uuid4().hex[:12])
    body = {"office_id": net.office, "name": f"{letters} Canária", "expected_release_on": soon, "birth_date": BORN}
    case, other = (net.intake.post(CASES, body, net.worker).id for _ in range(2))
    person = net.person().id
    decision = {"other_case_id": case, "same": True}
    assert net.intake.post(f"{CASES}/{other}/duplicate-decision", decision, net.worker, match=1).status == 200
    for match, (step, said) in enumerate(
        (("meeting", {}), ("answer", {"accepts": True}), ("person", {"person_id": person})), 1
    ):
        assert net.intake.post(f"{CASES}/{case}/{step}", said, net.worker, match=match).status == 200
    net.carry()
    request = net.erased(person)
    assert net.intake.get(f"/v1/erasure-requests/{request}", net.officer()).body["status"] == "completed"
    assert net.nodes["intake"].erasure(person).purged["read-model:pre_release_cases"] == 2
    assert net.nodes["intake"].erasure(person).purged["read-model:pre_release_index"] == 4
    assert net.intake.get(f"{CASES}/{other}", net.worker).status == 410
