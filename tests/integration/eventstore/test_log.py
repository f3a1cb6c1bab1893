"""The log: gapless, in commit order, on the database's clock, and all or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import errors

from infra import world
from infra.database import connect
from infra.eventstore import snapshots
from infra.eventstore.ledger import commitment, leaf_hash
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.rebuild import rebuild
from infra.refusals import StaleVersion, VersionConflict
from infra.world import RealWorld
from tests.integration.eventstore.conftest import House
from tests.integration.eventstore.toys import CountsOfParcels, Crate, ParcelsBySender, count, number, send

WRITERS, COMMITS = 8, 15


def size(toys: EventStore) -> int:
    with toys.begin() as unit:
        return int(unit.query("SELECT size FROM log_head")[0][0])


def tail(house: House, table: str, column: str, after: int, done: Event) -> list[int]:
    """Positions in the order in which a reader that follows the log meets them."""
    seen = [after]
    statement = f"SELECT {column} FROM {table} WHERE {column} > %s ORDER BY {column} LIMIT 50".encode()
    with connect(house.owner, autocommit=True) as connection:
        while True:
            over = done.is_set()
            rows = connection.execute(statement, (seen[-1],)).fetchall()
            seen += [position for (position,) in rows]
            if over and not rows:
                return seen[1:]


def write(house: House) -> list[UUID]:
    store, crates = house.process(), []
    for turn in range(COMMITS):
        crates.append(send(store).id)
        count(store, crates[-1], *range(turn % 3 + 1))
    return crates


def test_readers_that_follow_eight_writers_miss_nothing(house: House, toys: EventStore) -> None:
    before, done = size(toys), Event()
    with ThreadPoolExecutor(WRITERS + 3) as threads:
        tables = [("stored_events", "notification_id"), ("published", "position"), ("ledger_leaves", "position")]
        readers = [threads.submit(tail, house, *table, before, done) for table in tables]
        writers = [threads.submit(write, house) for _ in range(WRITERS)]
        crates = [crate for writer in writers for crate in writer.result()]
        done.set()
        events, messages, leaves = (reader.result() for reader in readers)
    after = size(toys)
    assert events == leaves == list(range(before + 1, after + 1))
    assert len(crates) == WRITERS * COMMITS
    kept = house.rows("SELECT position FROM published WHERE position > %s ORDER BY position", before)
    assert messages == [position for (position,) in kept]


def test_each_message_names_the_one_before_it_in_its_partition(house: House, toys: EventStore) -> None:
    for _ in range(20):
        count(toys, send(toys).id, 1, 2)
    last: dict[Any, Any] = {}
    rows = house.rows("SELECT channel, partition, previous, position, message FROM published ORDER BY position")
    for channel, partition, previous, position, message in rows:
        assert isinstance(message, dict)
        assert previous == last.get((channel, partition), 0)
        assert (message["position"], message["previous"]) == (str(position), str(previous))
        assert partition == UUID(message["subject"]).bytes[15] % 8
        last[channel, partition] = position


def test_recording_times_rise_and_come_from_the_database(house: House, toys: EventStore) -> None:
    class Elsewhen(RealWorld):
        def now(self) -> datetime:
            return datetime(1999, 1, 1, tzinfo=UTC)

    ((began,),) = house.rows("SELECT clock_timestamp()")
    with world.use(Elsewhen()):
        for _ in range(5):
            send(toys)
    ((strictly, close),) = house.rows(
        "SELECT bool_and(recorded_at > before),"
        " max(recorded_at) BETWEEN %s AND clock_timestamp()"
        " FROM (SELECT min(recorded_at) recorded_at, lag(min(recorded_at)) OVER (ORDER BY min(notification_id)) before"
        "         FROM stored_events GROUP BY recorded_at) commits",
        began,
    )
    assert (strictly, close) == (True, True)


def test_a_clock_that_is_set_back_does_not_set_the_log_back(house: House, toys: EventStore) -> None:
    send(toys)
    try:
        house.rows("UPDATE log_head SET clock_shift = '-1 hour'")
        moments = [_recorded(toys, send(toys).id) for _ in range(2)]
    finally:
        house.rows("UPDATE log_head SET clock_shift = '0'")
    assert moments[1] - moments[0] == timedelta(microseconds=1)


def _recorded(toys: EventStore, crate_id: UUID) -> datetime:
    with toys.begin() as unit:
        return unit.history(crate_id)[-1].recorded_at


def test_the_database_hashes_leaves_as_python_does(house: House, toys: EventStore) -> None:
    with acting(Metadata(actor="José 🌵", purpose="até")):
        count(toys, send(toys, "uma nota").id, 1, 2**31 - 1)
    with toys.begin() as unit:
        records = unit.transaction.log(max(0, size(toys) - 10_000), 10_000)
    leaves = [
        leaf for (leaf,) in house.rows(
            "SELECT leaf FROM ledger_leaves WHERE position >= %s ORDER BY position", records[0].position
        )
    ]  # fmt: skip
    assert [leaf_hash(record) for record in records] == leaves


def test_commitments_verify(house: House, toys: EventStore) -> None:
    note = send(toys, "uma nota").note
    assert note is not None
    assert note.ref is not None
    ((salt, public, ciphertext),) = house.rows(
        "SELECT salt, public_key, ciphertext FROM sealed_values JOIN subject_keys USING (key_id)"
        " WHERE originator_id = %s",
        note.ref.stream,
    )
    assert isinstance(salt, bytes)
    assert isinstance(public, bytes)
    assert isinstance(ciphertext, bytes)
    assert commitment(salt, public, ciphertext) == note.ref.commitment
    assert commitment(salt, public, ciphertext[:-1] + b"\x00") != note.ref.commitment


def conflict(toys: EventStore) -> None:
    """Two units of work decide on one crate; the first commits."""
    crate_id, before = send(toys).id, size(toys)
    with toys.begin() as first, toys.begin() as second:
        for unit, value in ((first, 1), (second, 2)):
            crate = unit.get(Crate, crate_id)
            crate.count(value)
            unit.save(crate, Crate(sender_id=uuid4(), note=None))
        first.commit()
        with pytest.raises(VersionConflict):
            second.commit()
    assert (number(toys, crate_id), size(toys)) == (1, before + 2)


def test_who_saves_second_conflicts_and_writes_nothing(toys: EventStore) -> None:
    """Many times: the answer of the server may meet the pipeline at different moments."""
    for _ in range(60):
        conflict(toys)


def test_who_meets_the_other_in_a_read_model_conflicts_too(house: House) -> None:
    rebuild(house.owner, CountsOfParcels)
    conflict(house.process(ParcelsBySender, CountsOfParcels))
    house.close()


def test_a_read_model_in_the_way_of_itself_is_a_bug(house: House) -> None:
    rebuild(house.owner, CountsOfParcels)
    toys = house.process(ParcelsBySender, CountsOfParcels)
    crate_id, before = send(toys).id, size(toys)
    house.rows(f"INSERT INTO {toys.views.all[1].table} VALUES (%s, 2)", crate_id)
    with pytest.raises(errors.UniqueViolation):
        count(toys, crate_id, 1)
    assert size(toys) == before
    house.close()


def test_a_stale_version_is_refused_before_anything_is_written(toys: EventStore) -> None:
    crate_id, before = send(toys).id, size(toys)
    with toys.begin() as unit, pytest.raises(StaleVersion):
        unit.get(Crate, crate_id, expected=2)
    assert size(toys) == before


def test_a_mapping_that_fails_fails_the_command(house: House, toys: EventStore) -> None:
    crate_id, before = send(toys).id, size(toys)
    with pytest.raises(ArithmeticError):
        count(toys, crate_id, 1, -1)
    assert (number(toys, crate_id), size(toys)) == (0, before)
    assert house.rows(f"SELECT number FROM {toys.views.all[0].table} WHERE id = %s", crate_id) == [(0,)]


def test_a_long_stream_is_loaded_from_its_snapshot(house: House, toys: EventStore) -> None:
    sender = uuid4()
    crate_id = send(toys, sender_id=sender).id
    count(toys, crate_id, *range(snapshots.EVERY))
    count(toys, crate_id, 777)
    assert house.rows("SELECT originator_version, format FROM snapshots WHERE originator_id = %s", crate_id) == [
        (snapshots.EVERY + 1, "kerneltoys.crate/1")
    ]
    marked = "UPDATE snapshots SET state = convert_to(replace(convert_from(state, 'UTF8'), %s, %s), 'UTF8')"
    house.rows(f"{marked} WHERE originator_id = %s", str(sender), str(UUID(int=0)), crate_id)
    with toys.begin() as unit:
        crate = unit.get(Crate, crate_id)
    assert (crate.sender_id, crate.number, crate.version) == (UUID(int=0), 777, snapshots.EVERY + 2)


@pytest.mark.parametrize(("column", "value"), [("format", "kerneltoys.crate/0"), ("state", b"{broken")])
def test_a_snapshot_that_does_not_fit_is_thrown_away(
    house: House, toys: EventStore, column: str, value: object
) -> None:
    crate_id = send(toys).id
    count(toys, crate_id, *range(snapshots.EVERY))
    count(toys, crate_id, 777)
    house.rows(f"UPDATE snapshots SET {column} = %s WHERE originator_id = %s", value, crate_id)
    assert number(toys, crate_id) == 777
    count(toys, crate_id, 778)
    assert house.rows("SELECT originator_version, format FROM snapshots WHERE originator_id = %s", crate_id) == [
        (snapshots.EVERY + 3, "kerneltoys.crate/1")
    ]
