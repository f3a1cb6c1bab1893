"""The desk over HTTP: the queue explains itself, calls are answered, people leave freely, and the day is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from infra import world
from tests.clock import Midday
from tests.conftest import Token
from tests.http import Api
from tests.integration.intake.house import House, opened, slug


@pytest.fixture(autouse=True)
def midday() -> Iterator[None]:
    """What arrives on one day is counted on it."""
    with world.use(Midday("America/Manaus")):
        yield


@pytest.fixture
def house(api: Callable[[str], Api], token: Token) -> House:
    return opened(api("intake"), token)


def test_danger_then_the_eldest_then_law_then_arrival(house: House) -> None:
    """X05: nobody has a birth date on record here, so the person's own word counts."""
    said: list[dict[str, Any]] = [
        {"age": 65, "disability": True},
        {"pregnant_or_with_small_children": True},
        {"age": 81},
        {"danger_to_life": True},
        {"age": 80},
    ]
    arrived = [house.arrive(**words) for words in said]
    assert [reply.body["ahead"] for reply in arrived] == [0, 1, 0, 0, 3]
    queue = house.queue()
    assert [place["priority_class"] for place in queue] == ["PR0", "PR1", "PR2", "PR2", "PR3"]
    assert [p["reception_id"] for p in queue] == [arrived[i].id for i in (3, 2, 0, 4, 1)]


def test_the_reason_is_told_in_both_languages_and_says_nothing_of_others(house: House) -> None:
    house.arrive(person_id=house.person(social_name="Anselmo", birth_date="1943-02-11"))
    house.arrive(age=30)
    reasons = [place["explanations"] for place in house.queue()]
    assert reasons == [
        {
            "en": "Persons over 80 go first by law.",
            "pt": "Pessoas com mais de 80 anos são atendidas primeiro, por lei.",
        },
        {
            "en": "Everybody else is called in the order of arrival.",
            "pt": "As demais pessoas são chamadas por ordem de chegada.",
        },
    ]


def test_a_danger_that_shows_while_waiting_passes_all(house: House) -> None:
    first, last = house.arrive(age=85).id, house.arrive(age=30).id
    path = f"/v1/receptions/{last}"
    raised = house.api.post(f"{path}/priority", {"danger_to_life": True}, house.desk, match=1)
    assert (raised.status, raised.body["priority_class"], raised.body["ahead"]) == (200, "PR0", 0)
    assert [place["reception_id"] for place in house.queue()] == [last, first]
    assert house.queue()[0]["explanations"]["pt"].startswith("Há uma vida em perigo")
    refused = house.api.post(f"{path}/priority", {"age": 90}, house.desk, match=raised.version)
    assert (refused.status, slug(refused)) == (409, "intake-priority-not-higher")


def test_waiting_is_counted_from_the_arrival(house: House) -> None:
    house.arrive(occurred_at="2025-04-17T12:00:00Z")
    assert house.queue()[0]["waiting_seconds"] > 3600


def test_who_goes_before_being_called_leaves_no_place_behind(house: House) -> None:
    reception = house.arrive(occurred_at="2025-04-17T12:00:00Z").id
    path = f"/v1/receptions/{reception}"
    left = house.api.post(f"{path}/departure", {"occurred_at": "2025-04-17T12:25:00Z"}, house.desk, match=1)
    assert (left.status, left.body["waiting_seconds"], house.queue()) == (200, 1500, [])
    found = house.api.get(path, house.staff).body
    assert (found["status"], found["outcome"]) == ("completed", "left_without_care")
    again = house.api.post(f"{path}/departure", {}, house.desk, match=left.version)
    assert (again.status, slug(again)) == (409, "intake-reception-over")


def test_who_telephones_is_answered_without_a_place_in_the_queue(house: House) -> None:
    contact = {"office_id": house.id, "channel": "whatsapp", "entry_door": "relative"}
    made = house.api.post("/v1/virtual-contacts", contact, house.desk)
    assert (made.status, house.queue()) == (201, [])
    path = f"/v1/receptions/{made.id}"
    need = house.api.post(f"{path}/urgent-needs", {"need": "food"}, house.staff, match=made.version)
    done = house.api.post(f"{path}/completion", {"outcome": "oriented"}, house.staff, match=need.version)
    assert done.status == 200
    found = house.api.get(path, house.staff).body
    assert (found["channel"], found["waiting_seconds"], found["person_id"]) == ("whatsapp", 0, None)
    assert (found["options_explained"], found["outcome"]) == (True, "oriented")


def test_who_stands_at_the_door_is_not_a_virtual_contact(house: House) -> None:
    refused = house.api.post("/v1/virtual-contacts", {"office_id": house.id, "channel": "in_person"}, house.desk)
    assert (refused.status, slug(refused)) == (409, "intake-not-a-virtual-channel")


