"""Read models are rebuilt beside the live ones, while everybody goes on writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event, Semaphore

import pytest

from infra import rebuild as rebuilding
from infra.application import refresh_views, repeated
from infra.database import connect
from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.rebuild import RebuildRuns, rebuild
from infra.settings import Settings
from infra.views import OutdatedProcess
from scripts.services import definition
from tests.integration.eventstore.conftest import House
from tests.integration.eventstore.toys import ParcelsBySender, ParcelsBySenderNow, count, send

YESTERDAY = datetime(2025, 4, 16, 9, tzinfo=UTC)


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "PAGE", 10)


@pytest.fixture
def version_two(house: House) -> Iterator[None]:
    """The next version of the read model is in use during the test."""
    assert rebuild(house.owner, ParcelsBySenderNow).differing is None
    yield
    rebuild(house.owner, ParcelsBySender)


def seen(store: EventStore) -> int:
    """How many crates a process sees in its read model."""
    with store.begin() as unit:
        (row,) = store.views.all[0].rows(unit, "SELECT count(*) FROM {table}")
    return int(row[0])


def test_rebuilt_equals_live(house: House, toys: EventStore) -> None:
    count(toys, send(toys, "with a sealed note").id, 1, 2)
    with acting(Metadata(occurred_at=YESTERDAY)):
        send(toys)
    done = rebuild(house.owner, ParcelsBySender)
    assert done.differing == 0
    assert done.events >= 4
    assert done.rows >= 2


def test_progress_is_told_page_by_page(house: House, toys: EventStore, small_pages: None) -> None:
    for _ in range(25):
        send(toys)
    told: list[tuple[int, int]] = []
    done = rebuild(house.owner, ParcelsBySender, lambda at, of: told.append((at, of)))
    assert told == sorted(told)
    assert len(told) >= 2
    assert told[-1][0] <= told[-1][1] == done.events


def test_a_process_with_the_old_generation_is_refused_once(house: House, toys: EventStore) -> None:
    before = house.rows("SELECT size FROM log_head")
    rebuild(house.owner, ParcelsBySender)
    with pytest.raises(ViewsSwitched):
        send(toys)
    assert house.rows("SELECT size FROM log_head") == before
    refresh_views(toys)
    there = seen(toys)
    send(toys)
    assert seen(toys) == there + 1


def test_a_reaction_refreshes_by_itself(house: House, toys: EventStore) -> None:
    rebuild(house.owner, ParcelsBySender)
    assert repeated(toys, lambda: send(toys)).version == 1


def test_who_missed_two_rebuilds_is_refused_as_who_missed_one(house: House, toys: EventStore) -> None:
    """The table that it would write to is gone by then."""
    send(toys)
    for _ in range(2):
        rebuild(house.owner, ParcelsBySender)
    with pytest.raises(ViewsSwitched):
        send(toys)
    assert repeated(toys, lambda: send(toys)).version == 1


def test_writers_go_on_while_it_is_rebuilt(house: House, toys: EventStore, small_pages: None) -> None:
    for _ in range(30):
        send(toys)
    rebuilt, switched, writing = Event(), [], Semaphore(0)

    def write() -> int:
        process, written = house.process(), 0

        def attempt() -> None:
            try:
                count(process, send(process).id, written)
            except ViewsSwitched:
                switched.append(1)
                raise

        while not rebuilt.is_set() or written < 10:
            repeated(process, attempt)
            written += 1
            if written == 1:
                writing.release()
        return written

    with ThreadPoolExecutor(3) as threads:
        writers = [threads.submit(write) for _ in range(3)]
        try:
            assert all(writing.acquire(timeout=60) for _ in writers), "somebody writes before anything is rebuilt"
            generations = [rebuild(house.owner, ParcelsBySender) for _ in range(3)]
        finally:
            rebuilt.set()
        assert all(writer.result() >= 10 for writer in writers)
    assert [done.differing for done in generations] == [0, 0, 0]
    assert rebuild(house.owner, ParcelsBySender).differing == 0, "what was written after the switch is in it, too"
    assert 0 < len(switched) <= 9, "each writer is refused at most once for each switch"


def test_corrupted_rows_are_found_and_repaired(house: House, toys: EventStore) -> None:
    crates = [send(toys).id for _ in range(3)]
    table = toys.views.all[0].table
    house.rows(f"UPDATE {table} SET number = 99 WHERE id = %s", crates[0])
    house.rows(f"DELETE FROM {table} WHERE id = %s", crates[1])
    assert rebuild(house.owner, ParcelsBySender).differing == 3, (
        "one that is wrong counts on both sides, one is missing"
    )
    refresh_views(toys)
    assert house.rows(f"SELECT number FROM {toys.views.all[0].table} WHERE id = ANY(%s)", crates) == [(0,)] * 3
    assert rebuild(house.owner, ParcelsBySender).differing == 0


def test_a_process_with_an_old_version_is_outdated(house: House, toys: EventStore, version_two: None) -> None:
    with pytest.raises(ViewsSwitched):
        send(toys)
    with pytest.raises(OutdatedProcess, match="this process has version 1, in use is 2"):
        refresh_views(toys)
    with pytest.raises(OutdatedProcess):
        house.process(ParcelsBySender)
    assert seen(house.process(ParcelsBySenderNow)) > 0


def test_the_old_table_stays_for_readers_until_the_next_time(house: House, toys: EventStore) -> None:
    send(toys)
    there = seen(toys)
    rebuild(house.owner, ParcelsBySender)
    assert seen(toys) == there
    tables = "SELECT tablename FROM pg_tables WHERE tablename LIKE 'view\\_parcels\\_by\\_sender\\_%%'"
    assert len(house.rows(f"{tables} AND %s", True)) == 2


def test_two_rebuilds_of_one_read_model_do_not_meet(house: House) -> None:
    with connect(house.owner) as connection:
        rebuilding._claim(connection, ParcelsBySender.name)
        with pytest.raises(RebuildRuns):
            rebuild(house.owner, ParcelsBySender)
    assert rebuild(house.owner, ParcelsBySender).differing == 0


def test_the_read_models_of_intake_equal_their_rebuild(
    settings: Callable[[Sequence[str], str], Settings],
) -> None:
    owner = settings(["intake"], "job").stores["intake"].database("migrate")
    for view in definition("intake").read_models:
        assert rebuild(owner, view).differing == 0, view.name
