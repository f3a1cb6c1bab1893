"""Pre-release work over HTTP on the real databases: an office's list, and a file that is taken once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.intake.people.domain.pre_release_case import PreReleaseCase
from tests.conftest import Token
from tests.http import Reply
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office

CASES, LISTS = "/v1/pre-release-cases", "/v1/pre-release-lists"
TODAY = date.today()  # noqa: DTZ011  only a day some time ahead is needed


def ahead(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def opened(office: Office, days: int, *missing: str) -> Reply:
    body = {
        "office_id": office.id,
        "name": "Fictional",
        "expected_release_on": ahead(days),
        "missing_documents": missing,
    }
    reply = office.api.post(CASES, body, office.staff)
    assert reply.status == 201, reply.body
    return reply


def done(office: Office, case: str, *steps: tuple[str, dict[str, Any]]) -> Reply:
    """The steps one after the other, from version 1 on."""
    for match, (step, body) in enumerate(steps, 1):
        reply = office.api.post(f"{CASES}/{case}/{step}", body, office.staff, match=match)
        assert reply.status == 200, reply.body
    return office.api.get(f"{CASES}/{case}", office.staff)


def listed(office: Office, query: str = "") -> list[dict[str, Any]]:
    reply = office.api.get(f"{CASES}?office_id={office.id}{query}", office.staff)
    assert reply.status == 200, reply.body
    return list(reply.body["items"])


def announced(office: Office, rows: int, **said: Any) -> Reply:
    return office.api.post(LISTS, {"office_id": office.id, "source": "seeu_mdc", "rows": rows, **said}, office.staff)


def row(number: int, **said: Any) -> dict[str, Any]:
    return {"row": number, "name": "Fictional", "expected_release_on": ahead(90), **said}


def test_an_office_sees_its_cases_by_the_expected_day(office: Office) -> None:
    later, sooner = opened(office, 40).id, opened(office, 20, "rg", "cpf").id
    assert [(line["case_id"], line["name"]) for line in listed(office)] == [(sooner, "Fictional"), (later, "Fictional")]
    assert [line["case_id"] for line in listed(office, "&missing_document=rg")] == [sooner]
    rg = {"document": "rg"}
    seen = done(office, sooner, ("document-request", rg), ("document-issue", rg), ("document-handover", {}))
    assert seen.body["documents"] == {"cpf": "missing", "rg": "handed_over"}
    assert listed(office, "&missing_document=rg") == []
    first = office.api.get(f"{CASES}?office_id={office.id}&limit=1", office.staff)
    second = office.api.get(first.headers["Link"].split(">")[0].lstrip("<"), office.staff)
    assert [line["case_id"] for line in first.body["items"] + second.body["items"]] == [sooner, later]


def test_a_case_becomes_a_persons_after_the_yes(office: Office) -> None:
    case, person = opened(office, 20).id, office.person(social_name="Dandara")
    early = office.api.post(f"{CASES}/{case}/person", {"person_id": person}, office.staff, match=1)
    assert (early.status, early.slug) == (409, "intake-acceptance-missing")
    steps = (("meeting", {}), ("answer", {"accepts": True}), ("person", {"person_id": person}))
    assert done(office, case, *steps, ("release", {})).body["person_id"] == person
    (line,) = listed(office)
    assert (line["voluntary_answer"], line["released"], line["person_id"]) == ("accepts", True, person)


def test_a_revoked_release_is_none(office: Office) -> None:
    case = opened(office, 20).id
    seen = done(office, case, ("release", {}), ("release-revocation", {"expected_release_on": None}))
    assert (seen.body["released"], seen.body["expected_release_on"]) == (False, None)
    contact = office.api.post(f"{CASES}/{case}/first-contact", {}, office.staff, match=3)
    assert (contact.status, contact.slug) == (409, "intake-not-released")


def test_the_list_says_who_may_be_called_and_whose_documents_wait(office: Office) -> None:
    silent, person = opened(office, 20, "rg").id, office.person(social_name="Dandara")
    rg = {"document": "rg"}
    done(office, silent, ("document-request", rg), ("document-issue", rg), ("release", {}))
    (line,) = listed(office, "&first_contact=not_wished")
    assert (line["case_id"], line["documents_waiting"], line["documents_handed_over"]) == (silent, ["rg"], False)
    refused = office.api.post(f"{CASES}/{silent}/first-contact", {}, office.staff, match=4)
    assert (refused.status, refused.slug) == (409, "intake-contact-not-wished")
    telephone = {"scope": "CONTACT", "channel": "phone"}
    case = opened(office, 30).id
    steps = (("meeting", {}), ("answer", {"accepts": True}), ("person", {"person_id": person}), ("release", {}))
    assert done(office, case, *steps).body["first_contact"] == "not_wished"
    granted = office.api.post(f"/v1/persons/{person}/consents", telephone, office.staff)
    assert [line["case_id"] for line in listed(office, "&first_contact=due")] == [case]
    assert office.api.post(f"{CASES}/{case}/first-contact", {}, office.staff, match=6).status == 200
    assert (granted.status, read_contact(office, case)) == (201, "made")
    assert office.api.post(f"{CASES}/{silent}/document-handover", {}, office.staff, match=4).status == 200
    came = office.api.post(f"{CASES}/{silent}/first-contact", {"came": True}, office.staff, match=5)
    assert (came.status, read_contact(office, silent)) == (200, "made")
    assert [line["documents_handed_over"] for line in listed(office)] == [True, True]


def read_contact(office: Office, case: str) -> object:
    return office.api.get(f"{CASES}/{case}", office.staff).body["first_contact"]


def test_another_office_has_no_such_case_list_or_person(office: Office, token: Token) -> None:
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    case, taken = opened(office, 20).id, announced(office, 1).id
    assert office.api.get(f"{CASES}/{case}", stranger).status == 404
    assert office.api.get(f"{CASES}?office_id={office.id}", stranger).status == 404
    assert office.api.post(f"{CASES}/{case}/meeting", {}, stranger, match=1).status == 404
    assert office.api.get(f"{LISTS}/{taken}", stranger).status == 404
    chunk = {"chunk": 1, "rows": [row(1)]}
    assert office.api.post(f"{LISTS}/{taken}/chunks", chunk, stranger).status == 404
    body = {"office_id": office.id, "name": "Fictional", "expected_release_on": ahead(20)}
    assert office.api.post(CASES, body, stranger).status == 404
    reader = token("receptionist", office=[office.id], uf=["AM"])
    assert office.api.post(CASES, body, reader).status == 403


def test_a_list_is_taken_once_and_completed(office: Office) -> None:
    taken = announced(office, 3, race_code_system="ibge", race_codes=["3"]).id
    chunk = {"chunk": 1, "rows": [row(1, race_code="3"), row(3, race_code="7")]}
    for _ in range(2):
        reply = office.api.post(f"{LISTS}/{taken}/chunks", chunk, office.staff)
        assert (reply.status, reply.body["cases"]) == (201, 1)
        assert reply.body["refused"] == [{"row": 3, "code": "intake.race-code-unknown"}]
    assert [line["case_id"] for line in listed(office)] == [str(PreReleaseCase.create_id(UUID(taken), 1))]
    early = office.api.post(f"{LISTS}/{taken}/completion", {}, office.staff, match=2)
    assert (early.status, early.slug) == (409, "intake-rows-missing")
    assert office.api.post(f"{LISTS}/{taken}/completion", {"left_out": 1}, office.staff, match=2).status == 200
    seen = office.api.get(f"{LISTS}/{taken}", office.staff).body
    assert (seen["status"], seen["taken"], seen["refused"]) == ("completed", 2, 1)


def test_an_ambiguous_list_is_rejected_before_a_row(office: Office) -> None:
    rejected = announced(office, 1, race_codes=["2", "4"])
    assert (rejected.status, rejected.body["status"]) == (201, "rejected")
    refused = office.api.post(f"{LISTS}/{rejected.id}/chunks", {"chunk": 1, "rows": [row(1)]}, office.staff)
    assert (refused.status, refused.slug, listed(office)) == (409, "intake-pre-release-list-rejected", [])


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [({"name": ""}, "/rows/0/name"), ({"expected_release_on": "0001-01-01"}, "/rows/0/expected_release_on")],
)
def test_a_wrong_row_is_named_without_what_it_says(office: Office, wrong: dict[str, Any], pointer: str) -> None:
    taken = announced(office, 1).id
    reply = office.api.post(f"{LISTS}/{taken}/chunks", {"chunk": 1, "rows": [row(1, **wrong)]}, office.staff)
    assert (reply.status, [error["pointer"] for error in reply.body["errors"]]) == (422, [pointer])
    assert listed(office) == []


def test_a_row_stands_once_in_a_chunk(office: Office) -> None:
    chunk = {"chunk": 1, "rows": [row(1), row(1)]}
    reply = office.api.post(f"{LISTS}/{announced(office, 2).id}/chunks", chunk, office.staff)
    assert (reply.status, reply.body["errors"][0]["code"]) == (422, "repeated-row")
