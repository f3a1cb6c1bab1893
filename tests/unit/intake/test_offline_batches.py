"""Offline batches: every number once, times corrected, doubts decided by somebody, closed when none is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.offices import DiscardReason, OfflineEntryKind, QuarantineReason
from infra.deadlines.clauses import Passed
from infra.deadlines.deadline import deadline, deadline_id
from infra.kernel import new_id
from services.intake.people.applications.offline import OfflineApplication
from services.intake.people.applications.placing import save_at
from services.intake.people.deadlines.offline import warn
from services.intake.people.domain.offline_batch import MOST, EntryState, OfflineBatch, Sent
from services.intake.people.domain.offline_device import OfflineDevice
from services.intake.people.domain.offline_refusals import (
    BatchAlreadyOpened,
    BatchClosed,
    BatchIncomplete,
    EntryFromTheFuture,
    EntryNotWaiting,
    SequenceOutsideBatch,
    SequenceUsedOtherwise,
)
from tests.clock import Clock
from tests.unit.intake.follow_up.conftest import clock as clock
from tests.unit.intake.follow_up.conftest import house as house
from tests.unit.intake.follow_up.house import NOON, House

HOUR = 3600


def entry(seq: int, digest: str = "a", offset: int | None = None, **ago: float) -> Sent:
    at = NOON - timedelta(**ago)
    return Sent(seq, digest, OfflineEntryKind.ARRIVAL, at, at, offset)


@pytest.fixture
def batch(clock: Clock) -> OfflineBatch:
    """From number 5 on; its device is two minutes slow."""
    return OfflineBatch(office_id=new_id(), device_id=uuid4(), opened_by="lia", first_seq=5, clock_offset_seconds=120)


def test_a_device_opens_the_same_batch_only_once() -> None:
    device = uuid4()
    assert OfflineBatch.create_id(device, 5) == OfflineBatch.create_id(device, 5) != OfflineBatch.create_id(device, 6)


def test_a_device_has_one_open_batch() -> None:
    device, first, second = OfflineDevice(device_id=uuid4()), uuid4(), uuid4()
    device.begin(first)
    with pytest.raises(BatchAlreadyOpened):
        device.begin(second)
    device.end(second)
    assert device.open_batch == first
    device.end(first)
    device.begin(second)
    assert device.open_batch == second


def test_the_time_is_corrected_by_what_was_measured_or_by_what_the_device_knows(batch: OfflineBatch) -> None:
    assert batch.happened_at(entry(5, hours=1)) == NOON - timedelta(minutes=58)
    assert batch.happened_at(entry(5, hours=1, offset=-3 * HOUR)) == NOON - timedelta(hours=4)
    batch.sync(9, 30)
    assert batch.happened_at(entry(5, hours=1)) == NOON - timedelta(hours=1) + timedelta(seconds=30)


def test_nothing_has_happened_before_it_happens(batch: OfflineBatch) -> None:
    with pytest.raises(EntryFromTheFuture):
        batch.happened_at(entry(5))


def test_the_same_entry_again_is_known_and_another_one_is_refused(batch: OfflineBatch) -> None:
    record = uuid4()
    assert batch.known(entry(5)) is None
    batch.accept(entry(5), record)
    known = batch.known(entry(5))
    assert known is not None
    assert (known.state, known.record_id) == (EntryState.ACCEPTED, record)
    with pytest.raises(SequenceUsedOtherwise):
        batch.known(entry(5, "b"))


@pytest.mark.parametrize("seq", [4, 8, 5 + MOST])
def test_a_number_outside_the_batch_is_refused(batch: OfflineBatch, seq: int) -> None:
    batch.sync(7, 0)
    with pytest.raises(SequenceOutsideBatch):
        batch.known(entry(seq))


@pytest.mark.parametrize("last", [3, 5, 5 + MOST])
def test_the_last_number_is_not_less_than_what_is_known_and_a_batch_has_an_end(batch: OfflineBatch, last: int) -> None:
    batch.accept(entry(6), uuid4())
    with pytest.raises(SequenceOutsideBatch):
        batch.sync(last, 0)


def test_gaps_are_seen_before_and_after_the_last_number_is_known(batch: OfflineBatch) -> None:
    batch.accept(entry(7), uuid4())
    assert batch.missing == [5, 6]
    batch.sync(9, 0)
    assert batch.missing == [5, 6, 8, 9]


def test_it_closes_when_every_number_is_accounted_for(batch: OfflineBatch) -> None:
    with pytest.raises(BatchIncomplete):
        batch.close()
    batch.sync(7, 0)
    batch.accept(entry(5), uuid4())
    batch.quarantine(entry(6), QuarantineReason.POSSIBLE_DUPLICATE)
    with pytest.raises(BatchIncomplete):
        batch.close()
    batch.discard(7, DiscardReason.LOST_ON_DEVICE)
    with pytest.raises(BatchIncomplete):
        batch.close()
    batch.discard(6, DiscardReason.RECORDED_ONLINE)
    batch.close()
    closed: Any = batch.collect_events()[-1]
    assert (closed.first_seq, closed.last_seq, closed.accepted, closed.discarded) == (5, 7, 1, 2)


def test_nothing_comes_into_a_closed_batch_but_what_is_in_it_is_known(batch: OfflineBatch) -> None:
    batch.sync(5, 0)
    batch.accept(entry(5), uuid4())
    batch.close()
    assert batch.known(entry(5)) is not None
    for late in (
        lambda: batch.known(entry(6)),
        lambda: batch.sync(6, 0),
        lambda: batch.discard(5, DiscardReason.ENTERED_IN_ERROR),
        lambda: batch.accept(entry(6), uuid4()),
        batch.close,
    ):
        with pytest.raises(BatchClosed):
            late()


def test_only_what_waits_is_discarded(batch: OfflineBatch) -> None:
    batch.accept(entry(5), uuid4())
    for seq in (5, 9):
        with pytest.raises(EntryNotWaiting):
            batch.discard(seq, DiscardReason.ENTERED_IN_ERROR)


def test_after_72_hours_the_office_is_warned_and_closing_ends_it(house: House, clock: Clock) -> None:
    app = OfflineApplication(house.store)
    with house.store.unit_of_work() as unit:
        opened = OfflineBatch(
            office_id=house.office, device_id=uuid4(), opened_by="lia", first_seq=1, clock_offset_seconds=0
        )
        save_at(unit, house.office, opened)
    kept_id = deadline_id("intake", "DL25", opened.id)

    def kept() -> Any:
        with house.store.unit_of_work() as unit:
            return unit.get(deadline("intake"), kept_id)

    assert kept().due.at == NOON + timedelta(hours=72)
    clock.instant = kept().due.at
    warn(app, Passed("DL25", opened.id, kept().due))
    late = app.batch(opened.id)
    assert late.overdue
    assert late.stands_at(1), "that time went by outdates nothing that somebody read"
    app.sync(opened.id, 0, 0)
    app.close(opened.id)
    assert kept().status == "met"
    version = app.batch(opened.id).version
    warn(app, Passed("DL25", opened.id, kept().due))
    assert app.batch(opened.id).version == version
