"""What was known at a moment, and what was true at a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from infra import world
from infra.eventstore.replay import Replay, describe, replay
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.refusals import NotFound
from infra.sealed import Sealed
from infra.world import RealWorld
from tests.unit.kernel.toys import Parcel, Size, Stop

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)


class At(RealWorld):
    """A world whose clock is set by hand."""

    hour = 0

    def now(self) -> datetime:
        return NOON + timedelta(hours=self.hour)


class Desk:
    """Records what happened at one hour, at another."""

    def __init__(self) -> None:
        self.store = EventStore.in_memory("kerneltoys")
        self.clock = At()

    def send(self, recorded: int, occurred: int) -> UUID:
        self.clock.hour = recorded
        with world.use(self.clock), acting(Metadata(actor="rosa", occurred_at=NOON + timedelta(hours=occurred))):
            parcel = Parcel(sender_id=uuid4(), size=Size.SMALL, note=Sealed.of("Canária"))
            with self.store.unit_of_work() as unit:
                unit.save(parcel)
        return parcel.id

    def stop(self, parcel_id: UUID, place: str, recorded: int, occurred: int) -> None:
        self.clock.hour = recorded
        metadata = Metadata(actor="tome", occurred_at=NOON + timedelta(hours=occurred))
        with world.use(self.clock), acting(metadata), self.store.unit_of_work() as unit:
            parcel = unit.get(Parcel, parcel_id)
            parcel.stop(stop=Stop(place, date(2025, 4, 17)))
            unit.save(parcel)

    def replay(self, stream: UUID, recorded: int | None = None, occurred: int | None = None) -> Replay:
        with self.store.begin() as unit:
            return replay(
                unit.transaction,
                stream,
                None if recorded is None else NOON + timedelta(hours=recorded, minutes=1),
                None if occurred is None else NOON + timedelta(hours=occurred, minutes=1),
            )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def parcel(desk: Desk) -> UUID:
    """Sent at 0; stops A at 1, B at 3 recorded at once; C happened at 2 and was entered at 4."""
    parcel_id = desk.send(0, 0)
    for place, recorded, occurred in (("A", 1, 1), ("B", 3, 3), ("C", 4, 2)):
        desk.stop(parcel_id, place, recorded, occurred)
    return parcel_id


def places(found: Replay) -> list[str]:
    assert found.state is not None
    return [stop.place for stop in found.state["stops"]]


def test_what_we_knew_and_what_was_true_differ(desk: Desk, parcel: UUID) -> None:
    assert places(desk.replay(parcel, recorded=3)) == ["A", "B"]
    assert places(desk.replay(parcel, occurred=2)) == ["A", "C"]
    assert places(desk.replay(parcel)) == ["A", "C", "B"]
    assert places(desk.replay(parcel, recorded=3, occurred=2)) == ["A"]


def test_as_of_a_version(desk: Desk, parcel: UUID) -> None:
    with desk.store.begin() as unit:
        found = replay(unit.transaction, parcel, as_of_recorded=2)
    assert (places(found), [e.event.originator_version for e in found.history]) == (["A"], [1, 2])


def test_before_the_beginning_there_is_no_state(desk: Desk, parcel: UUID) -> None:
    found = desk.replay(parcel, recorded=-1)
    assert (found.state, found.history) == (None, ())


def test_what_happened_before_the_first_entry_is_not_lost(desk: Desk) -> None:
    late = desk.send(recorded=5, occurred=5)
    desk.stop(late, "early", recorded=6, occurred=1)
    assert places(desk.replay(late)) == ["early"]
    assert desk.replay(late, occurred=2).state is None


def test_an_unknown_stream_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.replay(uuid4())


def test_a_history_tells_who_and_when_and_no_sealed_value(desk: Desk, parcel: UUID) -> None:
    lines = [describe(entry) for entry in desk.replay(parcel).history]
    assert [line["actor"] for line in lines] == ["rosa", "tome", "tome", "tome"]
    assert lines[0]["values"]["note"] == "[sealed]"
    assert "Canária" not in repr(lines)
    assert lines[3]["recorded_at"] - lines[3]["occurred_at"] == timedelta(hours=2)