def test_an_orientation_makes_no_person(house: House) -> None:
    reception = house.arrive(companion_present=True, adaptations=["ramp"]).id
    path = f"/v1/receptions/{reception}"
    house.api.post(f"{path}/start", {"interpreter": "libras"}, house.staff, match=1)
    house.api.post(f"{path}/completion", {"outcome": "oriented"}, house.staff, match=2)
    found = house.api.get(path, house.staff).body
    assert (found["person_id"], found["companion_present"], found["status"]) == (None, True, "completed")
    assert house.api.get(f"{path}/adaptations", house.staff).body == {"adaptations": ["ramp"], "interpreter": "libras"}
    assert house.api.get(f"{path}/adaptations", house.desk).status == 403


def test_a_certificate_says_the_day_and_the_name_to_be_called_by(house: House) -> None:
    """23:30 in Manaus is already the next day by UTC."""
    person = house.person(civil_name="Nome Civil", social_name="Dandara")
    reception = house.arrive(person_id=person, occurred_at="2025-04-18T03:30:00Z").id
    path = f"/v1/receptions/{reception}"
    house.api.post(f"{path}/start", {}, house.staff, match=1)
    refused = house.api.post(f"{path}/certificates", {}, house.desk)
    assert (refused.status, slug(refused)) == (409, "intake-certificate-on-request-only")
    certificate = house.api.post(f"{path}/certificates", {"evidence": "witness"}, house.desk)
    assert certificate.status == 201
    read = house.api.get(f"{path}/certificates/{certificate.id}", house.desk).body
    assert (read["on"], read["display_name"], read["office"]) == ("2025-04-17", "Dandara", "Porto Sereno")
    assert "Nome Civil" not in str(read)
    assert read["text"]["pt"].endswith("nenhuma decorre disso.")


def test_a_certificate_for_who_gave_no_name_has_a_line_to_fill_in(house: House) -> None:
    path = f"/v1/receptions/{house.arrive().id}"
    house.api.post(f"{path}/start", {}, house.staff, match=1)
    certificate = house.api.post(f"{path}/certificates", {"evidence": "signature"}, house.desk).id
    assert house.api.get(f"{path}/certificates/{certificate}", house.desk).body["display_name"] is None
    assert house.api.get(f"{path}/certificates/{uuid4()}", house.desk).status == 404


def test_the_day_of_an_office_in_numbers(house: House) -> None:
    house.arrive(age=30)
    house.arrive(age=82)
    started = house.arrive(age=82).id
    house.api.post(f"/v1/receptions/{started}/start", {}, house.staff, match=1)
    left = house.arrive().id
    house.api.post(f"/v1/receptions/{left}/departure", {}, house.desk, match=1)
    house.api.post("/v1/virtual-contacts", {"office_id": house.id, "channel": "phone"}, house.desk)
    house.arrive(occurred_at="2025-04-17T12:00:00Z", danger_to_life=True)
    person = house.person()
    house.api.post("/v1/plans", {"person_id": person, "occurred_at": "2025-01-17T12:00:00Z"}, house.staff)
    request = {"person_id": person, "requested_by": "self"}
    assert house.api.post("/v1/erasure-requests", request, house.staff).status == 201
    day = house.day()
    counted = ("arrived", "by_contact", "being_received", "completed", "left_without_care")
    assert [day[name] for name in counted] == [5, 1, 2, 0, 1]
    assert [(c["priority_class"], c["waiting"]) for c in day["waiting"]] == [("PR0", 1), ("PR1", 1), ("PR4", 1)]
    assert day["waiting"][0]["longest_waiting_seconds"] > 3600
    assert (day["requests_open"], day["requests_overdue"]) == (1, 0)
    assert (day["reviews_due"], day["pre_release_cases"], day["visits"]) == (1, 0, [])


def test_a_page_shows_what_the_credential_may_read(house: House) -> None:
    person = house.person(social_name="Rosa")
    reception = house.arrive(person_id=person).id
    plan = house.api.post("/v1/plans", {"person_id": person}, house.staff).id
    page = house.api.get(f"/v1/persons/{person}/page", house.staff).body
    assert (page["display_name"], page["assessments"]) == ("Rosa", [])
    assert [line["reception_id"] for line in page["receptions"]] == [reception]
    assert [line["plan_id"] for line in page["plans"]] == [plan]
    desk = house.api.get(f"/v1/persons/{person}/page", house.desk).body
    assert (desk["plans"], desk["assessments"], len(desk["receptions"])) == (None, None, 1)


def test_receptions_of_a_person_follow_page_by_page(house: House) -> None:
    person = house.person()
    made = [house.arrive(person_id=person).id for _ in range(3)]
    first = house.api.get(f"/v1/persons/{person}/receptions?limit=2", house.desk)
    second = house.api.get(first.headers["Link"].split(">")[0].lstrip("<"), house.desk)
    assert [line["reception_id"] for line in first.body["items"] + second.body["items"]] == made[::-1]


def test_another_offices_team_sees_no_day_and_no_page(house: House, token: Token) -> None:
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    person = house.person()
    for path in (f"{house.path}/day", f"/v1/persons/{person}/page", f"/v1/persons/{person}/receptions"):
        assert house.api.get(path, stranger).status == 404
