"""The blind tokens of somebody go with the erasure: the number then leads to nobody."""

from __future__ import annotations

from validate_docbr import CPF

from tests.integration.erasure.network import Network


def test_no_token_of_an_erased_person_is_left(net: Network) -> None:
    number = CPF().generate()
    made = net.person(civil_name="Canária Zulmira do Porto", birth_date="1961-02-03")
    path = f"/v1/persons/{made.id}/identifiers"
    assert net.intake.post(path, {"system": "cpf", "value": number}, net.worker).status == 201
    lookup = {"office_id": net.office, "system": "cpf", "value": number}
    assert len(net.intake.post("/v1/person-lookups", lookup, net.worker).body["items"]) == 1
    net.carry()
    net.erased(made.id)
    node = net.nodes["intake"]
    assert node.rows_of("person_index", made.id) == 0
    assert node.erasure(made.id).purged["read-model:person_index"] == 9
    assert net.intake.post("/v1/person-lookups", lookup, net.worker).body == {"items": []}
    assert net.intake.get(path, net.worker).slug == "subject-erased"
