"""A store's worker: its consumer, its deadlines, and the share of both that this replica has claimed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg

from infra.application import Application
from infra.database import DatabaseSettings
from infra.eventstore.store import EventStore
from infra.messaging import reachable
from infra.messaging.asking import RpcSources
from infra.messaging.batches import CONFLICTS, WAITING, Consumer
from infra.messaging.claims import Claims
from infra.messaging.history import History
from infra.messaging.inlet import TAIL, Inlet
from infra.messaging.parking import rights
from infra.messaging.retrying import retry_requested
from infra.messaging.stats import ConsumerStats
from infra.messaging.subscribe import Reactions, application_for
from infra.observability.logs import error_fields, logger
from infra.refusals import Unavailable

RETRY = 2.0
PARKED = r"""SELECT count(*), count(*) FILTER (WHERE regexp_replace(type, '\.v[0-9]+$', '') = ANY(%s))
              FROM parked WHERE state = 'parked'"""
COUNTED_EVERY = 5.0
ASKED_EVERY = 1.0


@dataclass(frozen=True)
class Deadline:
    """`function(app)` runs every `every` seconds in one replica; its parameter's annotation names the application."""

    every: float
    function: Callable[[Any], None]


@dataclass(frozen=True)
class Plan:
    """What one store's worker is made of. `applications` may raise Unavailable: it is then called again."""

    name: str
    applications: Callable[[], Sequence[Application]]
    reactions: Reactions
    database: DatabaseSettings
    amqp_uri: str
    deadlines: Sequence[Deadline] = ()
    tail: float = TAIL


class Worker:
    """Runs a plan in threads, green ones in a nameko process. `run` returns after `stop`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stats = ConsumerStats(plan.name)
        self._applications: Sequence[Application] = ()
        self._sources = RpcSources(plan.name, plan.amqp_uri)
        self._stopping = threading.Event()
        self._running: dict[int, list[tuple[Callable[[], None], threading.Thread]]] = {}

    @property
    def history(self) -> History:
        """What this store published. Raises Unavailable while its database cannot be opened."""
        if not self._applications:
            raise Unavailable(f"database {self.plan.name}")
        return History(self._applications[0].store)

    def check(self) -> None:
        """Raises Unavailable when this worker is not ready, and why."""
        if not self._applications:
            raise Unavailable(f"database {self.plan.name}")
        self.stats.check()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        self._stopping.clear()
        self._open()
        questions = partial(reachable.keep, self.plan.name, self.plan.amqp_uri, self._stopping)
        besides = [threading.Thread(target=target, daemon=True) for target in (self._count_parked, questions)]
        for thread in besides:
            thread.start()
        Claims(self.plan.database, self._stopping, self._begin, self._end).run()
        for thread in besides:
            thread.join()

    def _open(self) -> None:
        while not self._applications and not self._stopping.is_set():
            try:
                self._applications = self.plan.applications()
            except Exception as error:  # noqa: BLE001  outdated views, no database: this process waits for either
                logger().warning("worker.not_open", store=self.plan.name, **error_fields(error))
                self._stopping.wait(RETRY)

    def _begin(self, partition: int) -> None:
        stop = threading.Event()
        tasks: list[tuple[Callable[[], None], Callable[[], None]]] = []
        consumer = Consumer(self._store, self._applications, self.plan.reactions, self.stats)
        for inbox in self.plan.reactions.inboxes(self.plan.name):
            inlet = Inlet(consumer, inbox, partition, self.plan.amqp_uri, self._sources, self.plan.tail)
            tasks.append((inlet.stop, inlet.run))
        if partition == 0:  # the replica with the first partition also runs the deadlines
            tasks += [(stop.set, partial(self._repeat, deadline, stop)) for deadline in self.plan.deadlines]
            tasks.append((stop.set, partial(self._retry_requested, consumer, stop)))
        self._running[partition] = [(halt, threading.Thread(target=run, daemon=True)) for halt, run in tasks]
        for _, thread in self._running[partition]:
            thread.start()

    def _end(self, partitions: Sequence[int]) -> None:
        tasks = [task for partition in partitions for task in self._running.pop(partition, [])]
        for halt, _ in tasks:
            halt()
        for _, thread in tasks:
            thread.join()

    @property
    def _store(self) -> EventStore:
        return self._applications[0].store

    def _repeat(self, deadline: Deadline, stop: threading.Event) -> None:
        application = application_for(deadline.function, self._applications)
        while not stop.wait(deadline.every):
            try:
                deadline.function(application)
            except Exception as error:  # noqa: BLE001  whatever it was, the next turn tries again
                logger().error("deadline.failed", store=self.plan.name, **error_fields(error))

    def _retry_requested(self, consumer: Consumer, stop: threading.Event) -> None:
        """The api process knows neither reactions nor broker: it marks, and here it is done."""
        while not stop.wait(ASKED_EVERY):
            try:
                retry_requested(consumer)
            except (*WAITING, *CONFLICTS) as error:
                logger().warning("parked.waiting", store=self.plan.name, **error_fields(error))

    def _count_parked(self) -> None:
        while not self._stopping.wait(COUNTED_EVERY):
            try:
                with self._store.begin() as unit:
                    self.stats.parked, self.stats.parked_rights = unit.query(PARKED, (rights(),))[0]
            except (Unavailable, psycopg.Error):
                continue
