"""A case across intake, referrals and coordination is one timeline, over real HTTP, for those who may know of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from rich.console import Console

from scripts.demo.cast import Cast
from scripts.demo.chapters import office
from scripts.demo.chapters.audit import pages_of
from scripts.demo.network import Network, User
from scripts.demo.stage import Stage

PROBLEM = {
    "domain": "housing", "level": "local", "reporter_kind": "practitioner", "uf": "AM",
    "text": "No place is known on the day of release.",
}  # fmt: skip
REASON = "Journey of one case over three stores"


def test_one_case_is_one_timeline(network: Network) -> None:
    person, reception = a_case(network)
    auditor = network.user(f"Noemi {uuid4()}", "auditor", uf=["AM"])
    path = f"/analytics/v1/replays/{person}"
    assert auditor.get(path, expect=409).body["type"].endswith("/analytics-replay-session-needed")
    opened = {"case_store": "intake", "case_stream": person, "reason": REASON}
    session = auditor.post("/analytics/v1/replay-sessions", opened)
    told = network.eventually(lambda: events(auditor, path), lambda found: len(found) >= 8)
    assert [(store, event) for store, event in told if store != "analytics"] == [
        ("intake", "intake.person.registered"), ("intake", "intake.person.social-name-declared"),
        ("intake", "intake.reception.arrived"), ("intake", "intake.reception.started"),
        ("intake", "intake.reception.completed"),
        ("referrals", "referrals.referral.drafted"), ("coordination", "coordination.problem-item.reported"),
    ]  # fmt: skip
    own = auditor.post("/intake/v1/history-sessions", {"case_id": person, "reason": REASON}).id
    state = auditor.get(f"/intake/v1/histories/{reception}?session={own}").body["state"]
    assert (state["status"], state["person_id"]) == ("completed", person)
    shown = auditor.post("/analytics/v1/history-sessions", {"case_id": session.id, "reason": REASON}).id
    on_record = auditor.get(f"/analytics/v1/histories/{session.id}?session={shown}").body["state"]
    assert (on_record["auditor"], on_record["pages"] >= 2) == (network_name(auditor), True)


def test_another_state_knows_nothing_of_the_case(network: Network) -> None:
    person, _ = a_case(network)
    auditor = network.user(f"Noemi {uuid4()}", "auditor", uf=["AM"])
    opened = {"case_store": "intake", "case_stream": person, "reason": REASON}
    auditor.post("/analytics/v1/replay-sessions", opened)
    stranger = network.user("Noemi of Tocantins", "auditor", uf=["TO"])
    stranger.post("/analytics/v1/replay-sessions", opened)
    assert stranger.get(f"/analytics/v1/replays/{person}", expect=404).status == 404
    assert auditor.get(f"/analytics/v1/replays/{person}").body["complete"] is True


def network_name(user: User) -> str:
    return user.name.lower().replace(" ", "-")


def events(auditor: User, path: str) -> list[tuple[str, str]]:
    items: list[dict[str, Any]] = [item for page in pages_of(auditor, f"{path}?limit=3") for item in page["items"]]
    return [(item["store"], item["event"]) for item in items]


def a_case(network: Network) -> tuple[str, str]:
    """A person, received, then referred; in the same flow of work an obstacle is reported."""
    cast, flow = Cast(), uuid4().hex
    office.open_office(Stage(Console(quiet=True)), network, cast)
    lia, at = cast.users["social worker"], cast.offices["OFF-AM"]
    person = lia.post("/intake/v1/persons", {"client_types": ["released"], "social_name": "Tomé"}).id
    reception = lia.post("/intake/v1/receptions", {"office_id": at, "person_id": person}).id
    lia.post(f"/intake/v1/receptions/{reception}/start", {}, 1)
    lia.post(f"/intake/v1/receptions/{reception}/completion", {"outcome": "oriented"}, 2)
    draft = {"person_id": person, "office_id": at, "need_domain": "housing"}
    lia.post("/referrals/v1/referrals", draft, flow=flow)
    reporter = network.user("Lia", "meeting_participant", uf=["AM"])
    reporter.post("/coordination/v1/problems", PROBLEM, flow=flow)
    return person, reception
