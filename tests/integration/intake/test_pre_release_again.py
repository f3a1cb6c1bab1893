"""Who stands on two lists has one case, on the real databases: tokens find it, also for two lists at once (PL01)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from validate_docbr import CPF

from contracts.vocabulary.network import UF
from infra.locks import PRE_RELEASE_LISTS
from scripts.stack.stack import Stack
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.intake.tables import table_of
from tests.integration.intake.test_pre_release import CASES, LISTS, ahead, announced, listed, row
from tests.integration.intake.test_reception_day import Office, opened_office
from tests.integration.intake.test_reception_day import office as office

BORN = "1990-01-02"


def taken(office: Office, *rows: dict[str, Any]) -> Reply:
    """The rows of a list of their own, in one chunk."""
    chunk = {"chunk": 1, "rows": [row(number, **said) for number, said in enumerate(rows, 1)]}
    reply = office.api.post(f"{LISTS}/{announced(office, len(rows)).id}/chunks", chunk, office.staff)
    assert reply.status == 201, reply.body
    return reply


def read(office: Office, case: str) -> dict[str, Any]:
    reply = office.api.get(f"{CASES}/{case}", office.staff)
    assert reply.status == 200, reply.body
    return dict(reply.body)


@pytest.fixture
def name() -> str:
    """Two words that nobody else has: letters alone, for digits are no part of a name."""
    return " ".join("".join(chr(ord("a") + int(digit, 16)) for digit in uuid4().hex[:12]) for _ in range(2))


def test_the_next_months_list_renews_the_case(office: Office) -> None:
    number = CPF().generate()
    taken(office, {"cpf": number, "missing_documents": ["rg"]})
    (case,) = listed(office)
    again = taken(office, {"cpf": number, "expected_release_on": ahead(40), "missing_documents": ["rg", "cpf"]})
    assert (again.body["cases"], again.body["renewed"]) == (
        0, [{"row": 1, "case_id": case["case_id"], "code": "listed-again"}],
    )  # fmt: skip
    (now,) = listed(office)
    assert (now["case_id"], now["expected_release_on"]) == (case["case_id"], ahead(40))
    assert (sorted(now["missing_documents"]), now["listed_elsewhere"]) == (["cpf", "rg"], False)
    assert now["last_listed_at"] > case["last_listed_at"]


def test_a_sources_number_counts_with_the_name(office: Office, name: str) -> None:
    reference = uuid4().hex
    taken(office, {"name": name, "reference": reference})
    again = taken(office, {"name": name.upper(), "reference": reference}, {"name": "Fictional", "reference": reference})
    assert (len(again.body["renewed"]), again.body["cases"], len(listed(office))) == (1, 1, 2)


def test_what_a_later_list_writes_otherwise_finds_the_case_from_then_on(office: Office, name: str) -> None:
    number, reference = CPF().generate(), uuid4().hex
    taken(office, {"cpf": number})
    taken(office, {"cpf": number, "name": name, "reference": reference, "birth_date": BORN})
    assert len(taken(office, {"name": name, "reference": reference}).body["renewed"]) == 1
    asked = taken(office, {"name": name, "birth_date": BORN})
    assert asked.body["noted"] == [{"row": 1, "code": "possible-duplicate"}]


def test_two_lists_at_once_open_one_case_for_each_person(office: Office) -> None:
    numbers = [{"cpf": CPF().generate()} for _ in range(10)]

    def another(_: int) -> Reply:
        return taken(replace(office, api=Api(office.api.client.application.test_client())), *numbers)

    with ThreadPoolExecutor(2) as threads:
        answers = [reply.body for reply in threads.map(another, range(2))]
    assert sorted(len(answer["renewed"]) for answer in answers) == [0, 10]
    assert len(listed(office)) == 10


def test_who_would_wait_long_for_another_list_of_the_state_is_asked_to_come_again(office: Office, stack: Stack) -> None:
    opened = announced(office, 1).id
    chunk = {"chunk": 1, "rows": [row(1, cpf=CPF().generate())]}
    with stack.postgres.connect("intake") as connection:
        connection.execute("SELECT pg_advisory_lock(%s, %s)", (PRE_RELEASE_LISTS, [*UF].index(UF.AM)))
        waiting = office.api.post(f"{LISTS}/{opened}/chunks", chunk, office.staff)
    assert (waiting.status, listed(office)) == (503, [])
    assert int(waiting.headers["Retry-After"]) > 0
    assert office.api.post(f"{LISTS}/{opened}/chunks", chunk, office.staff).body["cases"] == 1


def test_another_office_learns_that_there_is_a_case_and_not_whose(office: Office, token: Token) -> None:
    number = CPF().generate()
    taken(office, {"cpf": number})
    body = {"name": "Norte", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus"}
    other = office.api.post("/v1/offices", body, token("office_coordinator", uf=["AM"])).id
    stranger = Office(office.api, other, token("social_worker", office=[other], uf=["AM"]))
    again = taken(stranger, {"cpf": number})
    assert again.body["renewed"] == [{"row": 1, "case_id": None, "code": "at-another-office"}]
    by_hand = {"office_id": other, "name": "Fictional", "expected_release_on": ahead(20), "cpf": number}
    refused = office.api.post(CASES, by_hand, stranger.staff)
    assert (refused.status, refused.slug, refused.body.get("successor")) == (
        409, "intake-pre-release-case-stands", None,
    )  # fmt: skip
    assert listed(stranger) == []
    assert [line["listed_elsewhere"] for line in listed(office)] == [True]


def test_a_case_is_handed_over_within_the_state(office: Office, api: Callable[[str], Api], token: Token) -> None:
    number = CPF().generate()
    taken(office, {"cpf": number})
    (case,) = listed(office)
    other = opened_office(api("intake"), token)
    path = f"{CASES}/{case['case_id']}/office"
    assert office.api.post(path, {"office_id": other.id}, other.staff, match=1).status == 404
    assert office.api.post(path, {"office_id": other.id}, office.staff, match=1).status == 200
    assert (listed(office), [line["case_id"] for line in listed(other)]) == ([], [case["case_id"]])
    assert office.api.get(f"{CASES}/{case['case_id']}", office.staff).status == 404
    back = office.api.post(path, {"office_id": other.id}, other.staff, match=2)
    assert (back.status, back.slug) == (409, "intake-pre-release-office-unchanged")


def test_a_name_asks_people_and_they_decide(office: Office, name: str) -> None:
    taken(office, {"name": name, "birth_date": BORN})
    again = taken(office, {"name": name, "birth_date": BORN})
    assert (again.body["cases"], again.body["noted"]) == (1, [{"row": 1, "code": "possible-duplicate"}])
    (asked,) = listed(office, "&possible_duplicates=true")
    case = asked["case_id"]
    (one,) = read(office, case)["possible_duplicates"]
    decision = {"other_case_id": one, "same": True}
    assert office.api.post(f"{CASES}/{case}/duplicate-decision", decision, office.staff, match=1).status == 200
    assert [line["case_id"] for line in listed(office)] == [one]
    refused = office.api.post(f"{CASES}/{case}/meeting", {}, office.staff, match=1)
    assert (refused.slug, refused.body["successor"]) == ("intake-pre-release-case-is-another", one)
    assert read(office, case)["same_as"] == one
    decision["same"] = False
    assert office.api.post(f"{CASES}/{case}/duplicate-decision", decision, office.staff, match=1).status == 200
    assert (len(listed(office)), listed(office, "&possible_duplicates=true")) == (2, [])


def test_two_cases_are_decided_on_by_who_has_both(office: Office, token: Token) -> None:
    body = {"office_id": office.id, "name": "Fictional", "expected_release_on": ahead(20)}
    case = office.api.post(CASES, body, office.staff).id
    decision = {"other_case_id": str(uuid4()), "same": True}
    path = f"{CASES}/{case}/duplicate-decision"
    assert office.api.post(path, decision, office.staff, match=1).slug == "intake-pre-release-duplicate-not-flagged"
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    assert office.api.post(path, {**decision, "other_case_id": case}, stranger, match=1).status == 404
    unasked = office.api.post(path, {**decision, "other_case_id": case}, office.staff, match=1)
    assert (unasked.status, unasked.slug) == (409, "intake-pre-release-duplicate-not-flagged")


def test_a_case_points_at_the_person_who_has_its_number(office: Office) -> None:
    number, person = CPF().generate(), office.person(social_name="Dandara")
    recorded = {"system": "cpf", "value": number}
    assert office.api.post(f"/v1/persons/{person}/identifiers", recorded, office.staff).status == 201
    taken(office, {"cpf": number})
    (case,) = listed(office)
    assert read(office, case["case_id"])["known_persons"] == [person]
    assert case["person_id"] is None


@pytest.mark.parametrize(("wrong", "code"), [({"cpf": "111.111.111-11"}, "invalid-cpf"), ({"rji": "1"}, "invalid-rji")])
def test_by_hand_a_number_is_checked_without_saying_it(office: Office, wrong: dict[str, str], code: str) -> None:
    body = {"office_id": office.id, "name": "Fictional", "expected_release_on": ahead(20), **wrong}
    reply = office.api.post(CASES, body, office.staff)
    assert (reply.status, [error["code"] for error in reply.body["errors"]]) == (422, [code])
    assert "111.111" not in str(reply.body["errors"])


def test_no_number_or_name_stands_in_the_index(office: Office, stack: Stack, name: str) -> None:
    number = CPF().generate()
    taken(office, {"name": name, "cpf": number, "birth_date": BORN, "reference": uuid4().hex})
    (case,) = listed(office)
    sql = f"SELECT kind, token FROM {table_of(stack, 'pre_release_index')} WHERE case_id = %s ORDER BY kind"
    with stack.postgres.connect("intake") as connection:
        rows = connection.execute(sql.encode(), (UUID(case["case_id"]),)).fetchall()
    assert [kind for kind, _ in rows] == ["birth-date", "identifier", "listed-as", "name-and-birth"]
    assert {len(token) for _, token in rows} == {16}
