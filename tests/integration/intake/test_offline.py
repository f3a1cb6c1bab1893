"""X10: a mobile unit in Acre comes back after 19 days, is interrupted, goes on, and nothing is there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra import world
from infra.web.host import EXTENSION, Host
from infra.world import now
from services.intake.people.domain.reception import Reception
from tests.clock import Clock, Midday
from tests.conftest import Token
from tests.http import Api, Reply
from tests.integration.intake.test_consents import ring
from tests.integration.intake.test_follow_up import Office

BATCHES = "/v1/offline-batches"
HOUR = 3600


@pytest.fixture(autouse=True)
def still() -> Iterator[None]:
    """No time goes by between what a device says of its clock and who hears it, and no day ends."""
    with world.use(Clock(Midday("America/Rio_Branco").now())):
        yield


@pytest.fixture
def unit(api: Callable[[str], Api], token: Token) -> Office:
    """An office in Acre, and a person that it knows."""
    intake, coordinator = api("intake"), token("office_coordinator", uf=["AC"])
    body = {
        "name": "Rio das Pedras", "level": "state", "uf": "AC", "municipality_ibge7": "1299992",
        "zone": "America/Rio_Branco",
    }  # fmt: skip
    office = intake.post("/v1/offices", body, coordinator).id
    staff = token("social_worker", office=[office], uf=["AC"])
    person = {"client_types": ["released"], "civil_name": "Anselmo Pereira Galvão"}
    return Office(intake, office, staff, intake.post("/v1/persons", person, staff).id)


class Device:
    """Its clock is two minutes slow."""

    def __init__(self, unit: Office) -> None:
        self.unit, self.id = unit, str(uuid4())
        self.batch = self.open().id

    @property
    def clock(self) -> datetime:
        return now() - timedelta(minutes=2)

    def open(self, first_seq: int = 1, **values: Any) -> Reply:
        body = {
            "office_id": self.unit.id, "device_id": self.id, "first_seq": first_seq,
            "device_time": self.clock.isoformat(), **values,
        }  # fmt: skip
        return self.unit.api.post(BATCHES, body, self.unit.staff)

    def entry(self, seq: int, kind: str, content: dict[str, Any] | None = None, **values: Any) -> dict[str, Any]:
        at = (self.clock - timedelta(days=19) + timedelta(minutes=seq)).isoformat()
        return {
            "seq": seq, "kind": kind, "content": content or {}, "device_occurred_at": at, "device_recorded_at": at,
            **values,
        }  # fmt: skip

    def post(self, what: str, body: object) -> Reply:
        return self.unit.api.post(f"{BATCHES}/{self.batch}/{what}", body, self.unit.staff)

    def sync(self, last: int) -> Reply:
        return self.post("sync", {"last_seq": last, "device_time": self.clock.isoformat()})

    @property
    def now(self) -> Any:
        return self.unit.get(f"{BATCHES}/{self.batch}").body


@pytest.fixture
def device(unit: Office) -> Device:
    return Device(unit)


def reception(unit: Office, reception_id: str) -> Any:
    host: Host = unit.api.client.application.extensions[EXTENSION]
    with host.store.unit_of_work() as work:
        return work.get(Reception, UUID(reception_id)), work.history(UUID(reception_id))[0]


def test_a_mobile_unit_comes_back_is_interrupted_and_goes_on(device: Device) -> None:
    unit = device.unit
    entries = [
        device.entry(1, "registration", {"client_types": ["released"], "social_name": "Quitéria Voadora"}),
        device.entry(2, "arrival", {"danger_to_life": False}, about_seq=1),
        device.entry(3, "reception_start", about_seq=2),
        device.entry(4, "urgent_need", {"need": "food"}, about_seq=2),
        device.entry(5, "reception_completion", {"outcome": "oriented"}, about_seq=2),
        device.entry(6, "arrival", clock_offset_seconds=-3 * HOUR),
        device.entry(7, "registration", {"client_types": ["released"], "civil_name": "Anselmo Pereira Galvao"}),
        device.entry(8, "arrival", about_id=unit.person),
    ]
    assert device.sync(9).status == 201
    first = [device.post("entries", entry) for entry in entries[:4]]
    assert [reply.body["state"] for reply in first] == ["accepted"] * 4
    assert (device.now["accepted"], device.now["missing"]) == (4, [5, 6, 7, 8, 9])

    # The network goes and comes back: everything is sent again from the beginning.
    assert device.sync(9).status == 201
    replies = [device.post("entries", entry) for entry in entries]
    assert [one.body["record_id"] for one in replies[:4]] == [one.body["record_id"] for one in first]
    states = [reply.body["state"] for reply in replies]
    assert states == ["accepted"] * 6 + ["quarantined", "accepted"]
    there = device.now
    assert there["quarantined"] == [{"seq": 7, "reason": "possible_duplicate", "code": None}]
    assert there["missing"] == [9]
    assert there["clock_offset_seconds"] == 120

    assert device.post("closure", {}).slug == "intake-offline-batch-incomplete"
    assert device.post("discards", {"seq": 7, "reason": "recorded_online"}).status == 201
    assert device.post("discards", {"seq": 9, "reason": "lost_on_device"}).status == 201
    assert device.post("closure", {}).status == 201
    assert (device.now["status"], device.now["accepted"], device.now["discarded"]) == ("closed", 7, 2)
    assert device.post("entries", entries[1]).body["record_id"] == first[1].body["record_id"]


def test_what_happened_then_is_recorded_now_by_a_clock_that_is_right(device: Device) -> None:
    sent = [device.entry(1, "arrival"), device.entry(2, "arrival", clock_offset_seconds=-3 * HOUR)]
    corrected = []
    for entry, offset in zip(sent, (120, -3 * HOUR), strict=True):
        record = device.post("entries", entry).body["record_id"]
        _, arrived = reception(device.unit, record)
        at = datetime.fromisoformat(entry["device_occurred_at"]) + timedelta(seconds=offset)
        corrected.append(abs(arrived.metadata.occurred_at - at) < timedelta(seconds=1))
        assert arrived.recorded_at - arrived.metadata.occurred_at > timedelta(days=18)
        assert (arrived.metadata.origin, arrived.metadata.tenant.uf) == ("offline_sync", "AC")
    assert corrected == [True, True]


def test_the_network_is_told_when_it_happened_and_when_it_was_recorded(device: Device) -> None:
    record = device.post("entries", device.entry(1, "arrival")).body["record_id"]
    host: Host = device.unit.api.client.application.extensions[EXTENSION]
    with host.store.unit_of_work() as work:
        ((told,),) = work.query(
            "SELECT message FROM published WHERE message ->> 'type' LIKE %s AND message -> 'data' ->> 'record_id' = %s",
            ("%.intake.offline-batch.entry-accepted.v1", record),
        )
    assert datetime.fromisoformat(told["time"]) - datetime.fromisoformat(told["occurredat"]) > timedelta(days=18)


def test_who_was_received_online_that_day_is_not_received_twice(device: Device) -> None:
    unit = device.unit
    entry = device.entry(1, "arrival", about_id=unit.person)
    online = {"office_id": unit.id, "person_id": unit.person, "occurred_at": entry["device_occurred_at"]}
    unit.post("/v1/receptions", online, status=201)
    doubtful = device.post("entries", entry).body
    assert (doubtful["state"], doubtful["reason"], doubtful["record_id"]) == (
        "quarantined", "possible_duplicate", None,
    )  # fmt: skip
    assert device.post("entries", entry).body == doubtful, "sent again, it still waits"
    accepted = device.post("acceptances", entry).body
    assert (accepted["state"], device.now["quarantined"]) == ("accepted", [])
    assert device.post("acceptances", entry).body["record_id"] == accepted["record_id"]


def test_what_was_decided_on_an_old_version_or_is_refused_waits_with_its_reason(device: Device) -> None:
    unit = device.unit
    waiting = unit.post("/v1/receptions", {"office_id": unit.id}, status=201).id
    unit.post(f"/v1/receptions/{waiting}/start", {}, match=1)
    stale = device.entry(1, "reception_start", about_id=waiting, expected=1)
    assert device.post("entries", stale).body["reason"] == "stale_version"
    child = {"client_types": ["released"], "birth_date": (now() - timedelta(days=3650)).date().isoformat()}
    assert device.post("entries", device.entry(2, "registration", child)).body["reason"] == "refused"
    assert [one["code"] for one in device.now["quarantined"]] == [None, "intake.minor-only-as-relative"]


def test_refused_before_anything_is_written(device: Device, token: Token) -> None:
    assert device.open().slug == device.open(first_seq=2).slug == "intake-offline-batch-already-opened"
    first = device.entry(1, "arrival")
    assert device.post("entries", first).status == 201
    other = device.post("entries", {**first, "content": {"disability": True}})
    assert (other.status, other.slug) == (409, "intake-offline-sequence-used-otherwise")
    tomorrow = (now() + timedelta(days=1)).isoformat()
    future = device.post("entries", device.entry(2, "arrival", device_occurred_at=tomorrow))
    assert future.slug == "intake-offline-entry-from-the-future"
    assert device.post("entries", device.entry(2, "urgent_need", {"need": "shelter?"}, about_seq=1)).status == 422
    assert device.post("entries", device.entry(2, "reception_start", about_seq=9)).status == 404
    assert device.post("entries", device.entry(2, "reception_start")).status == 404
    both = device.entry(2, "arrival", about_seq=1, about_id=device.unit.person)
    assert device.post("entries", both).status == 422
    assert device.post("discards", {"seq": 1, "reason": "entered_in_error"}).slug == "intake-offline-entry-not-waiting"
    assert device.sync(0).slug == "intake-offline-sequence-outside-batch"
    assert (device.now["accepted"], device.now["missing"]) == (1, [])
    there = token("social_worker", office=[uuid4()], uf=["AC"])
    assert device.unit.get(f"{BATCHES}/{device.batch}", there).status == 404
    assert device.unit.get(f"{BATCHES}?office_id={device.unit.id}", there).status == 404


def test_a_record_of_another_office_does_not_exist_for_the_device(device: Device, token: Token) -> None:
    api, other = device.unit.api, token("office_coordinator", uf=["AM"])
    body = {"name": "Porto", "level": "state", "uf": "AM", "municipality_ibge7": "1399991", "zone": "America/Manaus"}
    office = api.post("/v1/offices", body, other).id
    staff = token("social_worker", office=[office], uf=["AM"])
    person = api.post("/v1/persons", {"client_types": ["released"]}, staff).id
    waiting = api.post("/v1/receptions", {"office_id": office, "person_id": person}, staff).id
    assert device.post("entries", device.entry(1, "arrival", about_id=person)).status == 404
    assert device.post("entries", device.entry(1, "reception_start", about_id=waiting)).status == 404


def test_the_office_is_warned_of_a_batch_that_does_not_come_in(device: Device) -> None:
    long_ago = (now() - timedelta(days=19)).isoformat()
    old = Device.__new__(Device)
    old.unit, old.id = device.unit, str(uuid4())
    old.batch = old.open(occurred_at=long_ago).id
    ring(device.unit)
    lines = device.unit.get(f"{BATCHES}?office_id={device.unit.id}").body["items"]
    assert [(line["batch_id"], line["overdue"]) for line in lines] == [(old.batch, True), (device.batch, False)]
    old.sync(0)
    assert old.post("closure", {}).status == 201
    left = device.unit.get(f"{BATCHES}?office_id={device.unit.id}").body["items"]
    assert [line["batch_id"] for line in left] == [device.batch]
