"""The faults: each breaks something while clients work, and returns when it is whole again or about to be."""

from __future__ import annotations

import signal
from collections.abc import Callable

from scripts.stack import parts, proc, processes
from tests.chaos import injecting
from tests.chaos.deploys import bad_deploy_of_a_consumer
from tests.chaos.disks import log_full, tables_full
from tests.chaos.lines import answers_lost, line
from tests.chaos.network import BUSY, EDGES, RELAYS, WORKERS, ProxiedStack, part_of
from tests.chaos.overflow import queue_full
from tests.chaos.restoring import restored
from tests.chaos.scene import Fault, Scene, pause


def kill(part: str) -> Fault:
    def fault(scene: Scene) -> None:
        parts.kill(scene.stack, part)
        pause(scene.lasts(0.5, 4))
        scene.healed()
        parts.start(scene.stack, part)

    return fault


def freeze(part: str) -> Fault:
    def fault(scene: Scene) -> None:
        members = scene.stack.members(part)
        _signal(members, signal.SIGSTOP)
        try:
            pause(scene.lasts(4, 30))
        finally:
            _signal(members, signal.SIGCONT)
        scene.healed()

    return fault


def postgres_stopped(scene: Scene) -> None:
    """Immediate mode: no checkpoint, recovery at the next start."""
    record = parts.record_of(scene.stack, "postgres")
    processes.send(record, signal.SIGQUIT)
    proc.wait_for_exit(record.pid, 10)
    parts.kill(scene.stack, "postgres")
    pause(scene.lasts(1, 8))
    parts.start(scene.stack, "postgres")
    scene.healed()


def broker_killed(scene: Scene) -> None:
    parts.kill(scene.stack, "rabbitmq")
    pause(scene.lasts(1, 8))
    parts.start(scene.stack, "rabbitmq")
    scene.healed()


def broker_wiped(scene: Scene) -> None:
    parts.kill(scene.stack, "rabbitmq")
    parts.wipe_broker(scene.stack)
    pause(scene.lasts(0.5, 4))
    parts.start(scene.stack, "rabbitmq")
    scene.healed()


def queues(emptied: Callable[[ProxiedStack, str], None]) -> Fault:
    """What lies in a consumer's queues is gone: its worker is dead, so there is something in them."""

    def fault(scene: Scene) -> None:
        consumer = scene.rng.choice(BUSY)
        worker = part_of("worker", consumer)
        parts.kill(scene.stack, worker)
        pause(scene.lasts(2, 5))
        emptied(scene.stack, consumer)
        scene.healed()
        parts.start(scene.stack, worker)

    return fault


def repeated_and_shuffled(scene: Scene) -> None:
    for _ in range(2 if scene.short else 4):
        injecting.repeat_shuffled(scene.stack, scene.rng)
        pause(0.5)
    scene.healed()


def exchanges_deleted(scene: Scene) -> None:
    """What is published meanwhile is lost, and the way by which consumers ask for it as well."""
    injecting.unbind_everything(scene.stack)
    pause(scene.lasts(1, 3))
    scene.healed()


def undecodable(scene: Scene) -> None:
    scene.injected |= injecting.undecodable(scene.stack, scene.rng)
    pause(1)
    scene.healed()


def from_the_future(scene: Scene) -> None:
    scene.injected |= injecting.ahead(scene.stack, scene.rng)
    pause(scene.lasts(1, 3))
    scene.healed()


def two_of(part: str) -> Fault:
    """Two of a kind on the same stores; then one of them dies."""

    def fault(scene: Scene) -> None:
        second = scene.stack.second(part)
        pause(scene.lasts(6, 12))
        if scene.rng.random() < 0.5:
            parts.kill(scene.stack, part)
            pause(scene.lasts(2, 6))
            scene.healed()
            parts.start(scene.stack, part)
            parts.kill(scene.stack, second.name)
        else:
            scene.healed()
            parts.kill(scene.stack, second.name)

    return fault


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        proc.send(pid, number)


FAULTS: dict[str, Fault] = {
    **{f"kill {part}": kill(part) for part in (*EDGES, *WORKERS, *RELAYS)},
    **{f"freeze {part}": freeze(part) for part in (*EDGES, *WORKERS, *RELAYS)},
    "freeze broker": freeze("rabbitmq"),
    "postgres stopped": postgres_stopped,
    "broker killed": broker_killed,
    "broker wiped": broker_wiped,
    "queues purged": queues(injecting.purge),
    "queues deleted": queues(injecting.delete),
    "exchanges deleted": exchanges_deleted,
    "queue full": queue_full,
    "disk full: tables": tables_full,
    "disk full: write-ahead log": log_full,
    "restored backup": restored,
    "bad deploy": bad_deploy_of_a_consumer,
    "line worker-broker": line("worker", "rabbitmq"),
    "line relay-broker": line("relay", "rabbitmq"),
    "line worker-database": line("worker", "postgres"),
    "line relay-database": line("relay", "postgres"),
    "answers lost": answers_lost,
    "repeated and shuffled": repeated_and_shuffled,
    "undecodable": undecodable,
    "from the future": from_the_future,
    **{f"two of {part}": two_of(part) for part in (*WORKERS, *RELAYS)},
}
