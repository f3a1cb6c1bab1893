"""What goes into the log comes out as it was, whatever the version it was written in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.eventstore.codec import dumps
from infra.eventstore.mapper import to_event, to_record, to_recorded_event
from infra.eventstore.records import NewRecord, StoredRecord
from infra.metadata import Metadata, Tenant
from tests.unit.kernel.toys import Everything, Parcel, Size, Stop

NOW = datetime(2025, 4, 17, 12, tzinfo=UTC)
INSTANTS = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=2)
SIZES = st.sampled_from(Size)
STOPS = st.builds(Stop, place=st.text(), on=st.dates(), fee=st.none() | DECIMALS)
EVENTS = st.builds(
    Everything.Made,
    originator_id=st.uuids(version=4),
    originator_version=st.just(1),
    originator_topic=st.just("kerneltoys.everything"),
    timestamp=INSTANTS,
    text=st.text(),
    number=st.integers(-(2**53), 2**53),
    flag=st.booleans(),
    ident=st.uuids(),
    day=st.dates(),
    at=INSTANTS,
    amount=DECIMALS,
    size=SIZES,
    maybe=st.none() | st.uuids(),
    texts=st.lists(st.text()).map(tuple),
    sizes=st.lists(SIZES).map(tuple),
    stops=st.lists(STOPS, max_size=3).map(tuple),
    kinds=st.frozensets(SIZES),
    by_place=st.dictionaries(st.text(), st.integers()),
)
METADATA = st.builds(
    Metadata,
    actor=st.text(),
    tenant=st.builds(Tenant, uf=st.none() | st.text(max_size=2), org_id=st.none() | st.uuids()),
    consent_refs=st.lists(st.uuids(), max_size=3).map(tuple),
    occurred_at=INSTANTS,
    purpose=st.none() | st.text(),
)


def stored(record: NewRecord) -> StoredRecord:
    return StoredRecord(record.stream, record.version, record.topic, record.state, record.metadata, 1, NOW, UUID(int=9))


@given(made=EVENTS, metadata=METADATA)
def test_an_event_comes_back_as_it_was(made: Everything.Made, metadata: Metadata) -> None:
    back = to_recorded_event(stored(to_record(made, metadata)))
    assert back.event == made
    assert back.metadata == replace(metadata, occurred_at=made.timestamp)


@given(made=EVENTS)
def test_the_same_event_gives_the_same_bytes(made: Everything.Made) -> None:
    first, second = to_record(made, Metadata()), to_record(made, Metadata())
    assert first.state == second.state
    assert b"\x00" not in first.state


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(value=JSON)
def test_the_short_way_to_json_is_that_of_the_standard_library(value: object) -> None:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert dumps(value) == text.encode()


def test_what_is_no_json_is_refused() -> None:
    for value in (NOW, {"at": NOW}, {(1, 2): 3}):
        with pytest.raises(TypeError):
            dumps(value)


def test_bytes_are_compact_and_sorted() -> None:
    assert dumps({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


SAMPLES = {
    1: b'{"kilograms": "1.25"}',
    2: b'{"class_version": 2, "grams": 1250, "scale": "K7"}',
}


@pytest.mark.parametrize("version", SAMPLES)
def test_every_stored_version_of_an_event_is_read(version: int) -> None:
    record = StoredRecord(uuid4(), 2, "kerneltoys.parcel.weighed", SAMPLES[version], b"{}", 2, NOW, uuid4())
    event = to_event(record, NOW)
    assert isinstance(event, Parcel.Weighed)
    assert (event.grams, event.scale) == (1250, {1: "unknown", 2: "K7"}[version])


def test_a_version_has_a_sample() -> None:
    assert set(SAMPLES) == set(range(1, Parcel.Weighed.class_version + 1))


def test_an_event_is_written_in_its_present_version() -> None:
    event = Parcel.Weighed(originator_id=uuid4(), originator_version=2, timestamp=NOW, grams=5, scale="K7")
    assert json.loads(to_record(event, Metadata()).state) == {"class_version": 2, "grams": 5, "scale": "K7"}
