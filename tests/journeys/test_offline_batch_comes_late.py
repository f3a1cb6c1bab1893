"""X10: a mobile unit in Acre comes back weeks later; one clock was wrong, one entry is there already, one month counts
anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from scripts.demo.network import Network, Reply, User
from scripts.demo.reference import RIO_DAS_PEDRAS
from tests.journeys.scene import Scene

BATCHES, DAY = "/intake/v1/offline-batches", datetime(2025, 3, 27, 14, tzinfo=UTC)
SLOW, WRONG = timedelta(minutes=2), timedelta(hours=3)


@dataclass
class Device:
    """Its clock is two minutes slow."""

    scene: Scene
    batch: str = ""

    def clock(self) -> str:
        return (datetime.now(UTC) + self.scene.network.shift - SLOW).isoformat()

    def leaves(self) -> None:
        opening = {"office_id": self.scene.office, "device_id": str(uuid4()), "first_seq": 1}
        at = (DAY - timedelta(hours=2)).isoformat()
        self.batch = self.scene.staff.post(BATCHES, {**opening, "device_time": self.clock()}, at=at).id

    def entry(self, seq: int, kind: str, content: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        shown = (DAY + timedelta(minutes=seq) - SLOW).isoformat()
        times = {"device_occurred_at": shown, "device_recorded_at": shown}
        return {"seq": seq, "kind": kind, "content": dict(content or {}), **times, **more}

    def post(self, what: str, body: Mapping[str, Any]) -> Reply:
        return self.scene.staff.post(f"{BATCHES}/{self.batch}/{what}", dict(body))


def test_it_is_recorded_once_as_it_happened_and_the_month_is_counted_anew(network: Network) -> None:
    scene = Scene.opened(network, RIO_DAS_PEDRAS)
    known, device = scene.person(social_name="Anselmo"), Device(scene)
    device.leaves()
    here = DAY + timedelta(hours=1)
    scene.received(known, here.isoformat())
    publisher = network.user("Teresa", "indicator_publisher", uf=["AC"])
    before = network.eventually(lambda: facts(publisher), lambda count: count >= 1)
    warned = network.eventually(lambda: overdue(scene), bool)
    assert warned == [device.batch]

    device.post("sync", {"last_seq": 6, "device_time": device.clock()})
    entries = [
        device.entry(1, "registration", {"client_types": ["released"], "social_name": "Quitéria"}),
        device.entry(2, "arrival", about_seq=1),
        device.entry(3, "reception_start", about_seq=2),
        device.entry(4, "reception_completion", {"outcome": "oriented"}, about_seq=2),
        device.entry(5, "arrival", clock_offset_seconds=-round(WRONG.total_seconds())),
        device.entry(6, "arrival", about_id=known),
    ]
    first = [device.post("entries", entry).body for entry in entries]
    assert [one["state"] for one in first] == [*["accepted"] * 5, "quarantined"]
    assert [device.post("entries", entry).body["record_id"] for entry in entries] == [one["record_id"] for one in first]
    on_time, three_hours_wrong = (happened(scene, first[place]["record_id"]) for place in (1, 4))
    assert abs(on_time - (DAY + timedelta(minutes=2))) < timedelta(seconds=5)
    assert abs(three_hours_wrong - (DAY + timedelta(minutes=5) - SLOW - WRONG)) < timedelta(seconds=5)

    device.post("discards", {"seq": 6, "reason": "recorded_online"})
    device.post("closure", {})
    assert overdue(scene) == []
    assert network.eventually(lambda: facts(publisher), lambda count: count > before) == before + 1


def facts(publisher: User) -> int:
    """Receptions of the month, as they are known at this moment."""
    run = publisher.post("/analytics/v1/indicator-runs", {"indicator_id": "E06", "period": f"{DAY:%Y-%m}"})
    return int(run.body["facts"])


def overdue(scene: Scene) -> list[str]:
    lines = scene.staff.get(f"{BATCHES}?office_id={scene.office}").body["items"]
    return [line["batch_id"] for line in lines if line["overdue"]]


def happened(scene: Scene, reception: str) -> datetime:
    """When the arrival happened, which an auditor reads; that it was recorded weeks later stands beside it."""
    auditor = scene.network.user("Noemi", "auditor", uf=["AC"])
    reason = {"case_id": reception, "reason": "When did this person come?"}
    session = auditor.post("/intake/v1/history-sessions", reason).id
    arrival = auditor.get(f"/intake/v1/histories/{reception}?session={session}").body["items"][0]
    at, recorded = (datetime.fromisoformat(arrival[name]) for name in ("occurred_at", "recorded_at"))
    assert (arrival["origin"], recorded - at > timedelta(days=18)) == ("offline_sync", True)
    return at
