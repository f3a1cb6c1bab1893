"""One open batch for each device, also of two requests that ask at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.world import now
from services.intake.people.views.offline_batches import OfflineBatches
from tests.http import Reply
from tests.integration.intake.test_follow_up import Office
from tests.integration.intake.test_offline import BATCHES
from tests.integration.intake.test_offline import unit as unit


def opened(unit: Office, device: str, first_seq: int) -> Reply:
    body = {
        "office_id": unit.id, "device_id": device, "first_seq": first_seq, "device_time": now().isoformat(),
    }  # fmt: skip
    return unit.api.post(BATCHES, body, unit.staff)


def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first two who ask the read model have both been told that there is none, before either goes on."""
    asked, barrier, lock = OfflineBatches.device_has_one, Barrier(2, timeout=20), Lock()
    waiting = [2]

    def slow(self: OfflineBatches, source: Any, device_id: UUID) -> bool:
        answer = asked(self, source, device_id)
        with lock:
            waits, waiting[0] = waiting[0] > 0, waiting[0] - 1
        if waits:
            barrier.wait()
        return answer

    monkeypatch.setattr(OfflineBatches, "device_has_one", slow)


def test_of_two_requests_at_the_same_moment_exactly_one_wins(unit: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    together(monkeypatch)
    device = str(uuid4())
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda seq: opened(unit, device, seq), (1, 1001)))
    assert sorted(reply.status for reply in replies) == [201, 409]
    (lost,) = [reply for reply in replies if reply.status == 409]
    assert lost.slug == "intake-offline-batch-already-opened"
    open_ones = unit.get(f"{BATCHES}?office_id={unit.id}").body["items"]
    assert [line["device_id"] for line in open_ones] == [device]


def test_a_closed_one_makes_room_for_the_next(unit: Office) -> None:
    device = str(uuid4())
    first = opened(unit, device, 1)
    assert opened(unit, device, 2).status == 409
    path = f"{BATCHES}/{first.id}"
    synced = {"last_seq": 0, "device_time": now().isoformat()}
    assert unit.api.post(f"{path}/sync", synced, unit.staff).status in (200, 201)
    assert unit.api.post(f"{path}/closure", {}, unit.staff).status in (200, 201)
    assert opened(unit, device, 1).status == 409
    assert opened(unit, device, 2).status == 201


def test_the_rule_holds_without_the_read_model(unit: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OfflineBatches, "device_has_one", lambda *_: False)
    device = str(uuid4())
    assert opened(unit, device, 1).status == 201
    refused = opened(unit, device, 1001)
    assert (refused.status, refused.slug) == (409, "intake-offline-batch-already-opened")
