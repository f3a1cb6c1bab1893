"""A look-back over HTTP: listed when it is due, seen by its office alone, kept and packed with what the person said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from infra.world import now
from tests.conftest import Token
from tests.http import Reply
from tests.integration.intake.test_reception_day import Office
from tests.integration.intake.test_reception_day import office as office

YESTERDAY = (now() - timedelta(days=1)).date().isoformat()


def started(office: Office, **person: Any) -> str:
    who = office.person(**person)
    reply = office.api.post(f"/v1/persons/{who}/look-back", {"released_on": YESTERDAY}, office.staff)
    assert reply.status == 201, reply.body
    return who


def step(office: Office, who: str, name: str, body: dict[str, Any], match: int) -> Reply:
    return office.api.post(f"/v1/persons/{who}/look-back/{name}", body, office.staff, match=match)


def due(office: Office, query: str = "") -> list[tuple[str, str]]:
    reply = office.api.get(f"/v1/look-backs?office_id={office.id}{query}", office.staff)
    assert reply.status == 200, reply.body
    return [(item["person_id"], item["mark"]) for item in reply.body["items"]]


def test_an_office_sees_whom_it_asks_next(office: Office) -> None:
    who = started(office)
    assert due(office) == [(who, mark) for mark in ("30", "180", "365", "730")]
    until = (now() + timedelta(days=60)).date().isoformat()
    assert due(office, f"&until={until}") == [(who, "30")]
    seen = office.api.get(f"/v1/persons/{who}/look-back", office.staff)
    said = {"mark": "30", "housing": "shelter", "documents": "some_missing"}
    assert step(office, who, "reviews", said, seen.version).status == 200
    assert [mark for _, mark in due(office)] == ["180", "365", "730"]
    found = office.api.get(f"/v1/persons/{who}/look-back", office.staff).body
    assert found["reviews"] == [{**said, "work": None}]
    assert (found["running"], found["released_on"]) == (True, YESTERDAY)


def test_who_does_not_want_to_be_asked_is_not(office: Office) -> None:
    who = started(office)
    version = office.api.get(f"/v1/persons/{who}/look-back", office.staff).version
    ended = step(office, who, "end", {"reason": "person_choice"}, version)
    assert (ended.status, due(office)) == (200, [])
    early = step(office, who, "reviews", {"mark": "30"}, ended.version)
    assert (early.status, early.slug) == (409, "intake-look-back-over")
    assert step(office, who, "resumption", {}, ended.version).status == 200
    assert [mark for _, mark in due(office)] == ["30", "180", "365", "730"]


def test_nobody_can_say_what_only_happens(office: Office) -> None:
    who = started(office)
    for reason in ("erasure", "superseded", "release_revoked", "returned_to_prison"):
        assert step(office, who, "end", {"reason": reason}, 2).status == 422


def test_another_office_and_the_reception_desk_learn_nothing(office: Office, token: Token) -> None:
    who = started(office)
    stranger = token("social_worker", office=[uuid4()], uf=["AM"])
    path = f"/v1/persons/{who}/look-back"
    assert office.api.get(path, stranger).status == 404
    assert office.api.post(path, {"released_on": YESTERDAY}, stranger).status == 404
    for name, body in (("reviews", {"mark": "30"}), ("end", {"reason": "moved"}), ("resumption", {})):
        assert office.api.post(f"{path}/{name}", body, stranger, match=2).status == 404
    assert office.api.get(f"/v1/look-backs?office_id={office.id}", stranger).status == 404
    assert office.api.get(path, token("receptionist", office=[office.id], uf=["AM"])).status == 403


def test_nobody_without_a_look_back_has_one(office: Office) -> None:
    reply = office.api.get(f"/v1/persons/{office.person()}/look-back", office.staff)
    assert (reply.status, reply.slug) == (404, "intake-look-back-not-found")
