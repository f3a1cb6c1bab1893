"""Step 15: the mobile unit of Rio das Pedras receives people far from any network; its device hands them in later."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from scripts.demo.cast import Cast
from scripts.demo.chapters.opening import opened
from scripts.demo.network import Network, User
from scripts.demo.reference import RIO_DAS_PEDRAS
from scripts.demo.stage import Stage

ARRIVALS = ("14:05", "14:30", "15:10", "15:40")
BATCHES = "/intake/v1/offline-batches"


def play(stage: Stage, network: Network, cast: Cast) -> None:
    stage.chapter("A day in the interior (AC)")
    coordinator = opened(network, cast, "OFF-AC", RIO_DAS_PEDRAS, "state_executive")
    office = f"/intake/v1/offices/{cast.offices['OFF-AC']}"
    visit = {
        "municipality_ibge7": RIO_DAS_PEDRAS.ibge7, "begins_at": "2025-04-17T14:00:00Z",
        "ends_at": "2025-04-17T21:00:00Z",
    }  # fmt: skip
    coordinator.post(f"{office}/mobile-unit-visits", visit, at="2025-04-10T12:00:00Z")
    bento = network.user("Bento", "social_worker", uf=["AC"], office=[cast.offices["OFF-AC"]])
    with stage.step("15", "09:00 AC", "four people come to the mobile unit; in the evening its device is online again"):
        opening = {"office_id": cast.offices["OFF-AC"], "device_id": str(uuid4()), "first_seq": 1}
        batch = bento.post(BATCHES, {**opening, "device_time": clock(network)}, at="2025-04-17T12:00:00Z").id
        entries = [entry for number, at in enumerate(ARRIVALS) for entry in reception(3 * number + 1, at)]
        bento.post(f"{BATCHES}/{batch}/sync", {"last_seq": len(entries), "device_time": clock(network)})
        records = [accepted(bento, batch, entry) for entry in entries]
        stage.check("sent again, nothing is there twice", accepted(bento, batch, entries[0]), records[0])
        bento.post(f"{BATCHES}/{batch}/closure", {})
        handed_in = bento.get(f"{BATCHES}/{batch}").body
        stage.check("handed in", (handed_in["status"], handed_in["accepted"], handed_in["missing"]), ("closed", 12, []))
        day = bento.get(f"{office}/day").body
        stage.check("the day there", (day["on"], day["arrived"], day["completed"]), ("2025-04-17", 4, 4))
        stage.check("visits of the day", [v["municipality_ibge7"] for v in day["visits"]], [RIO_DAS_PEDRAS.ibge7])
        known = bento.get(f"/intake/v1/receptions/{records[-1]}").body
        stage.check("waited, by the device's own times", known["waiting_seconds"], 30)
        stage.check("a person on record", known["person_id"], None)


def reception(seq: int, at: str) -> list[dict[str, Any]]:
    """Somebody comes, is called after half a minute, and is told what there is."""
    arrival = {"channel": "mobile_unit", "entry_door": "mobile_unit", "companion_present": at == ARRIVALS[0]}
    return [
        entry(seq, "arrival", f"{at}:00", arrival),
        entry(seq + 1, "reception_start", f"{at}:30", {}, seq),
        entry(seq + 2, "reception_completion", f"{at}:59", {"outcome": "oriented"}, seq),
    ]


def entry(seq: int, kind: str, at: str, content: dict[str, Any], about: int | None = None) -> dict[str, Any]:
    shown = f"2025-04-17T{at}Z"
    times = {"device_occurred_at": shown, "device_recorded_at": shown, "clock_offset_seconds": 0}
    return {"seq": seq, "kind": kind, "content": content, "about_seq": about, **times}


def accepted(bento: User, batch: str, entry: dict[str, Any]) -> str:
    """The record that an entry became."""
    return str(bento.post(f"{BATCHES}/{batch}/entries", entry).body["record_id"])


def clock(network: Network) -> str:
    """What the device's clock says, which is right."""
    return (datetime.now(UTC) + network.shift).isoformat()
