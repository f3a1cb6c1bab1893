"""X06 over HTTP: an office lists what it issued under another name, issues it again, and learns nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tests.conftest import Token
from tests.http import Api
from tests.integration.intake.test_merging import _office_in_acre, merged, undo
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office

SIGNED = {"evidence": "signature"}


def outdated(office: Office) -> list[dict[str, Any]]:
    reply = office.api.get(f"/v1/outdated-papers?office_id={office.id}", office.staff)
    assert reply.status == 200, reply.body
    return list(reply.body["items"])


def certificate(office: Office, person: str) -> tuple[str, str]:
    """The certificate of a reception, and where it is printed."""
    path = f"/v1/receptions/{office.arrive(person_id=person).id}"
    assert office.api.post(f"{path}/start", {}, office.staff, match=1).status == 200
    issued = office.api.post(f"{path}/certificates", SIGNED, office.staff)
    assert issued.status == 201, issued.body
    return issued.id, f"{path}/certificates/{issued.id}"


def statement(office: Office, person: str) -> str:
    plan = office.api.post("/v1/plans", {"person_id": person}, office.staff)
    issued = office.api.post(f"/v1/plans/{plan.id}/statements", SIGNED, office.staff)
    assert issued.status == 201, issued.body
    return issued.id


def settled(office: Office, person: str, paper: str, bearer: str = "") -> Any:
    path = f"/v1/persons/{person}/papers/{paper}/settlement"
    return office.api.post(path, {"outcome": "replaced"}, bearer or office.staff)


def test_papers_under_the_civil_name_are_listed_printed_anew_and_done(office: Office) -> None:
    person = office.person(civil_name="Nome Antigo")
    (paper, printed), stated = certificate(office, person), statement(office, person)
    assert outdated(office) == []
    office.api.post(f"/v1/persons/{person}/social-name", {"social_name": "Dandara"}, office.staff, match=1)
    found = {line["paper_id"]: line for line in outdated(office)}
    assert {key: (line["kind"], line["reason"]) for key, line in found.items()} == {
        paper: ("attendance_certificate", "social_name"),
        stated: ("follow_up_statement", "social_name"),
    }
    assert found[paper]["record_id"] in printed
    assert "Dandara" not in str(found)
    assert office.api.get(printed, office.staff).body["display_name"] == "Dandara"
    assert settled(office, person, paper).status == 201
    assert [line["paper_id"] for line in outdated(office)] == [stated]
    again = settled(office, person, paper)
    assert (again.status, again.slug) == (409, "intake-paper-not-outdated")
    first = office.api.get(f"/v1/outdated-papers?office_id={office.id}&limit=1", office.staff)
    assert len(first.body["items"]) == 1


def test_x06_prints_of_a_merged_record_are_listed_where_they_were_issued_and_no_more_once_it_is_undone(
    office: Office, api: Callable[[str], Api], token: Token
) -> None:
    away = _office_in_acre(api("intake"), token)
    old = away.person(civil_name="Nome Antigo Ferreira")
    paper = statement(away, old)
    new = office.person(civil_name="Nome Antigo Ferreira", social_name="Dandara")
    keeper = token("register_keeper", uf=["AM", "AC"])
    pair = merged(office, new, old, keeper)
    (line,) = outdated(away)
    assert (line["paper_id"], line["person_id"], line["reason"]) == (paper, old, "social_name")
    assert (outdated(office), new in str(line)) == ([], False)
    undo(office, pair, keeper)
    assert outdated(away) == []


def test_a_package_of_the_own_data_is_a_paper_too(office: Office) -> None:
    person = office.person(civil_name="Nome Antigo")
    body = {"person_id": person, "kind": "access"}
    request = f"/v1/data-subject-requests/{office.api.post('/v1/data-subject-requests', body, office.staff).id}"
    assert office.api.post(f"{request}/identity-check", {"method": "document"}, office.staff, match=1).status == 200
    digest = office.api.get(f"{request}/package", office.staff).body["digest"]
    answer = {"means": "handed_over", "digest": digest}
    answered = office.api.post(f"{request}/answer", answer, office.staff, match=2)
    assert answered.status == 200, answered.body
    office.api.post(f"/v1/persons/{person}/social-name", {"social_name": "Dandara"}, office.staff, match=1)
    assert [(line["kind"], line["record_id"] in request) for line in outdated(office)] == [("data_package", True)]


def test_papers_are_for_the_office_that_issued_them(office: Office, token: Token) -> None:
    person = office.person(civil_name="Nome Antigo")
    paper, _ = certificate(office, person)
    office.api.post(f"/v1/persons/{person}/social-name", {"social_name": "Dandara"}, office.staff, match=1)
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    assert office.api.get(f"/v1/outdated-papers?office_id={office.id}", stranger).status == 404
    assert settled(office, person, paper, stranger).slug == settled(office, person, str(uuid4()), stranger).slug
    unknown = settled(office, person, str(uuid4()))
    assert (unknown.status, unknown.slug) == (404, "not-found")
