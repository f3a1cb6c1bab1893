"""The nameko side of a worker: the service that other stores ask, and the runner of several in one process."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from typing import Any

import eventlet
from nameko.containers import ServiceContainer
from nameko.extensions import DependencyProvider
from nameko.rpc import rpc

from infra import collecting
from infra.messaging.worker import Worker
from infra.observability.logs import error_fields, logger

HEARTBEAT = 20
SHORTEST, LONGEST = 1.0, 10.0
GRACE = 15.0


class Consumption(DependencyProvider):  # type: ignore[misc]
    """Runs the store's consumer in a managed thread for as long as the container lives."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self._thread: Any = None

    def start(self) -> None:
        name = f"worker {self.worker.plan.name}"
        self._thread = self.container.spawn_managed_thread(self.worker.run, identifier=name)

    def stop(self) -> None:
        self.worker.stop()
        self._thread.wait()

    def kill(self) -> None:
        self.worker.stop()


def make_service(worker: Worker) -> type:
    """The nameko service of a store: `published_after` and `heads`, and the same for demographic codes."""

    class Service:
        name = worker.plan.name
        consumption = Consumption(worker)

        @rpc  # type: ignore[untyped-decorator]
        def published_after(self, channel: str, partition: int, after: int) -> dict[str, Any]:
            return worker.history.published_after(_not_statistics(channel), partition, after)

        @rpc  # type: ignore[untyped-decorator]
        def heads(self, channel: str) -> dict[str, Any]:
            return worker.history.heads(_not_statistics(channel))

        @rpc  # type: ignore[untyped-decorator]
        def statistics_after(self, channel: str, partition: int, after: int) -> dict[str, Any]:
            return worker.history.published_after(_statistics(channel), partition, after)

        @rpc  # type: ignore[untyped-decorator]
        def statistics_heads(self, channel: str) -> dict[str, Any]:
            return worker.history.heads(_statistics(channel))

    return Service


def _not_statistics(channel: str) -> str:
    """Demographic codes are given out by the methods that only analytics may call."""
    if channel == "statistics":
        raise PermissionError
    return channel


def _statistics(channel: str) -> str:
    if channel != "statistics":
        raise PermissionError
    return channel


def run_workers(workers: Sequence[Worker]) -> None:
    """Run until SIGTERM or SIGINT, whatever happens to broker and databases meanwhile."""
    stopped = eventlet.event.Event()
    collecting.seldom()

    def stop(*_: Any) -> None:
        if not stopped.ready():
            eventlet.spawn_n(stopped.send)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    threads = [eventlet.spawn(_keep, worker, stopped) for worker in workers]
    for thread in threads:
        thread.wait()


def _keep(worker: Worker, stopped: Any) -> None:
    """A container that dies, as nameko's do when an answer cannot be sent, is replaced."""
    pause = SHORTEST
    while not stopped.ready():
        config = {"AMQP_URI": worker.plan.amqp_uri, "HEARTBEAT": HEARTBEAT}
        container = ServiceContainer(make_service(worker), config)
        watcher = eventlet.spawn(_stop_when, stopped, container)
        try:
            container.start()
            container.wait()
        except Exception as error:  # noqa: BLE001  it is replaced, whatever it died of
            logger().warning("worker.container_died", store=worker.plan.name, **error_fields(error))
            worker.stop()
            with eventlet.Timeout(pause, False):
                stopped.wait()
            pause = min(pause * 2, LONGEST)
        finally:
            if not stopped.ready():
                watcher.kill()
    watcher.wait()


def _stop_when(stopped: Any, container: Any) -> None:
    stopped.wait()
    stopping = eventlet.spawn(container.stop)
    eventlet.spawn_after(GRACE, container.kill)
    stopping.wait()
