"""Sealed values on the real databases: what is erased reads as a marker, what is away is said to be away."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID, uuid4

import pytest

from infra.database import connect
from infra.eventstore.store import EventStore
from infra.refusals import Unavailable
from infra.sealed import ERASED
from tests.integration.eventstore.conftest import STORE, House
from tests.integration.eventstore.toys import Crate, count, note, send

NOWHERE = 1  # a port on which nobody listens


@contextmanager
def empty_pool(house: House) -> Iterator[None]:
    pool = house.rows("DELETE FROM key_pool RETURNING key_id, public_key")
    try:
        yield
    finally:
        ids, keys = ([row[column] for row in pool] for column in (0, 1))
        house.rows("INSERT INTO key_pool SELECT * FROM unnest(%s::uuid[], %s::bytea[])", ids, keys)


def key_of(house: House, subject: UUID) -> UUID:
    ((key_id,),) = house.rows("SELECT key_id FROM subject_keys WHERE subject_id = %s", subject)
    assert isinstance(key_id, UUID)
    return key_id


def test_a_value_comes_back_to_who_may_open_it(toys: EventStore) -> None:
    assert note(toys, send(toys, "Canária 🌵").id) == "Canária 🌵"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sealed_values WHERE originator_id = %s",
        "UPDATE sealed_values SET salt = NULL, ciphertext = NULL WHERE originator_id = %s",
    ],
)
def test_a_removed_ciphertext_reads_as_erased(house: House, toys: EventStore, statement: str) -> None:
    gone, other = send(toys, "a"), send(toys, "b")
    house.rows(statement, gone.id)
    assert (note(toys, gone.id), note(toys, other.id)) == (ERASED, "b")
    count(toys, gone.id, 5)


@pytest.mark.parametrize("statement", ["DELETE FROM private_keys", "UPDATE private_keys SET wrapped = NULL"])
def test_a_destroyed_key_reads_as_erased(house: House, toys: EventStore, statement: str) -> None:
    gone, other = send(toys, "a"), send(toys, "b")
    with connect(house.settings("migrate", STORE.keys_database)) as connection:
        connection.execute(f"{statement} WHERE key_id = %s".encode(), (key_of(house, gone.sender_id),))
    assert (note(toys, gone.id), note(toys, other.id)) == (ERASED, "b")


def test_one_subject_has_one_key(house: House, toys: EventStore) -> None:
    sender = uuid4()
    crates = [send(toys, f"note {turn}", sender) for turn in range(3)]
    assert {crate.note.ref.key_id for crate in crates if crate.note and crate.note.ref} == {key_of(house, sender)}


def test_without_the_key_database_sealing_goes_on_and_opening_waits(house: House, toys: EventStore) -> None:
    cut_off = house.process(keys_port=NOWHERE)
    crate = send(cut_off, "written while the keys are away")
    with pytest.raises(Unavailable, match="kerneltoys_keys"):
        note(cut_off, crate.id)
    assert note(toys, crate.id) == "written while the keys are away"


def test_an_empty_pool_stops_new_subjects_and_writes_nothing(house: House, toys: EventStore) -> None:
    before = house.rows("SELECT size FROM log_head")
    with empty_pool(house):
        with pytest.raises(Unavailable, match="key pool"):
            send(toys, "a")
        assert house.rows("SELECT size FROM log_head") == before
        assert send(toys).version == 1, "what seals nothing needs no key"


def test_an_empty_pool_does_not_stop_known_subjects(house: House, toys: EventStore) -> None:
    sender = send(toys, "a").sender_id
    with empty_pool(house):
        assert note(toys, send(toys, "b", sender).id) == "b"


def test_processes_claim_different_keys(house: House) -> None:
    processes = [house.process() for _ in range(4)]

    def seal(process: EventStore) -> list[Crate]:
        return [send(process, "note") for _ in range(5)]

    with ThreadPoolExecutor(4) as threads:
        crates = [crate for made in threads.map(seal, processes) for crate in made]
    assert len({key_of(house, crate.sender_id) for crate in crates}) == 20
    assert house.rows("SELECT 1 FROM key_pool JOIN subject_keys USING (key_id)") == []


def test_processes_that_meet_at_one_new_subject_agree_on_its_key(house: House, toys: EventStore) -> None:
    processes, sender = [house.process() for _ in range(4)], uuid4()
    with ThreadPoolExecutor(4) as threads:
        crates = list(threads.map(lambda process: send(process, "note", sender), processes))
    assert [note(toys, crate.id) for crate in crates] == ["note"] * 4
    assert len(house.rows("SELECT 1 FROM subject_keys WHERE subject_id = %s", sender)) == 1
