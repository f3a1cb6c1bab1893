"""Starts a whole stack, watches it, and stops what it started."""

import importlib
import importlib.util
import os
import select
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from types import FrameType

from scripts.failures import CommandError
from scripts.stack import proc, processes, servers
from scripts.stack.applications import APPLICATIONS, MODULE, Application, is_ready
from scripts.stack.layout import Layout
from scripts.stack.lock import locked
from scripts.stack.processes import SUPERVISOR, Record, is_running, records
from scripts.stack.progress import Progress
from scripts.stack.stack import Stack, make
from scripts.stack.waiting import last_line, until_ready


class Interrupted(Exception):
    """A signal asked this process to end."""


@contextmanager
def infrastructure(
    name: str = "test", *, attached: bool = True, quiet: bool = True, durable: bool = True
) -> Iterator[Stack]:
    """The servers of a stack with its databases, without the application: for tests.

    Attached servers end with the calling process, whatever ends it. Call it from the main thread.
    """
    layout, progress = Layout(name, durable=durable), Progress(quiet=quiet)
    with locked(layout):
        _refuse_second_start(layout)
        stack = make(layout)
    try:
        servers.start(stack, progress, attached=attached)
        yield stack
    finally:
        processes.stop_everything(layout)


@contextmanager
def whole(name: str = "test", *, quiet: bool = True, durable: bool = True) -> Iterator[Stack]:
    """The servers and the migrated, ready application of a stack, as long as the caller lives: for tests."""
    with infrastructure(name, quiet=quiet, durable=durable) as stack:
        start_application(stack, Progress(quiet=quiet), attached=True)
        yield stack


def up(
    layout: Layout,
    *,
    background: bool,
    progress: Progress,
    ports: Mapping[str, int] | None = None,
    only_servers: bool = False,
) -> Stack:
    """Starts everything and returns when all of it is ready; on any failure nothing is left running."""
    with locked(layout), interruptible():
        _refuse_second_start(layout)
        stack = make(layout, ports)
        try:
            if not background:
                processes.record_self(layout, SUPERVISOR, "scripts.cli")
            with progress.waiting("starting PostgreSQL and RabbitMQ"):
                servers.start(stack, progress, attached=not background)
            if not only_servers:
                start_application(stack, progress, attached=not background)
        except BaseException:
            progress.say("stopping what was started")
            stop(layout)
            raise
    return stack


def watch(layout: Layout, progress: Progress) -> None:
    """Returns when a signal asks for the end; says when a process ends by itself, and restarts nothing."""
    watched = {
        os.pidfd_open(record.pid): record
        for record in records(layout)
        if record.kind != SUPERVISOR and is_running(record)
    }
    poll = select.poll()
    for descriptor in watched:
        poll.register(descriptor, select.POLLIN)
    with interruptible():
        try:
            while watched:
                for descriptor, _ in poll.poll():
                    poll.unregister(descriptor)
                    os.close(descriptor)
                    record = watched.pop(descriptor)
                    proc.reap(record.pid)
                    progress.say(f"[red]{record.name} ended[/red]: {last_line(layout, record.name)}")
            raise CommandError("every process has ended")
        except Interrupted:
            return


def stop(layout: Layout) -> None:
    """Stops all processes of a stack; a second signal does not stop the stopping."""
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in _SIGNALS}
    try:
        processes.stop_everything(layout)
        (layout.pids / f"{SUPERVISOR}.json").unlink(missing_ok=True)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def down(layout: Layout) -> int:
    """Stops a stack from outside; a stack in the foreground is asked to end. Answers how many processes ran."""
    running = [record for record in records(layout) if is_running(record)]
    foreground = [record for record in running if record.kind == SUPERVISOR]
    if foreground:
        processes.stop_all(layout, foreground)
    with locked(layout):
        stop(layout)
    return len([record for record in running if record.kind != SUPERVISOR])


def start_application(stack: Stack, progress: Progress, *, attached: bool) -> None:
    """Migrates, starts every process of the application and returns when all are ready."""
    if importlib.util.find_spec(MODULE) is None:
        raise CommandError(f"{MODULE} is missing: this checkout has no application to start")
    with progress.waiting("migrating the databases"):
        migrate(stack)
    progress.say("databases migrated")
    layout, probes = stack.layout, {}
    for application in APPLICATIONS:
        port = stack.ports[application.name]
        record = start_one(stack, application, attached=attached)
        probes[record] = partial(is_ready, port)
        if layout.has_usual_ports and application.usual_port not in (None, port):
            progress.say(f"{application.name} uses port {port}: {application.usual_port} is taken")
    with progress.waiting("waiting for the application"):
        until_ready(layout, probes, lambda record: progress.say(f"{record.name} ready on port {record.port}"))


def start_one(stack: Stack, application: Application, *, attached: bool) -> Record:
    """Starts one process of the application; it answers later."""
    environment = stack.environment(application.stores, application.role)
    command = application.command(stack.layout, stack.ports[application.name], environment)
    return processes.start(stack.layout, command, attached=attached)


def migrate(stack: Stack) -> None:
    """Runs the migration job of all stores in this process, if this checkout has one."""
    if importlib.util.find_spec("scripts.migrate") is None:
        return
    importlib.import_module("scripts.migrate").main(stack.environment())


def _refuse_second_start(layout: Layout) -> None:
    running = [record.name for record in records(layout) if is_running(record)]
    if running:
        raise CommandError(
            f"the stack {layout.name!r} runs already ({', '.join(running)}): see make status, or stop it with make down"
        )
    processes.stop_everything(layout)


_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def interruptible() -> Iterator[None]:
    """Turns the signals that ask for an end into an exception, also where a shell has them ignored."""

    def interrupt(number: int, _: FrameType | None) -> None:
        raise Interrupted(signal.Signals(number).name)

    handlers = {number: signal.signal(number, interrupt) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def running_records(layout: Layout) -> list[Record]:
    """The processes of a stack that run now."""
    return [record for record in records(layout) if is_running(record)]
