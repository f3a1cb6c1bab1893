"""A consumer stands still while its sources go on: its queues overflow, and nobody else is slowed by that."""

from __future__ import annotations

import subprocess
from time import monotonic

from scripts.failures import CommandError
from scripts.stack import parts
from scripts.stack.rabbitmq import SERVER, environment
from tests.chaos import injecting
from tests.chaos.convergence import behind, heads_of
from tests.chaos.network import BUSY, NAMES, ProxiedStack, part_of, zone_of
from tests.chaos.scene import Scene, pause

ROOM = 3
POLICY = "chaos-little-room"
PATIENCE = 60.0  # the bound of all convergence


def queue_full(scene: Scene) -> None:
    """The oldest messages fall out of the consumer's queues; it has to notice, and to fetch them from the sources."""
    stack, consumer = scene.stack, scene.rng.choice(BUSY)
    worker = part_of("worker", consumer)
    _give_room(stack, consumer, ROOM)
    parts.kill(stack, worker)
    others = stack.second(worker, without=consumer)
    pause(scene.lasts(5, 12))
    _see_overflow(scene, consumer)
    _see_others_go_on(scene, consumer)
    _give_room(stack, consumer, None)
    scene.healed()
    parts.kill(stack, others.name)
    parts.start(stack, worker)


def _see_overflow(scene: Scene, consumer: str) -> None:
    """Waits until some queue is full: only then did something fall out, for the load goes on."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        lengths = injecting.lengths(scene.stack, consumer)
        if max(lengths) > ROOM:
            scene.missed.append(f"a queue of {consumer} holds {max(lengths)} messages, limit {ROOM}")
        if lengths.count(ROOM) > 1:
            return
        pause(0.5)
    scene.missed.append(f"the queues of {consumer} did not fill")


def _see_others_go_on(scene: Scene, consumer: str) -> None:
    """What is published now reaches everybody else while this one stands still."""
    connect, end = scene.stack.postgres.connect, monotonic() + PATIENCE
    heads = heads_of(NAMES, connect)
    missing = ["unknown"]
    while missing and monotonic() < end:
        pause(0.2)
        late = behind(NAMES, connect, heads)
        missing = [line for line in late if not line.startswith(f"{consumer} reads ")]
    scene.missed += [f"while {consumer} stood still: {line}" for line in missing]


def _give_room(stack: ProxiedStack, consumer: str, most: int | None) -> None:
    """An operator's policy: the queues of this consumer hold at most so many messages; None takes it back."""
    vhost = injecting.vhost(zone_of(consumer))
    command = ["clear_policy", "-p", vhost, POLICY]
    if most is not None:
        pattern, values = rf"^{consumer}\.", f'{{"max-length": {most}}}'
        command = ["set_policy", "-p", vhost, "--apply-to", "queues", POLICY, pattern, values]
    program = [str(SERVER.parent / "rabbitmqctl"), "--quiet", *command]
    done = subprocess.run(
        program, env=environment(stack.layout, stack.ports["epmd"]), capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise CommandError(f"rabbitmqctl {command[0]}: {(done.stderr or done.stdout).strip()[-300:]}")
