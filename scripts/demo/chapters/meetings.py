"""Steps 16 to 18: a local meeting finds obstacles, a national one hands out commitments."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from scripts.demo.cast import Cast
from scripts.demo.network import Network
from scripts.demo.stage import Stage

INSTITUTIONS = (
    "prison", "probation", "employment_agency", "municipal_social_assistance", "child_protection",
    "health_authority", "education_authority", "substance_use_service", "faith_based", "ngo",
)  # fmt: skip
OBSTACLES = {
    "health": "Treatment begun inside ends at the gate: no appointment is made before release.",
    "education": "School papers from inside are not accepted by schools outside.",
    "housing": "No place to sleep is known on the day of release.",
}
AGENCIES = (
    "research_institute", "prison_industry_foundation", "planning_budget", "financial_institution",
    "development_foundation",
)  # fmt: skip
CHAIN = (
    ("support", "Research which trades last"),
    ("funding", "Put the programme into the budget"),
    ("funding", "Lend without interest to released people and their families"),
    ("funding", "Build workshops"),
)


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("Institutions meet, find obstacles and commit themselves")
    local_meeting(stage, network, cast)
    commitments(stage, network)


def local_meeting(stage: Stage, network: Network, cast: Cast) -> None:
    prison = str(uuid4())
    secretary = cast.users["meeting secretary"] = network.user("Ioana", "meeting_secretary", org=prison)
    with stage.step(
        "16", "16:00 Buch.", "a local meeting at Penitenciarul Demo: ten kinds of institutions, three obstacles"
    ):
        meeting = secretary.post("/coordination/v1/meetings", local(prison), at="2025-04-01T09:00:00Z")
        path = f"/coordination/v1/meetings/{meeting.id}"
        participants = [{"org_id": str(uuid4()), "org_type": kind} for kind in INSTITUTIONS]
        body = {"participants": participants, "held_at": "2025-04-17T13:00:00Z"}
        held = secretary.post(f"{path}/holding", body, match=1, at="2025-04-17T13:00:00Z")
        stage.check("kinds of institutions", len({p["org_type"] for p in secretary.get(path).body["participants"]}), 10)
        stage.check("day shown", held.body["display_date"], "2025-04-17")
        problems = [
            secretary.post("/coordination/v1/problems", obstacle(domain, meeting.id)).id for domain in OBSTACLES
        ]
        named = {**obstacle("housing", meeting.id), "text": "The case of CPF 529.982.247-25 shows it."}
        refused = secretary.post("/coordination/v1/problems", named, expect=409)
        stage.check("an obstacle that names a person", refused.status, 409)
    with stage.step("17", "16:45 Buch.", "the conclusions go up, an obstacle goes to a central authority"):
        concluded = secretary.post(f"{path}/conclusions", {"text": "Appointments before release"}, match=held.version)
        up = secretary.post(f"{path}/escalation", {"to_level": "interregional"}, match=concluded.version)
        stage.check("conclusions escalated to", up.body["escalated_to"], "interregional")
        authority = {"authority_id": str(uuid4()), "authority_type": "health_authority", "reach": "central"}
        assigned = secretary.post(f"/coordination/v1/problems/{problems[0]}/assignment", authority, match=1)
        stage.check("obstacle", assigned.body["status"], "assigned")


def local(prison: str) -> dict[str, Any]:
    return {
        "level": "local", "country": "RO", "hosts": [prison], "organisers": [prison], "format": "experience_exchange",
        "topics": ["good_practice", "obstacles"], "strategy_code": "RO-SNRS-2015", "plan_activity_code": "1.1.4",
        "planned_for": "2025-04-17T13:00:00Z", "zone": "Europe/Bucharest",
    }  # fmt: skip


def obstacle(domain: str, meeting: str) -> dict[str, Any]:
    return {
        "domain": domain, "level": "national", "country": "RO", "reporter_kind": "practitioner",
        "text": OBSTACLES[domain], "meeting_id": meeting,
    }  # fmt: skip


def commitments(stage: Stage, network: Network) -> None:
    lead = str(uuid4())
    deputy = network.user("Reza", "meeting_secretary", org=lead)
    with stage.step(
        "18", "17:30 Tehran", "the chain of work: prisons lead, institute, budget, bank and foundation support"
    ):
        body = {
            **local(lead), "level": "national", "country": "IR", "topics": ["employment"], "strategy_code": "IR-JTD",
            "plan_activity_code": "JTD-6", "planned_for": "2025-04-17T14:00:00Z", "zone": "Asia/Tehran",
            "display_calendar": "jalali", "format": "working_meeting",
        }  # fmt: skip
        meeting = deputy.post("/coordination/v1/meetings", body, at="2025-04-10T09:00:00Z")
        agencies = [(lead, "prison_administration"), *((str(uuid4()), kind) for kind in AGENCIES)]
        participants = {"participants": [{"org_id": org, "org_type": kind} for org, kind in agencies]}
        path = f"/coordination/v1/meetings/{meeting.id}/holding"
        held = deputy.post(
            path, {**participants, "held_at": "2025-04-17T14:00:00Z"}, match=1, at="2025-04-17T14:00:00Z"
        )
        stage.check("day shown", held.body["display_date"], "1404-01-28")
        group = deputy.post(
            "/coordination/v1/commitment-groups",
            {"objective_code": "JTD-6", "level": "national", "meeting_id": meeting.id},
        )
        members = f"/coordination/v1/commitment-groups/{group.id}/commitments"
        first = deputy.post(members, part("lead", lead, "Run workshops that pay"))
        for role, text in CHAIN:
            deputy.post(members, part(role, str(uuid4()), text))
        second = deputy.post(members, part("lead", str(uuid4()), "Lead as well"), expect=409)
        stage.check("a second lead", second.status, 409)
        answering = network.user("Reza", "meeting_participant", org=lead)
        accepted = answering.post(f"/coordination/v1/commitments/{first.id}/acceptance", {}, match=1)
        done = answering.post(f"/coordination/v1/commitments/{first.id}/fulfilment", {}, match=accepted.version)
        stage.check("fulfilled in time", done.body["on_time"], True)
        roles = [c["role"] for c in deputy.get(f"/coordination/v1/commitment-groups/{group.id}").body["commitments"]]
        stage.check("roles", sorted(roles), ["funding", "funding", "funding", "lead", "support"])


def part(role: str, org: str, text: str) -> dict[str, Any]:
    return {"role": role, "org_id": org, "text": text, "zone": "Asia/Tehran", "due_on": "2025-12-20"}
