"""Somebody is found by a name as it was heard, inside the office, and shown by the social name alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Token
from tests.http import Reply
from tests.integration.intake.test_identifiers import record
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office


def search(office: Office, name: str, bearer: str | None = None, **more: Any) -> Reply:
    body = {"office_id": office.id, "name": name, **more}
    return office.api.post("/v1/person-searches", body, bearer or office.staff)


def names(reply: Reply) -> list[str]:
    assert reply.status == 200, reply.body
    return [item["display_name"] for item in reply.body["items"]]


@pytest.mark.parametrize("heard", ["Luis", "luiz souza", "SOUSA", "Luís de Sousa", "Thiago Souza"])
def test_a_spelling_finds_the_person(office: Office, heard: str) -> None:
    office.person(civil_name="Luiz Tiago de Sousa")
    office.person(civil_name="Outra Pessoa")
    assert names(search(office, heard)) == ["Luiz Tiago de Sousa"]


def test_the_civil_name_finds_and_the_social_name_is_shown(office: Office) -> None:
    office.person(civil_name="Nome Antigo Ferreira", social_name="Dandara")
    found = search(office, "Ferreyra")
    assert names(found) == ["Dandara"]
    assert "Antigo" not in str(found.body)
    assert names(search(office, "Dandarra")) == ["Dandara"]


def test_all_words_are_wanted_and_the_best_heard_comes_first(office: Office) -> None:
    office.person(civil_name="Deonisio Lima")
    office.person(civil_name="Dionisio Lima")
    assert names(search(office, "Dionísio Lima")) == ["Dionisio Lima", "Deonisio Lima"]
    assert names(search(office, "Dionísio Prado")) == []
    assert names(search(office, "Lima", limit=1)) == ["Deonisio Lima"]


def test_a_birth_date_narrows_and_a_correction_counts(office: Office) -> None:
    person = office.person(civil_name="Rosa Prado", birth_date="1980-01-02")
    office.person(civil_name="Rosa Prado", birth_date="1991-03-04")
    assert len(names(search(office, "Roza Prado"))) == 2
    assert [i["id"] for i in search(office, "Roza", birth_date="1980-01-02").body["items"]] == [person]
    path = f"/v1/persons/{person}/corrections"
    corrected = office.api.post(path, {"civil_name": "Irene Prado", "birth_date": "1980-02-01"}, office.staff, match=1)
    assert corrected.status == 200
    assert names(search(office, "Rosa", birth_date="1980-01-02")) == []
    assert names(search(office, "Irene", birth_date="1980-02-01")) == ["Irene Prado"]


def test_another_office_finds_nobody(office: Office, token: Token) -> None:
    office.person(civil_name="Rosa Prado")
    other = "0199d1de-0000-7000-8000-000000000001"
    stranger = token("social_worker", office=[other], uf=["AM"])
    assert search(office, "Rosa", stranger).status == 404
    assert names(search(office, "Rosa", stranger, office_id=other)) == []


def test_what_is_no_name_is_refused(office: Office) -> None:
    refused = search(office, "12 --")
    assert (refused.status, refused.body["errors"][0]["code"]) == (422, "no-word-of-a-name")
    assert search(office, "Rosa", limit=51).status == 422


def test_a_number_that_two_records_have_is_told_and_nobody_is_merged(office: Office) -> None:
    first, second = office.person(social_name="Rosa"), office.person(social_name="Roza")
    number = {"system": "rji", "value": "170000000-13"}
    assert record(office, first, **number).body["possible_duplicates"] == []
    assert record(office, second, **number).body["possible_duplicates"] == [first]
    assert names(search(office, "Rosa")) == ["Rosa", "Roza"]
