"""Somebody who was received, called, and left once is erased (X07): no row, no paper and no adaptation is left."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.integration.erasure.network import Network


class Received(NamedTuple):
    person: str
    reception: str
    certificate: str
    counted: int


@pytest.fixture(scope="module")
def received(net: Network) -> Received:
    person = net.person(civil_name="Canária Eulália").id
    body = {"office_id": net.office, "person_id": person, "adaptations": ["large-print"]}
    reception = net.intake.post("/v1/receptions", body, net.worker).id
    path = f"/v1/receptions/{reception}"
    assert net.intake.post(f"{path}/start", {"interpreter": "libras"}, net.worker, match=1).status == 200
    paper = net.intake.post(f"{path}/certificates", {"evidence": "audio"}, net.worker)
    assert net.intake.post(f"{path}/completion", {"outcome": "oriented"}, net.worker, match=paper.version).status == 200
    left = net.intake.post("/v1/receptions", body, net.worker).id
    assert net.intake.post(f"/v1/receptions/{left}/departure", {}, net.worker, match=1).status == 200
    counted = net.nodes["intake"].rows_of("office_receptions", person)
    net.carry()
    net.erased(person)
    return Received(person, reception, paper.id, counted)


def test_the_rows_of_the_desk_are_gone(net: Network, received: Received) -> None:
    node = net.nodes["intake"]
    assert received.counted == 2
    assert node.rows_of("office_receptions", received.person) == 0
    assert node.erasure(received.person).verified
    assert node.erasure(received.person).purged["read-model:office_receptions"] == 2


def test_neither_paper_nor_adaptation_nor_page_can_be_read(net: Network, received: Received) -> None:
    path = f"/v1/receptions/{received.reception}"
    attempts = [
        net.intake.get(f"{path}/certificates/{received.certificate}", net.worker),
        net.intake.get(f"{path}/adaptations", net.worker),
        net.intake.get(f"/v1/persons/{received.person}/page", net.worker),
        net.intake.get(f"/v1/persons/{received.person}/receptions", net.worker),
        net.intake.post(f"{path}/certificates", {"evidence": "audio"}, net.worker),
        net.intake.post(f"{path}/departure", {}, net.worker, match=99),
        net.intake.post(
            "/v1/virtual-contacts",
            {"office_id": net.office, "person_id": received.person, "channel": "phone"},
            net.worker,
        ),
    ]
    assert [(reply.status, reply.slug) for reply in attempts] == [(410, "subject-erased")] * len(attempts)
