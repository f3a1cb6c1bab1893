"""Contacts, accommodations and corrections over HTTP: sealed, read by the team, and called by the social name."""

from __future__ import annotations

from infra import world
from tests.clock import Midday
from tests.conftest import Token
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office


def test_contacts_say_whether_they_may_be_used(office: Office) -> None:
    path = f"/v1/persons/{office.person()}"
    unsafe = {"kind": "phone", "value": "+55 92 0000-0001", "safe_to_contact": False}
    hours = {"begins": "00:00", "ends": "23:59"}
    safe = {"kind": "messages", "value": "+55 92 0000-0002", "safe_to_contact": True, "safe_hours": hours}
    first = office.api.post(f"{path}/contact-points", unsafe, office.staff)
    assert office.api.post(f"{path}/contact-points", safe, office.staff).status == 201
    lives = {"kind": "shelter", "municipality_ibge7": "1302603"}
    assert office.api.post(f"{path}/address", lives, office.staff).status == 201
    with world.use(Midday("America/Manaus")):
        found = office.api.get(f"{path}/contact-points", office.staff).body
    assert found["address"] == {**lives, "description": None}
    assert [(p["value"][-1], p["usable_now"]) for p in found["contact_points"]] == [("1", False), ("2", True)]
    removal = f"{path}/contact-points/{first.id}/removal"
    assert [office.api.post(removal, {}, office.staff).status for _ in range(2)] == [201, 404]


def test_whether_it_is_safe_has_to_be_said(office: Office) -> None:
    path = f"/v1/persons/{office.person()}/contact-points"
    refused = office.api.post(path, {"kind": "phone", "value": "+55 92 0000-0001"}, office.staff)
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, "/safe_to_contact")
    body = {"kind": "phone", "value": "1", "safe_to_contact": False, "safe_hours": {"begins": "09:00", "ends": "10:00"}}
    assert office.api.post(path, body, office.staff).slug == "intake-safe-hours-of-no-use"


def test_accommodations_are_for_who_works_with_the_person(office: Office, token: Token) -> None:
    path = f"/v1/persons/{office.person()}/accommodations"
    said = {
        "preferred_address": "Dona Rosa", "languages": ["pt", "bzs"], "disabilities": ["hearing"],
        "assistive_needs": "intérprete de Libras",
    }  # fmt: skip
    assert office.api.post(path, said, office.staff).status == 201
    assert office.api.get(path, office.staff).body == said
    assert office.api.get(path, token("receptionist", office=[office.id], uf=["AM"])).status == 403
    assert office.api.get(path, token("social_worker", office=[], uf=["AM"])).status == 404
    wrong = {"disabilities": ["none", "visual"]}
    assert office.api.post(path, wrong, office.staff).slug == "intake-disabilities-contradict"


def test_a_correction_shows_where_the_civil_name_is_shown(office: Office) -> None:
    called, uncalled = office.person(civil_name="Luis", social_name="Lu"), office.person(civil_name="Tiago")
    for person, version in ((called, 2), (uncalled, 1)):
        body = {"civil_name": "Luiz", "birth_date": "1980-01-02"}
        done = office.api.post(f"/v1/persons/{person}/corrections", body, office.staff, match=version)
        assert done.status == 200, done.body
        office.arrive(person_id=person)
    assert [place["display_name"] for place in office.queue()] == ["Lu", "Luiz"]


def test_a_correction_of_nothing_or_of_an_old_version_is_refused(office: Office) -> None:
    path = f"/v1/persons/{office.person()}/corrections"
    assert office.api.post(path, {}, office.staff, match=1).slug == "intake-nothing-to-correct"
    assert office.api.post(path, {"civil_name": "X"}, office.staff, match=7).status == 412
