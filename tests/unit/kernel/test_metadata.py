"""Who, why, where and when: set once for a command, beside the business values."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from infra.eventstore.store import EventStore
from infra.metadata import Metadata, Tenant, acting, amended, current_metadata, happening
from tests.unit.kernel.toys import Parcel, Size

YESTERDAY = datetime(2025, 4, 16, 9, tzinfo=UTC)


def test_outside_of_a_command_the_system_acts() -> None:
    assert current_metadata() == Metadata(actor="system", role="system")


def test_metadata_hold_for_the_command_only() -> None:
    with acting(Metadata(actor="rosa", role="social_worker")), amended(tenant=Tenant(uf="AM")):
        assert (current_metadata().actor, current_metadata().tenant.uf) == ("rosa", "AM")
    assert current_metadata().actor == "system"


def test_things_happen_now_unless_the_command_says_when() -> None:
    with acting(Metadata(occurred_at=YESTERDAY)):
        assert happening() == YESTERDAY
    assert happening() > YESTERDAY


def test_an_event_is_read_back_with_its_circumstances() -> None:
    store, metadata = EventStore.in_memory("kerneltoys"), Metadata(actor="rosa", purpose="care", occurred_at=YESTERDAY)
    with acting(metadata), store.unit_of_work() as unit:
        parcel = Parcel(sender_id=uuid4(), size=Size.SMALL, note=None)
        unit.save(parcel)
    with store.begin() as unit:
        (entry,) = unit.history(parcel.id)
    assert entry.metadata == metadata
    assert entry.event.timestamp == YESTERDAY < entry.recorded_at
    assert entry.position == 1


def test_each_decision_of_one_unit_keeps_its_own_circumstances() -> None:
    store = EventStore.in_memory("kerneltoys")
    with store.unit_of_work() as unit:
        for actor in ("rosa", "tome"):
            with acting(Metadata(actor=actor)):
                unit.save(Parcel(sender_id=uuid4(), size=Size.SMALL, note=None))
    with store.begin() as unit:
        records = unit.transaction.log(0, 10)
        assert [unit.history(r.stream)[0].metadata.actor for r in records] == ["rosa", "tome"]
