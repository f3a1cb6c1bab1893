"""One event maps to at most one contract, by one function."""

from __future__ import annotations

from types import ModuleType
from uuid import UUID

import pytest

from contracts.contract import Contract
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, Tenant, acting
from infra.publishing import Publisher, publishes
from tests.unit.kernel.toys import Parcel, Size


class ParcelSent(Contract, type="kerneltoys.parcel.sent", version=2):
    size: Size


@publishes(Parcel.Sent)
def parcel_sent(event: Parcel.Sent, metadata: Metadata) -> ParcelSent | None:
    return ParcelSent(size=event.size) if event.size == Size.LARGE else None


def module(**functions: object) -> ModuleType:
    made = ModuleType("published")
    vars(made).update(functions)
    return made


@pytest.fixture
def store() -> EventStore:
    return EventStore.in_memory("kerneltoys", Publisher("kerneltoys", (module(parcel_sent=parcel_sent),)))


def messages(store: EventStore, size: Size) -> list[dict[str, object]]:
    with acting(Metadata(correlation_id="c1", tenant=Tenant(uf="AM"))), store.unit_of_work() as unit:
        unit.save(Parcel(sender_id=UUID(int=1), size=size, note=None))
    assert isinstance(store.recorder, MemoryRecorder)
    return [message.body for message in store.recorder.messages]


def test_a_mapped_event_becomes_a_cloudevent(store: EventStore) -> None:
    (body,) = messages(store, Size.LARGE)
    assert body["data"] == {"size": "large"}
    assert body["type"] == "org.travessia.kerneltoys.parcel.sent.v2"
    assert body["id"] == f"{body['subject']}:1"
    assert (body["source"], body["uf"], body["correlationid"]) == ("urn:travessia:kerneltoys", "AM", "c1")
    assert "causationid" not in body


def test_a_mapping_may_keep_an_event_private(store: EventStore) -> None:
    assert messages(store, Size.SMALL) == []


def test_an_event_without_a_mapping_stays_private(store: EventStore) -> None:
    event = Parcel.Stopped.__new__(Parcel.Stopped)
    assert store.publisher.message(event, Metadata()) is None


def test_two_mappings_of_one_event_are_refused() -> None:
    @publishes(Parcel.Sent)
    def again(event: Parcel.Sent, metadata: Metadata) -> ParcelSent:
        return ParcelSent(size=event.size)

    with pytest.raises(TypeError, match=r"kerneltoys\.parcel\.sent is published by two functions"):
        Publisher("kerneltoys", (module(parcel_sent=parcel_sent), module(again=again)))


def test_a_contract_is_published_under_one_name() -> None:
    with pytest.raises(TypeError, match="is published twice"):
        type("Again", (Contract,), {"__annotations__": {}}, type="kerneltoys.parcel.sent", version=2)


def test_a_channel_must_exist() -> None:
    with pytest.raises(TypeError, match="unknown channel"):
        type("Lost", (Contract,), {"__annotations__": {}}, type="kerneltoys.parcel.lost", channel="gossip")
