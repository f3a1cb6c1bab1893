"""What was known at a moment, and what was true at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra import world
from infra.auditing.explaining import FieldUnknown, difference, explain
from infra.auditing.moments import AsOf, MomentAhead, MomentsReversed, VersionAhead
from infra.auditing.showing import WITHHELD, Pseudonymously, line, readable
from infra.eventstore.records import RecordedEvent
from infra.eventstore.replay import describe
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.sealed import Sealed
from infra.world import RealWorld, now
from tests.unit.kernel.toys import Parcel, Size, Stop

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Replay:
    """A stream as of a moment."""

    history: tuple[RecordedEvent, ...]
    state: dict[str, Any] | None


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
        return self.as_of(stream, AsOf(_hour(recorded), _hour(occurred)))

    def as_of(self, stream: UUID, moment: AsOf) -> Replay:
        with self.store.begin() as unit:
            history = unit.history(stream)
        return Replay(tuple(moment.of(history)), moment.state(history))


def _hour(number: int | None) -> datetime | None:
    return None if number is None else NOON + timedelta(hours=number, minutes=1)


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
    found = desk.as_of(parcel, AsOf(recorded=2))
    assert (places(found), [e.event.originator_version for e in found.history]) == (["A"], [1, 2])


def test_before_the_beginning_there_is_no_state(desk: Desk, parcel: UUID) -> None:
    found = desk.replay(parcel, recorded=-1)
    assert (found.state, found.history) == (None, ())


def test_what_happened_before_the_first_entry_is_not_lost(desk: Desk) -> None:
    late = desk.send(recorded=5, occurred=5)
    desk.stop(late, "early", recorded=6, occurred=1)
    assert places(desk.replay(late)) == ["early"]
    assert desk.replay(late, occurred=2).state is None


def test_what_is_ahead_is_refused(desk: Desk, parcel: UUID) -> None:
    with pytest.raises(VersionAhead):
        desk.as_of(parcel, AsOf(recorded=5))
    for moment in (AsOf(recorded=now() + timedelta(minutes=1)), AsOf(occurred=now() + timedelta(minutes=1))):
        with pytest.raises(MomentAhead):
            desk.as_of(parcel, moment)


def test_why_a_field_is_what_it_is(desk: Desk, parcel: UUID) -> None:
    with desk.store.begin() as unit:
        history = unit.history(parcel)
    found = explain(history, "stops", AsOf())
    assert [e.event.originator_version for e in (*found.before, found.set_by)] == [1, 2, 4, 3]
    with pytest.raises(FieldUnknown):
        explain(history, "weight_of_the_soul", AsOf())


def test_what_changed_between_two_moments(desk: Desk, parcel: UUID) -> None:
    with desk.store.begin() as unit:
        history = unit.history(parcel)
    (change,) = difference(history, AsOf(recorded=2), AsOf(recorded=3))
    assert (change.field, len(change.before), len(change.after)) == ("stops", 1, 2)
    assert change.set_by is not None
    assert change.set_by.event.originator_version == 3
    assert difference(history, AsOf(recorded=2), AsOf(recorded=2)) == []
    with pytest.raises(MomentsReversed):
        difference(history, AsOf(recorded=3), AsOf(recorded=2))


def test_in_a_confidential_store_texts_and_accounts_are_withheld(desk: Desk, parcel: UUID) -> None:
    manner = Pseudonymously(uuid4(), b"secret")
    first, second, *_ = (line(entry, manner) for entry in desk.replay(parcel).history)
    assert first["actor"].startswith("actor-")
    assert first["actor"] != second["actor"]
    assert second["actor"] == manner.account("tome") != Pseudonymously(uuid4(), b"secret").account("tome")
    assert readable({"who": ["tome", Size.SMALL]}, manner) == {WITHHELD: [WITHHELD, "small"]}


def test_a_history_tells_who_and_when_and_no_sealed_value(desk: Desk, parcel: UUID) -> None:
    lines = [describe(entry) for entry in desk.replay(parcel).history]
    assert [line["actor"] for line in lines] == ["rosa", "tome", "tome", "tome"]
    assert lines[0]["values"]["note"] == "[sealed]"
    assert "Canária" not in repr(lines)
    assert lines[3]["recorded_at"] - lines[3]["occurred_at"] == timedelta(hours=2)
