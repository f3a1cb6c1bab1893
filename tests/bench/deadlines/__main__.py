"""`python -m tests.bench.deadlines [--open N]`: exit code 1 when a turn among N deadlines costs too much."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from infra import world
from infra.application import Application
from infra.database import Database, DatabaseSettings
from infra.deadlines.calendars import Place
from infra.deadlines.clauses import Start
from infra.deadlines.due import Due
from infra.deadlines.following import Following, begin
from infra.deadlines.running import StoreTimer
from infra.deadlines.suspension import declare
from infra.deadlines.views import OpenDeadlines, Suspensions
from infra.eventstore.keys import MemoryKeyStore
from infra.eventstore.migrate import migrate
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.observability.logs import configure
from infra.rebuild import rebuild
from infra.views import Views
from tests.bench.delivery.__main__ import Line, table
from tests.clock import Clock
from tests.integration.messaging.servers import Postgres

START = datetime(2025, 4, 17, 12, tzinfo=UTC)
STORE, BATCH, TURN_MS, GROWTH = "referrals", 500, 50.0, 3.0
PLACE = Place("America/Manaus", "AM", "1302603")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-deadlines", description=__doc__)
    parser.add_argument("--open", type=int, default=100_000)
    options = parser.parse_args()
    configure("bench", sys.stderr)
    load, clock = os.getloadavg()[0], Clock(START)
    with world.use(clock), timed_store() as store:
        lines = measured(store, clock, options.open)
    lines += [Line("load average before", round(load, 2), ""), Line("and after", round(os.getloadavg()[0], 2), "")]
    print(table(lines))
    return 0 if all(line.kept for line in lines) else 1


def measured(store: EventStore, clock: Clock, number: int) -> list[Line]:
    application, timer = Application(store), StoreTimer(STORE)
    timer.open(store, [application])

    def turn() -> None:
        timer.turn(application)

    fill(store, 1000)
    few = milliseconds(turn, 200)
    started = timed(lambda: fill(store, number - 1000))
    many = milliseconds(turn, 200)
    suspend(store)
    suspended = timed(turn)
    clock.pass_by(seconds=31)
    again = timed(turn)
    clock.pass_by(days=60)
    turns, caught = catch_up(timer, turn)
    return [
        Line("deadlines started", round((number - 1000) / started), "per s"),
        Line("idle turn, 1,000 open", round(few, 2), "ms"),
        Line(f"idle turn, {number:,} open", round(many, 2), "ms", f"<= {TURN_MS:g}", many <= TURN_MS),
        Line("  ratio", round(many / few, 2), "x", f"<= {GROWTH:g}", many / few <= GROWTH),
        Line(f"suspension that extends {number:,}", round(suspended, 1), "s"),
        Line("  looked at again after it settled", round(again, 1), "s"),
        Line(f"catch-up, {2 * number:,} moments in {turns} turns", round(caught, 1), "s"),
        Line("  rang", round(2 * number / caught), "per s"),
    ]


def catch_up(timer: StoreTimer, turn: Callable[[], None]) -> tuple[int, float]:
    """Turns until nothing waits; the worker takes a second between two of them, which is not counted."""
    started, turns = time.perf_counter(), 0
    timer.stats.lag = 1.0
    while timer.stats.lag > 0:
        turn()
        turns += 1
    return turns, time.perf_counter() - started


def fill(store: EventStore, number: int) -> None:
    """Deadlines that end one after the other, the first in twelve days."""
    for first in range(0, number, BATCH):
        with store.unit_of_work() as unit:
            for n in range(first, min(first + BATCH, number)):
                end = START + timedelta(days=12, seconds=n)
                due = Due(end, date(2025, 4, 29), end - timedelta(hours=24))
                begin(unit, "DL05", Start(uuid4(), PLACE, due, START, "week"))


def suspend(store: EventStore) -> None:
    with store.unit_of_work() as unit:
        unit.save(declare(STORE, "BR-AM", date(2025, 4, 24), date(2025, 4, 25), "Decree 1/2025"))


def timed(function: Callable[[], None]) -> float:
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def milliseconds(function: Callable[[], None], times: int) -> float:
    """The middle one of so many."""
    return sorted(timed(function) for _ in range(times))[times // 2] * 1000


@contextmanager
def timed_store() -> Iterator[EventStore]:
    """A store with nothing but deadlines, on a PostgreSQL of this bench alone."""
    with TemporaryDirectory(prefix="travessia-bench-", ignore_cleanup_errors=True) as folder:
        postgres = Postgres(Path(folder))
        try:
            yield provisioned(postgres)
        finally:
            postgres.stop()


def provisioned(postgres: Postgres) -> EventStore:
    with postgres.connect() as connection:
        for role in ("", "_relay", "_erase", "_audit"):
            connection.execute(f"CREATE ROLE {STORE}{role} LOGIN".encode())
        connection.execute(f"CREATE DATABASE {STORE}".encode())
    owner = DatabaseSettings("127.0.0.1", postgres.port, STORE, "postgres", "")
    migrate(owner)
    for view in (OpenDeadlines, Suspensions):
        rebuild(owner, view)
    database = Database(DatabaseSettings("127.0.0.1", postgres.port, STORE, STORE, ""), 4)
    store = EventStore(
        STORE, PostgresRecorder(database), MemoryKeyStore(), views=Views([OpenDeadlines(), Suspensions()]),
        followers=Following(STORE),
    )  # fmt: skip
    with store.begin() as unit:
        store.views.refresh(unit)
    return store


if __name__ == "__main__":
    sys.exit(main())
