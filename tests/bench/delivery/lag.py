"""From the commit of an event to the commit of its effect, by the database's own clock, at a steady rate."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from random import Random
from time import monotonic
from uuid import UUID

from tests.bench.delivery.house import alpha_of, relay, worker
from tests.bench.delivery.memory import Course, watched
from tests.integration.messaging.conftest import Net
from tests.integration.messaging.servers import eventually

RATE, WRITERS, SUBJECTS, LIFE = 240, 4, 64, 25


@dataclass(frozen=True)
class Lag:
    """Milliseconds, over so many events."""

    events: int
    p50: float
    p99: float
    worst: float
    memory: dict[str, Course] = field(default_factory=dict)


def steady(net: Net, seconds: float, warm_up: float = 4.0) -> Lag:
    """The lag of a relay and a green worker, each a process of its own."""
    with (
        alpha_of(net) as alpha,
        worker(net, "alpha") as answering,
        worker(net, "beta") as reacting,
        relay(net) as sending,
    ):
        counters = [alpha.open() for _ in range(SUBJECTS)]
        for counter in counters:
            alpha.step(counter, 0)
        eventually(lambda: effects(net) >= SUBJECTS, 30, "the worker is there")
        load(alpha, counters, warm_up)
        behind = size(net)
        processes = {"the worker of beta": reacting, "the worker of alpha": answering, "the relay": sending}
        with watched(processes, seconds) as memory:
            load(alpha, counters, seconds)
        wanted = published(net)
        eventually(lambda: effects(net) >= wanted, 60, "everything has arrived")
    return replace(summary(lags(net, behind)), memory=memory)


def load(alpha: object, counters: list[UUID], seconds: float) -> None:
    """RATE commands a second of one event each, from several threads at random subjects."""
    end = monotonic() + seconds
    threads = [threading.Thread(target=_write, args=(alpha, counters[n::WRITERS], end, n)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _write(alpha: object, counters: list[UUID], end: float, seed: int) -> None:
    random, pace, number = Random(seed), threading.Event(), 1  # noqa: S311  a load, no secret
    due = monotonic()
    while due < end:
        pace.wait(max(0.0, due - monotonic()))
        place = random.randrange(len(counters))
        if number % LIFE == 0:  # no case grows for ever: else the memory that is looked at would be that of one history
            counters[place] = alpha.open()  # type: ignore[attr-defined]
        alpha.step(counters[place], number)  # type: ignore[attr-defined]
        number += 1
        due += WRITERS / RATE


def _one(net: Net, store: str, sql: str) -> int:
    with net.postgres.connect(store) as connection:
        row = connection.execute(sql.encode()).fetchone()
    return int(row[0]) if row else 0


def effects(net: Net) -> int:
    return _one(net, "beta", "SELECT count(*) FROM stored_events WHERE topic = 'beta.follower.followed'")


def published(net: Net) -> int:
    return _one(net, "alpha", "SELECT count(*) FROM published")


def size(net: Net) -> int:
    return _one(net, "alpha", "SELECT size FROM log_head")


def lags(net: Net, behind: int) -> list[float]:
    """Milliseconds of each event after position `behind`, in order of size."""
    with net.postgres.connect("alpha") as source, net.postgres.connect("beta") as target:
        causes = source.execute(
            "SELECT originator_id::text || ':' || originator_version, recorded_at FROM stored_events"
            " WHERE notification_id > %s AND topic = 'alpha.counter.stepped'", (behind,),
        ).fetchall()  # fmt: skip
        effected = dict(
            target.execute(
                "SELECT metadata::jsonb->>'causation_id', recorded_at FROM stored_events"
                " WHERE topic = 'beta.follower.followed'"
            ).fetchall()
        )
    return sorted((effected[cause] - at).total_seconds() * 1000 for cause, at in causes)


def summary(found: list[float]) -> Lag:
    def at(share: float) -> float:
        return round(found[min(len(found) - 1, int(len(found) * share))], 1)

    return Lag(len(found), at(0.5), at(0.99), round(found[-1], 1))
