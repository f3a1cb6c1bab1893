"""Data subjects' requests over HTTP: all that is held, on record and with a digest; who was told; what is due."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import rfc8785

from infra.world import now
from tests.conftest import Token
from tests.http import Reply
from tests.integration.intake.test_consents import ring
from tests.integration.intake.test_follow_up import Office
from tests.integration.intake.test_follow_up import office as office

REQUESTS = "/v1/data-subject-requests"


class Desk:
    def __init__(self, office: Office, token: Token) -> None:
        self.office, self.token = office, token

    def ask(self, kind: str, **values: Any) -> str:
        return self.office.post(REQUESTS, {"person_id": self.office.person, "kind": kind, **values}, status=201).id

    def identified(self, kind: str) -> str:
        request = self.ask(kind)
        self.office.post(f"{REQUESTS}/{request}/identity-check", {"method": "document"}, match=1)
        return request

    def package(self, request: str) -> Reply:
        return self.office.get(f"{REQUESTS}/{request}/package")

    def answer(self, request: str, **body: Any) -> Reply:
        body = {"means": "handed_over", **body}
        return self.office.api.post(f"{REQUESTS}/{request}/answer", body, self.office.staff, match=2)

    def due(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.office.get(f"{REQUESTS}?office_id={self.office.id}").body["items"]
        return items

    @property
    def herself(self) -> str:
        return self.token("person", subject=f"urn:travessia:person:{self.office.person}")


@pytest.fixture
def desk(office: Office, token: Token) -> Desk:
    return Desk(office, token)


def digest_of(package: dict[str, Any]) -> str:
    content = {name: value for name, value in package.items() if name != "digest"}
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


@pytest.mark.parametrize("kind", ["access", "portability"])
def test_she_is_given_all_that_is_held_of_her_and_the_reading_is_on_record(desk: Desk, kind: str) -> None:
    office, person = desk.office, f"/v1/persons/{desk.office.person}"
    office.post(f"{person}/race-colour", {"race_colour": "BLACK"}, match=2)
    office.post(f"{person}/identifiers", {"system": "cpf", "value": "529.982.247-25"}, status=201)
    office.post(f"{person}/consents", {"scope": "SERVICE_RECORD", "evidence_ref": "Folder 12"}, status=201)
    office.post("/v1/plans", {"person_id": office.person}, status=201)
    request = desk.identified(kind)
    package = desk.package(request).body
    assert package["digest"] == digest_of(package)
    text = json.dumps(package, ensure_ascii=False)
    for value in ("Name In The Register", "Dandara", "BLACK", "52998224725", "Folder 12"):
        assert value in text
    kinds = {line["what"].rsplit(".", 1)[0] for line in package["records"]}
    assert {"intake.person", "intake.identifiers", "intake.consent-ledger", "intake.follow-up-plan"} <= kinds
    assert "[sealed]" not in text
    assert "lead_professional" not in text, "who works there is not her data"

    assert desk.answer(request, digest=package["digest"], reference="Receipt 7").status == 200
    read = office.get(f"{person}/disclosures").body["items"]
    mine = [item for item in read if item["purpose"] == "data-subject-request"]
    assert {item["recipient"] for item in mine} == {office.person}
    assert {"civil_name", "race_colour"} <= set(mine[0]["kinds"])
    told = office.get(f"{REQUESTS}/{request}").body
    assert (told["status"], told["digest"], told["means"]) == ("answered", package["digest"], "handed_over")
    assert desk.package(request).slug == "intake-subject-request-over"


def test_what_has_changed_meanwhile_is_read_again(desk: Desk) -> None:
    request = desk.identified("access")
    old = desk.package(request).body["digest"]
    desk.office.post(f"/v1/persons/{desk.office.person}/social-name", {"social_name": "Dandara Maria"}, match=2)
    for stale in ({"digest": old}, {}):
        answer = desk.answer(request, **stale)
        assert (answer.status, answer.slug) == (409, "intake-package-changed")
    assert desk.answer(request, digest=desk.package(request).body["digest"]).status == 200


def test_she_is_told_with_whom_her_data_were_shared_and_not_what_she_read_herself(desk: Desk) -> None:
    office, partner = desk.office, str(uuid4())
    consent = {"scope": "SHARE_WITH_PARTNER", "recipients": [partner], "data_classes": ["display_name"]}
    person = f"/v1/persons/{office.person}"
    grant = office.post(f"{person}/consents", consent, status=201).id
    service = desk.token("service", subject="urn:travessia:referrals")
    shared = f"{person}/shared-fields?grant={grant}&recipient={partner}&fields=display_name"
    assert office.api.get(shared, service, **{"X-On-Behalf-Of": "partner-user-7"}).status == 200
    desk.package(desk.identified("access"))
    request = desk.identified("information_on_sharing")
    package = desk.package(request).body
    (sharing,) = package["sharings"]
    assert (sharing["recipient"], sharing["kinds"], sharing["legal_basis"]) == (partner, ["social_name"], "LB_CONSENT")
    assert (package["records"], package["digest"]) == ([], digest_of(package))
    assert desk.answer(request, digest=package["digest"], means="electronic").status == 200


def test_a_correction_is_answered_without_a_package(desk: Desk) -> None:
    request = desk.identified("correction")
    assert desk.package(request).slug == "intake-nothing-to-package"
    desk.office.post(f"/v1/persons/{desk.office.person}/corrections", {"civil_name": "As It Is"}, match=2)
    assert desk.answer(request, means="spoken").status == 200


def test_a_request_for_erasure_is_the_erasure_request(desk: Desk) -> None:
    office = desk.office
    body = {"person_id": office.person, "kind": "erasure"}
    asked = office.post(REQUESTS, body, status=201)
    assert asked.headers["Location"].endswith(f"/v1/erasure-requests/{asked.id}")
    assert office.get(f"/v1/erasure-requests/{asked.id}").body["status"] == "opened"
    again = office.api.post(REQUESTS, body, office.staff)
    assert (again.status, again.slug) == (409, "intake-erasure-already-requested")
    assert [(line["request_id"], line["kind"]) for line in desk.due()] == [(asked.id, "erasure")]


def test_what_is_due_at_the_office_the_earliest_first_and_what_is_overdue(desk: Desk) -> None:
    later, soon = desk.ask("access"), desk.ask("portability", occurred_at=(now() - timedelta(days=9)).isoformat())
    missed = desk.ask("correction", occurred_at=(now() - timedelta(days=60)).isoformat())
    ring(desk.office)
    assert [(line["request_id"], line["overdue"]) for line in desk.due()] == [
        (missed, True), (soon, False), (later, False),
    ]  # fmt: skip
    page = desk.office.get(f"{REQUESTS}?office_id={desk.office.id}&limit=2")
    rest = desk.office.get(page.headers["Link"].split(">")[0].lstrip("<")).body["items"]
    assert [line["request_id"] for line in rest] == [later]
    desk.office.post(f"{REQUESTS}/{missed}/refusal", {"ground": "taken_back"}, match=1)
    assert [line["request_id"] for line in desk.due()] == [soon, later]
    assert desk.office.get(f"{REQUESTS}/{missed}").body["ground"] == "taken_back"


def test_she_asks_herself_and_reads_where_it_stands_but_decides_nothing(desk: Desk, token: Token) -> None:
    office = desk.office
    asked = office.api.post(REQUESTS, {"person_id": office.person, "kind": "access"}, desk.herself)
    assert asked.status == 201
    path = f"{REQUESTS}/{asked.id}"
    assert office.get(path, desk.herself).body["status"] == "opened"
    assert office.get(f"{path}/package", desk.herself).status == 403
    somebody = token("person", subject=f"urn:travessia:person:{uuid4()}")
    there = token("social_worker", office=[uuid4()], uf=["TO"])
    officer = token("data_protection_officer", uf=["AM"])
    assert [office.get(path, one).status for one in (somebody, there, officer)] == [404, 404, 200]
    assert office.get(f"{path}/package", there).status == 404
    assert office.get(f"{path}/package").slug == "intake-requester-not-identified"
    assert office.api.post(REQUESTS, {"person_id": office.person, "kind": "access"}, somebody).status == 404
    assert office.get(f"{REQUESTS}?office_id={office.id}", there).status == 404
