"""The event store in memory: the same promises as on the database."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest

from infra.application import repeated
from infra.eventstore.store import EventStore
from infra.refusals import NotFound, StaleVersion, VersionConflict
from tests.unit.kernel.toys import Everything, Parcel, SecretBox, Size, Stop

PORTO = Stop("Porto", date(2025, 1, 1))


@pytest.fixture
def store() -> EventStore:
    return EventStore.in_memory("kerneltoys")


@pytest.fixture
def parcel_id(store: EventStore) -> UUID:
    with store.unit_of_work() as unit:
        parcel = Parcel(sender_id=uuid4(), size=Size.SMALL, note=None)
        unit.save(parcel)
    return parcel.id


def stop(store: EventStore, parcel_id: UUID, expected: int | None = None) -> None:
    with store.unit_of_work() as unit:
        parcel = unit.get(Parcel, parcel_id, expected)
        parcel.stop(stop=PORTO)
        unit.save(parcel)


def stops(store: EventStore, parcel_id: UUID) -> int:
    with store.begin() as unit:
        return len(unit.get(Parcel, parcel_id).stops)


def test_of_two_units_the_second_conflicts(store: EventStore, parcel_id: UUID) -> None:
    with store.begin() as first, store.begin() as second:
        for unit in (first, second):
            parcel = unit.get(Parcel, parcel_id)
            parcel.stop(stop=PORTO)
            unit.save(parcel, Parcel(sender_id=uuid4(), size=Size.SMALL, note=None))
        first.commit()
        with pytest.raises(VersionConflict):
            second.commit()
    with store.begin() as unit:
        assert len(unit.transaction.log(0, 100)) == 3, "the loser wrote nothing, also not of other aggregates"


def test_a_reaction_repeats_after_a_conflict(store: EventStore, parcel_id: UUID) -> None:
    overtaken: list[Callable[[], None]] = [lambda: stop(store, parcel_id)] * 2

    def attempt() -> None:
        with store.begin() as unit:
            parcel = unit.get(Parcel, parcel_id)
            parcel.stop(stop=PORTO)
            unit.save(parcel)
            if overtaken:
                _elsewhere(overtaken.pop())
            unit.commit()

    repeated(store, attempt)
    assert stops(store, parcel_id) == 3


def _elsewhere(action: Callable[[], None]) -> None:
    """Outside of the ambient unit of work, as another request would be."""
    contextvars.Context().run(action)


def test_after_three_conflicts_the_reaction_gives_up(store: EventStore) -> None:
    tries = []

    def attempt() -> None:
        tries.append(1)
        raise VersionConflict

    with pytest.raises(VersionConflict):
        repeated(store, attempt)
    assert len(tries) == 3


def test_what_was_never_saved_is_not_found(store: EventStore, parcel_id: UUID) -> None:
    with store.begin() as unit:
        for kind, ident in ((Parcel, uuid4()), (SecretBox, parcel_id)):
            with pytest.raises(NotFound):
                unit.get(kind, ident)
        assert unit.exists(Parcel, parcel_id)
        assert not unit.exists(Parcel, uuid4())


def test_what_is_found_is_what_would_be_got(store: EventStore, parcel_id: UUID) -> None:
    with store.begin() as unit:
        assert unit.find(Parcel, parcel_id) is unit.get(Parcel, parcel_id)
        assert unit.find(Everything, parcel_id) is None
        assert unit.find(Parcel, uuid4()) is None


def test_what_was_not_found_is_found_once_it_is_made(store: EventStore) -> None:
    with store.unit_of_work() as unit:
        made = Parcel(sender_id=uuid4(), size=Size.SMALL, note=None)
        assert unit.find(Parcel, made.id) is None
        unit.save(made)
        assert unit.find(Parcel, made.id) is made


def test_a_stale_version_is_refused(store: EventStore, parcel_id: UUID) -> None:
    stop(store, parcel_id, expected=1)
    with pytest.raises(StaleVersion):
        stop(store, parcel_id, expected=1)
    stop(store, parcel_id, expected=2)


def test_what_was_read_is_not_outdated_by_time_alone(store: EventStore, parcel_id: UUID) -> None:
    for _ in range(2):
        with store.unit_of_work() as unit:
            parcel = unit.get(Parcel, parcel_id)
            parcel.delay()
            unit.save(parcel)
    for ahead in (0, 4):
        with pytest.raises(StaleVersion):
            stop(store, parcel_id, expected=ahead)
    stop(store, parcel_id, expected=1)  # now at 4, and the remarks lie behind a decision
    with pytest.raises(StaleVersion):
        stop(store, parcel_id, expected=3)
    stop(store, parcel_id, expected=4)
    assert stops(store, parcel_id) == 2


def test_a_unit_that_fails_writes_nothing(store: EventStore, parcel_id: UUID) -> None:
    def broken() -> None:
        with store.unit_of_work():
            stop(store, parcel_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert stops(store, parcel_id) == 0


def test_units_inside_a_unit_are_the_same_one(store: EventStore, parcel_id: UUID) -> None:
    with store.unit_of_work() as unit:
        stop(store, parcel_id)
        stop(store, parcel_id, expected=2)
        assert unit.decided == ("kerneltoys.parcel.stopped",) * 2
        with store.unit_of_work() as inner:
            assert inner is unit
    assert stops(store, parcel_id) == 2


def test_positions_are_gapless_and_recording_times_rise(store: EventStore, parcel_id: UUID) -> None:
    for _ in range(5):
        stop(store, parcel_id)
    with store.begin() as unit:
        records = unit.transaction.log(0, 100)
    assert [r.position for r in records] == [1, 2, 3, 4, 5, 6]
    assert len({r.recorded_at for r in records}) == 6
    assert sorted(records, key=lambda r: r.recorded_at) == records
