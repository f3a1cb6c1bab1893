"""Who reads is on record before anything is read; without the record nothing is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest

from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.records import RecordedEvent
from infra.eventstore.store import EventStore
from infra.eventstore.vault import OpenedWhileWriting
from infra.refusals import Unavailable
from infra.stores import ROOT
from tests.integration.eventstore import toys as toy
from tests.integration.eventstore.conftest import House
from tests.integration.eventstore.toys import OPENING, Crate, Diary, entries, write

REFUSE = """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
CREATE TRIGGER refuse BEFORE INSERT ON stored_events FOR EACH ROW EXECUTE FUNCTION refuse()"""
READERS = 10


def disclosed(store: EventStore, *subjects: UUID) -> list[RecordedEvent]:
    """The read records that name one of these subjects."""
    with store.begin() as unit:
        found = [
            to_recorded_event(r) for r in unit.transaction.log(0, 100_000) if r.topic.endswith("disclosure.disclosed")
        ]
    return [one for one in found if set(subjects) & {part.subject for part in one.event.parts}]  # type: ignore[attr-defined]


@contextmanager
def refusing(house: House) -> Iterator[None]:
    """A database that takes no event."""
    house.rows(REFUSE)
    try:
        yield
    finally:
        house.rows("DROP FUNCTION refuse CASCADE")


class Watched:
    """A key store that remembers what was on record when it was asked."""

    def __init__(self, keys: Any, look: Callable[[], int]) -> None:
        self.keys, self.look = keys, look
        self.on_record: list[int] = []

    def add(self, keys: dict[UUID, bytes]) -> None:
        self.keys.add(keys)

    def private_keys(self, key_ids: Iterable[UUID]) -> dict[UUID, bytes]:
        self.on_record.append(self.look())
        found: dict[UUID, bytes] = self.keys.private_keys(key_ids)
        return found


def test_the_record_says_who_read_what_of_whom_why(toys: EventStore) -> None:
    (diary,) = write(toys)
    opening = replace(OPENING, institution=uuid4(), on_behalf_of="bia")
    assert entries(toys, diary.id, opening=opening) == ["entry 0"]
    (record,) = disclosed(toys, diary.writer_id)
    event: Any = record.event
    (part,) = event.parts
    assert (part.stream, part.label, part.fields, event.count) == (diary.id, "C3", ("entry",), 1)
    assert (event.institution, event.on_behalf_of, event.recipient) == (opening.institution, "bia", None)
    told = record.metadata
    assert (told.actor, told.role, told.purpose, told.legal_basis) == (
        OPENING.actor, OPENING.role, OPENING.purpose, OPENING.legal_basis,
    )  # fmt: skip


def test_the_record_is_committed_before_a_key_is_asked_for(toys: EventStore, house: House) -> None:
    (diary,) = write(toys)
    other = house.process()
    watched = Watched(toys.vault.keys, lambda: len(disclosed(other, diary.writer_id)))
    toys.vault.keys = watched
    entries(toys, diary.id)
    assert watched.on_record == [1]


def test_without_a_record_no_key_is_released_and_no_value_given(toys: EventStore, house: House) -> None:
    (diary,) = write(toys)
    watched = toys.vault.keys = Watched(toys.vault.keys, lambda: 0)
    with refusing(house), pytest.raises(Unavailable):
        entries(toys, diary.id)
    assert (watched.on_record, disclosed(toys, diary.writer_id)) == ([], [])
    assert entries(toys, diary.id) == ["entry 0"]


def test_a_reading_that_fails_afterwards_stays_on_record(toys: EventStore, house: House) -> None:
    (diary,) = write(toys)
    away = house.process(keys_port=1)
    with pytest.raises(Unavailable):
        entries(away, diary.id)
    assert len(disclosed(toys, diary.writer_id)) == 1


def test_a_reader_killed_before_the_answer_is_on_record(toys: EventStore, house: House) -> None:
    (diary,) = write(toys)
    armed = {"TRAVESSIA_ENV": "test", "TRAVESSIA_CRASHPOINT": "disclosure.after-record@kerneltoys"}
    command = [sys.executable, "-m", "tests.integration.eventstore.dying_reader"]
    died = subprocess.run(
        [*command, house.server.host, str(house.server.port), str(diary.id)],
        env={**os.environ, **armed}, cwd=ROOT, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    assert died.stdout == b""
    assert len(disclosed(toys, diary.writer_id)) == 1


def test_what_is_opened_at_once_is_one_record_in_one_transaction(toys: EventStore) -> None:
    diaries = write(toys, 50)
    assert len(entries(toys, *(diary.id for diary in diaries))) == 50
    (record,) = disclosed(toys, *(diary.writer_id for diary in diaries))
    event: Any = record.event
    assert ({part.subject for part in event.parts}, event.count) == ({diary.writer_id for diary in diaries}, 50)


def test_a_name_read_inside_the_house_is_no_record_and_given_outside_it_is(toys: EventStore) -> None:
    (diary,) = write(toys)
    outside = replace(OPENING, recipient=uuid4())
    with toys.begin() as unit:
        title = unit.get(Diary, diary.id).title
        assert unit.open(title, OPENING) == "1"
        assert disclosed(toys, diary.writer_id) == []
        assert unit.open(title, outside) == "1"
    (record,) = disclosed(toys, diary.writer_id)
    event: Any = record.event
    assert (event.recipient, event.parts[0].label) == (outside.recipient, "C2")


def test_what_was_erased_is_not_given_and_not_on_record(toys: EventStore, house: House) -> None:
    (diary,) = write(toys)
    house.rows("UPDATE sealed_values SET salt = NULL, ciphertext = NULL WHERE originator_id = %s", diary.id)
    entries(toys, diary.id)
    assert disclosed(toys, diary.writer_id) == []


def test_the_record_outlives_a_command_that_is_given_up(toys: EventStore) -> None:
    (diary,) = write(toys)
    with toys.begin() as unit:  # never committed
        crate = Crate(sender_id=uuid4(), note=None)
        unit.save(crate)
        unit.open(unit.get(Diary, diary.id).entry, OPENING)
    with toys.begin() as later:
        assert not later.exists(Crate, crate.id)
    assert len(disclosed(toys, diary.writer_id)) == 1


def test_as_many_readers_as_there_are_connections_do_not_wait_for_each_other(toys: EventStore) -> None:
    """Each holds a connection of the store while it waits for one to write its record with."""
    diaries = write(toys, READERS)
    together = Barrier(READERS)

    def read(diary: Diary) -> object:
        with toys.begin() as unit:
            entry = unit.get(Diary, diary.id).entry
            together.wait(60)
            return unit.open(entry, OPENING)

    with ThreadPoolExecutor(READERS) as readers:
        assert [*readers.map(read, diaries)] == [f"entry {number}" for number in range(READERS)]
    assert len(disclosed(toys, *(diary.writer_id for diary in diaries))) == READERS


def test_who_writes_does_not_open(toys: EventStore, house: House) -> None:
    """It would wait for the head of the log that it holds itself."""
    (diary,) = write(toys)
    crate = toy.send(toys)
    opened: list[object] = []

    class Curious(toy.ParcelsBySender):
        @toy.handles(Crate.Counted)
        def counted(self, event: Crate.Counted, metadata: Any) -> Any:
            opened.extend(entries_in(toys, diary))
            return super().counted(event, metadata)

    toys.views.all = (Curious(toys.views.all[0].generation),)
    with pytest.raises(OpenedWhileWriting):
        toy.count(toys, crate.id, 1)
    assert (opened, disclosed(toys, diary.writer_id)) == ([], [])


def entries_in(store: EventStore, diary: Diary) -> list[object]:
    """Opened in the unit of work at hand."""
    with store.unit_of_work() as unit:
        return [unit.open(unit.get(Diary, diary.id).entry, OPENING)]
