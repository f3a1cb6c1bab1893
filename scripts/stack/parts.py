"""Breaks and mends single parts of a running stack: for tests of failure. A part is named as in `travessia status`."""

import shutil
import signal
from collections.abc import Callable
from functools import partial

from scripts.failures import CommandError
from scripts.stack import processes, servers
from scripts.stack.applications import APPLICATIONS, is_ready
from scripts.stack.processes import Record, records
from scripts.stack.stack import Stack
from scripts.stack.supervisor import start_one
from scripts.stack.waiting import until_ready


def record_of(stack: Stack, part: str) -> Record:
    """The pid file of a part."""
    for record in records(stack.layout):
        if record.name == part:
            return record
    raise CommandError(f"{part} has no pid file in {stack.layout.pids}")


def stop(stack: Stack, part: str) -> None:
    """Ends a part in good order."""
    processes.stop_all(stack.layout, [record_of(stack, part)])
    if part == "rabbitmq":
        processes.stop_all(stack.layout, [record_of(stack, "epmd")])


def kill(stack: Stack, part: str) -> None:
    """Ends a part without warning, with everything in its session."""
    record = record_of(stack, part)
    processes.send(record, signal.SIGKILL)
    stop(stack, part)


def start(stack: Stack, part: str, *, attached: bool = True) -> None:
    """Starts a part that does not run, and returns when it is ready."""
    record, probe = _start(stack, part, attached=attached)
    until_ready(stack.layout, {record: probe})


def wipe_broker(stack: Stack) -> None:
    """Deletes everything that a stopped broker knows."""
    shutil.rmtree(stack.layout.rabbitmq / "data")


def _start(stack: Stack, part: str, *, attached: bool) -> tuple[Record, Callable[[], bool]]:
    if part == "postgres":
        return servers.start_database(stack, attached=attached), partial(servers.accepts, stack)
    if part == "rabbitmq":
        return servers.start_broker(stack, attached=attached)[1], partial(servers.answers, stack)
    for application in APPLICATIONS:
        if application.name == part:
            record = start_one(stack, application, attached=attached)
            return record, partial(is_ready, stack.ports[part])
    raise CommandError(f"no part of a stack is called {part}")
