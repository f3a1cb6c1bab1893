"""A person is found by a number through blind tokens, inside the office, and no longer once it is removed."""

from __future__ import annotations

import pytest
from validate_docbr import CPF

from scripts.stack.stack import Stack
from tests.conftest import Token
from tests.http import Reply
from tests.integration.intake.tables import table_of
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office


def record(office: Office, person: str, **identifier: str) -> Reply:
    return office.api.post(f"/v1/persons/{person}/identifiers", identifier, office.staff)


def look_up(office: Office, value: str, bearer: str | None = None, **more: str) -> Reply:
    body = {"office_id": office.id, "system": "cpf", "value": value, **more}
    return office.api.post("/v1/person-lookups", body, bearer or office.staff)


def test_a_person_is_found_by_a_number_however_it_is_written(office: Office) -> None:
    number = str(CPF().generate(True))
    person = office.person(civil_name="Nome Civil", social_name="Dandara")
    recorded = record(office, person, system="cpf", value=number)
    assert recorded.status == 201, recorded.body
    found = look_up(office, number.replace(".", ""))
    assert found.body == {"items": [{"id": person, "display_name": "Dandara"}]}
    held = office.api.get(f"/v1/persons/{person}/identifiers", office.staff).body["items"]
    plain = number.replace(".", "").replace("-", "")
    assert held == [{"identifier_id": recorded.id, "system": "cpf", "country": None, "value": plain}]


def test_the_same_number_is_recorded_once_for_a_person_and_gone_when_removed(office: Office) -> None:
    number, person = CPF().generate(), office.person(social_name="Rosa")
    recorded = record(office, person, system="cpf", value=number)
    assert record(office, person, system="cpf", value=number).slug == "intake-identifier-already-recorded"
    path = f"/v1/persons/{person}/identifiers/{recorded.id}/removal"
    assert office.api.post(path, {}, office.staff).status == 201
    assert look_up(office, number).body == {"items": []}
    assert office.api.post(path, {}, office.staff).status == 404
    assert record(office, person, system="cpf", value=number).status == 201


def test_a_number_that_no_register_wrote_is_refused_without_saying_it(office: Office) -> None:
    refused = record(office, office.person(), system="cpf", value="111.111.111-11")
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, "/value")
    assert refused.body["errors"][0]["code"] == "invalid-cpf"
    assert "111" not in str(refused.body["errors"])


def test_another_office_finds_nobody_and_cannot_ask_for_this_one(office: Office, token: Token) -> None:
    number, person = CPF().generate(), office.person(social_name="Rosa")
    record(office, person, system="cpf", value=number)
    stranger = token("social_worker", office=["0199d1de-0000-7000-8000-000000000001"], uf=["AM"])
    assert look_up(office, number, stranger).status == 404
    elsewhere = look_up(office, number, stranger, office_id="0199d1de-0000-7000-8000-000000000001")
    assert elsewhere.body == {"items": []}
    assert office.api.get(f"/v1/persons/{person}/identifiers", stranger).status == 404


@pytest.mark.parametrize("view", ["person_index", None])
def test_the_number_stands_nowhere_in_clear(office: Office, stack: Stack, view: str | None) -> None:
    table = table_of(stack, view) if view else "stored_events"
    number = CPF().generate()
    record(office, office.person(social_name="Rosa"), system="cpf", value=number)
    with stack.postgres.connect("intake") as connection:
        row = connection.execute(
            f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%%' || %s || '%%'".encode(), (number,)
        ).fetchone()
    assert row == (0,)
