"""A deadline as a stream of events: it approaches, is missed, met, dropped, paused, extended, each of them once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.deadlines import Kind
from infra import world
from infra.deadlines.calendars import Place
from infra.deadlines.clauses import Start
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.deciding import DeadlineNotPaused, DeadlineOver
from infra.deadlines.due import Due
from infra.deadlines.following import Following, begin
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.refusals import VersionConflict
from services.referrals.cases import deadlines as of_referrals

START = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)
END = START + timedelta(days=5)
SOON = END - timedelta(hours=24)
DUE = Due(END, END.date(), SOON)
LATER = Due(END + timedelta(days=2), END.date() + timedelta(days=2), SOON + timedelta(days=2))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with acting(Metadata(occurred_at=moment)):
        yield


@pytest.fixture
def subject() -> UUID:
    return uuid4()


@pytest.fixture
def store() -> EventStore:
    return EventStore.in_memory("referrals", followers=Following("referrals", (of_referrals,)))


@pytest.fixture
def kept(subject: UUID) -> Any:
    return deadline("referrals")(
        rule="DL17", subject=subject, key="", kind=Kind.BUSINESS_DAYS, place=Place("America/Manaus", "AM"), due=DUE,
        started_at=START, late_recorded=False,
    )  # fmt: skip


def told(kept: Any) -> list[str]:
    return [type(event).__name__ for event in kept.collect_events()]


def test_it_approaches_and_is_missed_when_its_time_comes(kept: Any) -> None:
    for moment, rings in ((START, False), (SOON, True), (SOON, False), (END, True), (END + timedelta(days=9), False)):
        with at(moment):
            assert kept.ring() is rings
    assert told(kept) == ["Started", "Approaching", "Missed"]
    assert kept.next_at is None


def test_met_in_time_it_rings_no_more(kept: Any) -> None:
    with at(END):
        kept.meet()
        kept.meet()
        assert not kept.ring()
    assert told(kept) == ["Started", "Met"]


def test_met_too_late_it_was_missed_first_also_when_the_timer_was_down(kept: Any) -> None:
    with at(END + timedelta(seconds=1)):
        kept.meet()
    events = kept.collect_events()
    assert [type(event).__name__ for event in events] == ["Started", "Missed", "Met"]
    assert (events[1].due_at, events[2].in_time) == (END, False)


def test_dropped_it_can_be_reopened_to_its_old_end(kept: Any) -> None:
    kept.drop()
    kept.drop()
    assert kept.next_at is None
    kept.reopen(kept.due)
    assert kept.next_at == SOON
    assert told(kept) == ["Started", "Dropped", "Reopened"]


def test_paused_it_does_not_ring_until_it_is_resumed(kept: Any) -> None:
    kept.pause()
    with at(END):
        assert not kept.ring()
    assert not kept.extend(LATER, "Decree 1/2025", uuid4())
    kept.resume(LATER)
    assert kept.next_at == LATER.approaching_at
    with pytest.raises(DeadlineNotPaused):
        kept.resume(LATER)


def test_what_is_over_cannot_be_paused_or_resumed(kept: Any) -> None:
    with at(END):
        kept.meet()
    with pytest.raises(DeadlineOver):
        kept.pause()
    with pytest.raises(DeadlineOver):
        kept.resume(LATER)


def test_it_is_extended_once_by_a_suspension_and_never_back(kept: Any) -> None:
    suspension = uuid4()
    assert kept.extend(LATER, "Decree 1/2025", suspension)
    assert not kept.extend(Due(END + timedelta(days=9), END.date()), "Decree 1/2025", suspension)
    assert not kept.extend(DUE, "Decree 2/2025", uuid4())
    assert kept.due == LATER
    assert told(kept) == ["Started", "Extended"]


def test_what_was_missed_is_not_extended(kept: Any) -> None:
    with at(END):
        kept.ring(), kept.ring()
    assert kept.missed
    assert not kept.extend(LATER, "Decree 1/2025", uuid4())


def test_what_was_extended_approaches_again(kept: Any) -> None:
    with at(SOON):
        kept.ring()
        kept.extend(LATER, "Decree 1/2025", uuid4())
    assert (kept.status, kept.next_at) == ("open", LATER.approaching_at)


def test_over_before_it_was_recorded_it_is_marked(store: EventStore, subject: UUID) -> None:
    """X10: nobody is blamed for what came late from a device."""
    start = Start(subject, Place("America/Manaus", "AM"), DUE, START)
    with store.unit_of_work() as unit:
        assert begin(unit, "DL17", start).late_recorded
    with world.use(Still(START)), store.unit_of_work() as unit:
        assert not begin(unit, "DL17", Start(uuid4(), start.place, DUE, START)).late_recorded


def test_a_subject_has_one_deadline_under_a_rule(store: EventStore, subject: UUID) -> None:
    start = Start(subject, Place("America/Manaus", "AM"), DUE, START)
    with store.unit_of_work() as unit:
        begin(unit, "DL17", start)
    with pytest.raises(VersionConflict), store.unit_of_work() as unit:
        begin(unit, "DL17", start)
    assert deadline_id("referrals", "DL17", subject) != deadline_id("referrals", "DL05", subject)


def test_a_store_keeps_its_own_rules_only() -> None:
    with pytest.raises(TypeError, match="DL05 is not kept by coordination"):
        Following("coordination", (of_referrals,))


class Still(world.RealWorld):
    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment
