"""A unit of work that reads many aggregates at once, and what it makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from infra.eventstore import snapshots
from infra.eventstore.memory import MemoryTransaction
from infra.eventstore.records import Kept
from infra.eventstore.store import EventStore
from infra.kernel import NotFound
from tests.unit.kernel.toys import Parcel, Size


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[list[UUID]]:
    """Which streams were read together."""
    found: list[list[UUID]] = []
    original = MemoryTransaction.kept

    def kept(self: MemoryTransaction, wanted: Mapping[UUID, str]) -> dict[UUID, Kept]:
        found.append(list(wanted))
        return original(self, wanted)

    monkeypatch.setattr(MemoryTransaction, "kept", kept)
    return found


def parcel(store: EventStore) -> UUID:
    with store.unit_of_work() as unit:
        made = Parcel(sender_id=uuid4(), size=Size.SMALL, note=None)
        unit.save(made)
    return made.id


def test_what_was_fetched_is_not_read_again(reads: list[list[UUID]]) -> None:
    store = EventStore.in_memory("kerneltoys")
    ids = [parcel(store), parcel(store), uuid4()]
    with store.begin() as unit:
        unit.fetch([(Parcel, aggregate_id) for aggregate_id in ids])
        assert [unit.exists(Parcel, aggregate_id) for aggregate_id in ids] == [True, True, False]
        unit.fetch([(Parcel, ids[0])])
    assert reads == [ids]


def test_what_was_not_fetched_is_read_when_it_is_asked_for(reads: list[list[UUID]]) -> None:
    store = EventStore.in_memory("kerneltoys")
    made = parcel(store)
    with store.begin() as unit:
        unit.fetch([])
        assert unit.get(Parcel, made).id == made
        with pytest.raises(NotFound):
            unit.get(Parcel, uuid4())
    assert reads[0] == [made]


def test_a_snapshot_of_another_class_is_not_believed(reads: list[list[UUID]], monkeypatch: pytest.MonkeyPatch) -> None:
    store = EventStore.in_memory("kerneltoys")
    made = parcel(store)
    with store.begin() as unit:
        unit.fetch([(Parcel, made)])
        monkeypatch.setattr(Parcel, "snapshot_version", 2)
        assert unit.get(Parcel, made).id == made
    assert (len(reads), snapshots.layout(Parcel)) == (2, "kerneltoys.parcel/2")
