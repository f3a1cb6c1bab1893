"""Permanent test 1: many writers, tailing readers, nothing missed and nothing out of order."""

from __future__ import annotations

from threading import Event, Thread

from infra.eventstore.postgres import PostgresRecorder
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.toys import Alpha

WRITERS, COMMANDS, EVENTS = 6, 60, 3
LOG = "SELECT notification_id, 0, 0 FROM stored_events WHERE notification_id > %s ORDER BY 1"
PUBLISHED = "SELECT position, partition, previous FROM published WHERE position > %s ORDER BY 1"


def test_tailing_readers_miss_nothing(net: Net, alpha: Alpha) -> None:
    assert isinstance(alpha.store.recorder, PostgresRecorder)
    done, seen = Event(), {LOG: [], PUBLISHED: []}  # type: ignore[var-annotated]
    readers = [Thread(target=_tail, args=(net, sql, seen[sql], done)) for sql in seen]
    writers = [Thread(target=_write, args=(alpha,)) for _ in range(WRITERS)]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    total = WRITERS * (1 + COMMANDS * EVENTS)
    assert [position for position, _, _ in seen[LOG]] == list(range(1, total + 1))
    assert len(seen[PUBLISHED]) == WRITERS * COMMANDS * EVENTS
    heads: dict[int, int] = {}
    for position, partition, previous in seen[PUBLISHED]:
        assert previous == heads.get(partition, 0)
        heads[partition] = position


def _write(alpha: Alpha) -> None:
    counter = alpha.open()
    for start in range(0, COMMANDS * EVENTS, EVENTS):
        alpha.step(counter, *range(start, start + EVENTS))


def _tail(net: Net, sql: str, seen: list[tuple[int, int, int]], done: Event) -> None:
    """Reads as a follower does: always behind the last position it saw."""
    with net.postgres.connect("alpha") as connection:
        while True:
            last_round = done.is_set()
            seen += connection.execute(sql.encode(), (seen[-1][0] if seen else 0,)).fetchall()
            if last_round:
                return
