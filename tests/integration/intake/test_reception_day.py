"""An office's morning over HTTP, on the real databases: the queue is in the order of the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.conftest import Token
from tests.http import Api, Reply


@dataclass
class Office:
    api: Api
    id: str
    staff: str

    def person(self, **values: object) -> str:
        reply = self.api.post("/v1/persons", {"client_types": ["released"], **values}, self.staff)
        assert reply.status == 201, reply.body
        return reply.id

    def arrive(self, **values: object) -> Reply:
        reply = self.api.post("/v1/receptions", {"office_id": self.id, **values}, self.staff)
        assert reply.status == 201, reply.body
        return reply

    def queue(self) -> list[dict[str, object]]:
        reply = self.api.get(f"/v1/receptions?office_id={self.id}", self.staff)
        assert reply.status == 200, reply.body
        items: list[dict[str, object]] = reply.body["items"]
        return items


@pytest.fixture
def office(api: Callable[[str], Api], token: Token) -> Office:
    return opened_office(api("intake"), token)


def opened_office(intake: Api, token: Token) -> Office:
    """One more of this state."""
    coordinator = token("office_coordinator", uf=["AM"])
    body = {
        "name": "Porto Sereno", "level": "state", "uf": "AM", "municipality_ibge7": "1399991",
        "zone": "America/Manaus",
    }  # fmt: skip
    registered = intake.post("/v1/offices", body, coordinator)
    path = f"/v1/offices/{registered.id}"
    for match, power in ((1, "judiciary"), (2, "state_executive")):
        intake.post(f"{path}/managing-parties", {"org_id": str(uuid4()), "power": power}, coordinator, match=match)
    assert intake.post(f"{path}/opening", {}, coordinator, match=3).body["status"] == "open"
    return Office(intake, registered.id, token("social_worker", office=[registered.id], uf=["AM"]))


def test_the_eldest_goes_first_then_the_order_of_arrival(office: Office) -> None:
    for name, birth in (("Dandara", "1991-03-02"), ("Rosa", "1990-10-10"), ("Anselmo", "1943-01-15")):
        office.arrive(person_id=office.person(social_name=name, birth_date=birth))
    queue = office.queue()
    assert [(place["display_name"], place["priority_class"]) for place in queue] == [
        ("Anselmo", "PR1"),
        ("Dandara", "PR4"),
        ("Rosa", "PR4"),
    ]
    assert queue[0]["explanation"] == "Persons over 80 go first by law."


def test_the_social_name_is_the_name_on_every_screen(office: Office) -> None:
    person = office.person(civil_name="Name In The Register")
    office.arrive(person_id=person)
    assert office.queue()[0]["display_name"] == "Name In The Register"
    declared = office.api.post(f"/v1/persons/{person}/social-name", {"social_name": "Dandara"}, office.staff, match=1)
    assert declared.status == 200
    assert office.queue()[0]["display_name"] == "Dandara"
    assert office.api.get(f"/v1/persons/{person}", office.staff).body["display_name"] == "Dandara"


def test_who_is_called_leaves_the_queue(office: Office) -> None:
    reception = office.arrive(person_id=None, age=30).id
    started = office.api.post(f"/v1/receptions/{reception}/start", {}, office.staff, match=1)
    assert (started.status, office.queue()) == (200, [])
    done = office.api.post(f"/v1/receptions/{reception}/completion", {"outcome": "oriented"}, office.staff, match=2)
    assert done.status == 200
    assert office.api.get(f"/v1/receptions/{reception}", office.staff).body["status"] == "completed"


def test_pages_of_the_queue_follow_one_another(office: Office) -> None:
    expected = [office.arrive(age=20).id for _ in range(3)]
    first = office.api.get(f"/v1/receptions?office_id={office.id}&limit=2", office.staff)
    link = first.headers["Link"].split(">")[0].lstrip("<")
    second = office.api.get(link, office.staff)
    assert [p["reception_id"] for p in first.body["items"] + second.body["items"]] == expected
    assert "Link" not in second.headers


def test_another_office_does_not_exist_for_this_team(office: Office, token: Token) -> None:
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    person, reception = office.person(social_name="Tomé"), office.arrive().id
    for path in (f"/v1/persons/{person}", f"/v1/receptions/{reception}", f"/v1/receptions?office_id={office.id}"):
        assert office.api.get(path, stranger).status == 404


def test_nobody_learns_a_name_by_queueing_another_offices_person(office: Office, token: Token) -> None:
    stranger, elsewhere = office.person(social_name="Tomé"), str(uuid4())
    their_staff = token("social_worker", office=[elsewhere], uf=["AM"])
    body = {"office_id": elsewhere, "person_id": stranger}
    assert office.api.post("/v1/receptions", body, their_staff).status == 404


def test_only_the_service_that_asks_for_partners_reads_shared_fields(office: Office, token: Token) -> None:
    partner, person = str(uuid4()), office.person(social_name="Dandara")
    consent = {"scope": "SHARE_WITH_PARTNER", "recipients": [partner], "data_classes": ["display_name"]}
    grant = office.api.post(f"/v1/persons/{person}/consents", consent, office.staff).id
    path = f"/v1/persons/{person}/shared-fields?grant={grant}&recipient={partner}&fields=display_name"
    for subject in ("urn:travessia:commissions", "dev-service"):
        assert office.api.get(path, token("service", subject=subject)).status == 404
    assert office.api.get(path, token("service", subject="urn:travessia:referrals")).status == 200


def test_a_withdrawn_consent_answers_gone(office: Office, token: Token) -> None:
    partner, person = str(uuid4()), office.person(social_name="Dandara", civil_name="Register")
    consent = {"scope": "SHARE_WITH_PARTNER", "recipients": [partner], "data_classes": ["display_name"]}
    grant = office.api.post(f"/v1/persons/{person}/consents", consent, office.staff).id
    service = token("service", subject="urn:travessia:referrals")
    path = f"/v1/persons/{person}/shared-fields?grant={grant}&recipient={partner}&fields="
    assert office.api.get(path + "display_name", service).body == {"fields": {"display_name": "Dandara"}}
    assert office.api.get(path + "civil_name", service).status == 403
    assert office.api.post(f"/v1/persons/{person}/consents/{grant}/withdrawal", {}, office.staff).status == 201
    assert office.api.get(path + "display_name", service).status == 410
