"""An auditor replays a reception that was entered two hours after it happened."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from scripts.demo.cast import Cast
from scripts.demo.network import Network
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


def replay(stream: str, network: Network, *moment: str) -> Any:
    command = [sys.executable, "-m", "scripts.cli", "replay", "intake", stream, *moment, "--json"]
    name = network.stack.layout.name
    done = subprocess.run([*command, "--name", name], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
