"""An auditor replays a reception that was entered late, a case over all stores, and follows a figure down."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from scripts.demo.cast import Cast
from scripts.demo.chapters.office import DANDARA
from scripts.demo.network import Network, User
from scripts.demo.stage import Stage


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("An auditor asks: what did we know, and what was true?")
    lia, auditor = cast.users["social worker"], network.user("Noemi", "auditor", uf=["AM"])
    with stage.step("30", "now", "a reception of two hours ago is entered late"):
        arrival = {"office_id": cast.offices["OFF-AM"], "channel": "mobile_unit", "entry_door": "mobile_unit"}
        now = datetime.now(UTC) + network.shift
        happened = now - timedelta(hours=2)
        reception = lia.post("/intake/v1/receptions", {**arrival, "age": 33}, at=text(happened))
        lia.post(f"/intake/v1/receptions/{reception.id}/start", {}, 1, text(happened + timedelta(minutes=5)))
        ended = happened + timedelta(minutes=30)
        lia.post(f"/intake/v1/receptions/{reception.id}/completion", {"outcome": "oriented"}, 2, text(ended))
    with stage.step("30", "now", "the auditor opens a session, with a reason, and replays the reception"):
        hour_ago = text(now - timedelta(hours=1))
        session = auditor.post(
            "/analytics/v1/replay-sessions",
            {
                "case_store": "intake", "case_stream": reception.id, "as_known_at": hour_ago, "as_true_at": hour_ago,
                "reason": "Demonstration: was this person received in time?",
            },
        )  # fmt: skip
        known = replay(reception.id, network, "--as-of-recorded", hour_ago)
        true = replay(reception.id, network, "--as-of-occurred", hour_ago)
        stage.check("known an hour ago", (known["state"], len(known["history"])), (None, 0))
        stage.check("true an hour ago", (true["state"]["status"], len(true["history"])), ("completed", 3))
        closed = auditor.post(f"/analytics/v1/replay-sessions/{session.id}/closing", {}, match=session.version)
        stage.check("session", closed.body["status"], "closed")
        first = true["history"][0]
        stage.note(f"{first['event']} by {first['actor']} ({first['role']}), recorded {first['recorded_at']}")
        why = replay(reception.id, network, "--explain", "status")
        told = (why["value"], why["history"][-1]["event"], why["history"][-1]["actor"])
        stage.check("why it is so", told, ("completed", "intake.reception.completed", "lia"))
    whole_case(stage, network, cast, auditor)
    figure(stage, network, auditor)


def whole_case(stage: Stage, network: Network, cast: Cast, auditor: User) -> None:
    person, flow, lia = cast.persons[DANDARA], uuid4().hex, cast.users["social worker"]
    with stage.step("31", "now", "PER-1 needs housing again; in the same flow of work an obstacle is reported"):
        draft = {"person_id": person, "office_id": cast.offices["OFF-AM"], "need_domain": "housing"}
        lia.post("/referrals/v1/referrals", draft, flow=flow)
        obstacle = {
            "domain": "housing", "level": "local", "reporter_kind": "practitioner", "uf": "AM",
            "text": "No place is known on the day of release.",
        }  # fmt: skip
        network.user("Lia", "meeting_participant", uf=["AM"]).post("/coordination/v1/problems", obstacle, flow=flow)
    with stage.step("31", "now", "the auditor reads the whole case as one timeline, over every store, page by page"):
        path = f"/analytics/v1/replays/{person}"
        stage.check("without a session", auditor.get(path, expect=409).status, 409)
        body = {"case_store": "intake", "case_stream": person, "reason": "Demonstration: one case over all stores"}
        session = auditor.post("/analytics/v1/replay-sessions", body)
        pages = list(pages_of(auditor, f"{path}?limit=10"))
        items = [item for page in pages for item in page["items"]]
        stage.check("stores", sorted({i["store"] for i in items}), ["analytics", "coordination", "intake", "referrals"])
        stage.check("complete", {page["complete"] for page in pages}, {True})
        moments = [datetime.fromisoformat(item["recorded_at"]) for item in items]
        stage.check("in order of recording", moments == sorted(moments), True)
        stage.check("a name in it", "Dandara" in str(items), False)
        stage.note(f"{len(items)} events on {len(pages)} pages, each page on record in session {session.id}")


def figure(stage: Stage, network: Network, auditor: User) -> None:
    publisher = network.user("Teresa", "indicator_publisher", uf=["AM"])
    with stage.step("32", "now", "a hidden figure is followed down to its events, and comes out the same again"):
        run = auditor.get("/analytics/v1/indicators/E06?period=2025-04").body["run_id"]
        reason = {"case_id": run, "reason": "Demonstration: where does this figure come from?"}
        session = auditor.post("/analytics/v1/history-sessions", reason).id
        path = f"/analytics/v1/indicator-runs/{run}"
        asked = f"{path}/inputs?session={session}&cell=AM,INDIGENOUS,MALE"
        items = auditor.get(asked).body["items"]
        stage.check("events behind the smallest cell", sum(item["use"] == "counted" for item in items), 3)
        stage.check("its publisher may not see them", publisher.get(asked, expect=403).status, 403)
        stage.check("computed again as of its cut-off", auditor.get(f"{path}/recomputation").body["equal"], True)
        stage.note(f"one of them: intake {items[0]['event']}, position {items[0]['source_position']}")


def pages_of(user: User, path: str) -> Iterator[Any]:
    """Follows Link from page to page."""
    following: str | None = path
    while following:
        reply = user.get(following)
        yield reply.body
        link = reply.headers.get("Link", "")
        following = link.split("<")[1].split(">")[0] if link else None


def replay(stream: str, network: Network, *moment: str) -> Any:
    command = [sys.executable, "-m", "scripts.cli", "replay", "intake", stream, *moment, "--json"]
    name = network.stack.layout.name
    done = subprocess.run([*command, "--name", name], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
