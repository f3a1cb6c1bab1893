"""Coordination over HTTP on its real database: meetings, problems, commitments, and who may touch them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import Token
from tests.http import Api, Reply

PRISON, PROBATION = str(uuid4()), str(uuid4())


@dataclass
class Room:
    api: Api
    token: Token

    def staff(self, role: str = "meeting_secretary", **claims: Any) -> str:
        return self.token(role, **claims)

    def plan(self, by: str, **changes: Any) -> Reply:
        body = {
            "level": "local", "country": "RO", "hosts": [PRISON], "organisers": [PRISON],
            "format": "experience_exchange", "topics": ["good_practice"], "plan_activity_code": "1.1.4",
            "planned_for": "2025-04-17T13:00:00Z", "zone": "Europe/Bucharest",
        }  # fmt: skip
        return self.api.post("/v1/meetings", body | changes, by)

    def hold(self, meeting: str, by: str, match: int = 1) -> Reply:
        body = {
            "participants": [
                {"org_id": PRISON, "org_type": "prison"},
                {"org_id": PROBATION, "org_type": "probation"},
            ],
            "held_at": "2025-04-17T13:00:00Z",
        }
        return self.api.post(f"/v1/meetings/{meeting}/holding", body, by, match=match)


@pytest.fixture
def room(api: Callable[[str], Api], token: Token) -> Room:
    return Room(api("coordination"), token)


def test_a_meeting_is_planned_held_concluded_and_escalated(room: Room) -> None:
    host = room.staff(org=PRISON)
    meeting = room.plan(host).id
    held = room.hold(meeting, host)
    assert (held.status, held.body["display_date"]) == (200, "2025-04-17")
    path = f"/v1/meetings/{meeting}"
    concluded = room.api.post(f"{path}/conclusions", {"text": "Keep insurance running"}, host, match=2)
    assert concluded.status == 200
    assert room.api.post(f"{path}/escalation", {"to_level": "interregional"}, host, match=3).status == 200
    found = room.api.get(path, room.staff("meeting_participant")).body
    assert [c["escalated_to"] for c in found["conclusions"]] == ["interregional"]
    assert {p["org_type"] for p in found["participants"]} == {"prison", "probation"}


def test_a_meeting_in_tehran_shows_its_jalali_day(room: Room) -> None:
    host = room.staff(org=PRISON)
    meeting = room.plan(host, country="IR", zone="Asia/Tehran", display_calendar="jalali").id
    assert room.hold(meeting, host).body["display_date"] == "1404-01-28"
    listed = room.api.all("/v1/meetings?level=local&status=held&limit=200", host)
    line = next(item for item in listed if item["meeting_id"] == meeting)
    assert (line["display_date"], line["organisations"]) == ("1404-01-28", 2)


def test_meetings_are_listed_page_by_page(room: Room) -> None:
    host = room.staff(org=PRISON, uf=["AC"])
    made = [room.plan(host, country="BR", uf="AC", zone="America/Rio_Branco", level="national").id for _ in range(3)]
    items = room.api.all("/v1/meetings?uf=AC&level=national&status=planned&limit=2", host)
    seen = [item["meeting_id"] for item in items]
    assert [meeting for meeting in seen if meeting in made] == made
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("claims", [{}, {"uf": ["BA"]}, {"org": PROBATION}])
def test_strangers_neither_plan_nor_hold(room: Room, claims: dict[str, Any]) -> None:
    host, stranger = room.staff(org=PRISON), room.staff(**claims)
    assert room.plan(stranger).status == 404
    assert room.hold(room.plan(host).id, stranger).status == 404


def test_a_state_plans_its_own_meetings_only(room: Room) -> None:
    manaus = room.staff(uf=["AM"])
    brazil = {"country": "BR", "zone": "America/Manaus"}
    assert room.plan(manaus, uf="AM", **brazil).status == 201
    assert room.plan(manaus, uf="BA", **brazil).status == 404


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"level": "global"}, "/level"), ({"hosts": []}, "/hosts"), ({"zone": "Mars/Olympus"}, "/zone"),
        ({"planned_for": "2025-04-17"}, "/planned_for"), ({"country": "Romania"}, "/country"),
        ({"colour": "red"}, "/colour"),
    ],
)  # fmt: skip
def test_a_wrong_member_is_named(room: Room, changes: dict[str, Any], pointer: str) -> None:
    reply = room.plan(room.staff(org=PRISON), **changes)
    assert reply.status == 422
    assert [error["pointer"].split("/0")[0] for error in reply.body["errors"]] == [pointer]


def test_the_inventory_follows_a_problem(room: Room) -> None:
    reporter, ministry = room.staff(org=PRISON), str(uuid4())
    text = f"Papers are missing, matter {uuid4().hex[:6]}abc"
    body = {"domain": "education", "level": "national", "country": "RO", "reporter_kind": "practitioner", "text": text}
    problem = room.api.post("/v1/problems", body, reporter).id
    path = f"/v1/problems/{problem}"
    regional = {"authority_id": ministry, "authority_type": "education_authority", "reach": "regional"}
    refused = room.api.post(f"{path}/assignment", regional, reporter, match=1)
    assert (refused.status, refused.slug) == (409, "coordination-national-problem-needs-central-authority")
    assert room.api.post(f"{path}/assignment", {**regional, "reach": "central"}, reporter, match=1).status == 200
    finding = {"finding": "Registers are kept by three ministries"}
    assert room.api.post(f"{path}/analysis", finding, reporter, match=2).status == 404
    authority = room.staff("meeting_participant", org=ministry)
    assert room.api.post(f"{path}/analysis", finding, authority, match=2).status == 200
    listed = room.api.all("/v1/problems?domain=education&status=analysed&limit=200", reporter)
    line = next(item for item in listed if item["problem_id"] == problem)
    assert (line["authority_id"], line["text"]) == (ministry, text)


def test_a_problem_that_names_somebody_is_refused_and_not_repeated(room: Room) -> None:
    body = {"domain": "health", "level": "local", "country": "RO", "reporter_kind": "partner"}
    reply = room.api.post("/v1/problems", {**body, "text": "See CPF 529.982.247-25"}, room.staff(org=PRISON))
    assert (reply.status, reply.slug) == (409, "coordination-text-names-somebody")
    assert "529.982" not in str(reply.body)


def test_a_group_has_one_lead_and_each_answers_for_itself(room: Room) -> None:
    secretary, bank = room.staff(org=PRISON), str(uuid4())
    group = room.api.post("/v1/commitment-groups", {"objective_code": "JTD-6", "level": "national"}, secretary).id
    path = f"/v1/commitment-groups/{group}/commitments"

    def assign(role: str, org: str) -> Reply:
        body = {"role": role, "org_id": org, "text": "Do it", "zone": "Asia/Tehran", "due_on": "2999-12-31"}
        return room.api.post(path, body, secretary)

    funding = assign("funding", bank)
    lead = assign("lead", PRISON)
    assert (funding.status, lead.status) == (201, 201)
    assert assign("lead", bank).slug == "coordination-group-has-lead"
    commitment = f"/v1/commitments/{funding.id}"
    answering = room.staff("meeting_participant", org=bank)
    assert (
        room.api.post(f"{commitment}/acceptance", {}, room.staff("meeting_participant", org=PRISON), match=1).status
        == 404
    )
    assert room.api.post(f"{commitment}/acceptance", {}, answering, match=1).status == 200
    assert room.api.post(f"{commitment}/progress", {"note": "Half"}, answering, match=2).status == 200
    done = room.api.post(f"{commitment}/fulfilment", {}, answering, match=3)
    assert done.body["on_time"] is True
    found = room.api.get(f"/v1/commitment-groups/{group}", secretary).body["commitments"]
    assert [(c["role"], c["status"], c["on_time"]) for c in found] == [
        ("lead", "assigned", None),
        ("funding", "done", True),
    ]
    assert room.api.get(commitment, answering).body["status"] == "done"
