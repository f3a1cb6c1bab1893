"""Child processes in sessions of their own: started, recorded, recognised again, stopped."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.failures import CommandError
from scripts.stack import proc
from scripts.stack.files import write
from scripts.stack.layout import Layout

IDENTITY = "STACK_IDENTITY"
SUPERVISOR = "supervisor"
STOP_SECONDS = 15.0


@dataclass(frozen=True)
class Record:
    """What a pid file says; `started` is the kernel's start time, which no later owner of the pid shares."""

    name: str
    pid: int
    started: int
    marker: str
    identity: str
    port: int
    kind: str
    stop_signal: int


@dataclass(frozen=True, kw_only=True)
class Command:
    """How to start one process. `marker` is a piece of its command line that tells it apart."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    marker: str
    port: int
    kind: str
    stop_signal: signal.Signals = signal.SIGTERM
    directory: Path


def start(layout: Layout, command: Command, *, attached: bool) -> Record:
    """Starts a process with its output in a new log file; an attached one dies with its parent, whatever ends that."""
    arguments = list(command.arguments)
    if attached:
        arguments = ["setpriv", "--pdeathsig", command.stop_signal.name.removeprefix("SIG"), "--", *arguments]
    file = layout.logs / f"{command.name}.log"
    try:
        if file.exists():
            file.replace(file.with_suffix(".log.1"))
        with file.open("ab") as log:
            child = subprocess.Popen(
                arguments,
                env={**command.environment, IDENTITY: layout.identity},
                cwd=command.directory,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except OSError as error:
        raise CommandError(f"cannot start {command.name}: {error.strerror}") from error
    # Never waited for through Popen: stop() may run in another process than start().
    child.returncode = 0
    stat = proc.stat_of(child.pid)
    record = Record(
        name=command.name,
        pid=child.pid,
        started=stat.started if stat else 0,
        marker=command.marker,
        identity=layout.identity,
        port=command.port,
        kind=command.kind,
        stop_signal=int(command.stop_signal),
    )
    write(layout.pids / f"{record.name}.json", json.dumps(asdict(record)))
    return record


def record_self(layout: Layout, name: str, marker: str) -> None:
    """Leaves a pid file of the calling process, so that `down` can ask it to stop."""
    stat = proc.stat_of(os.getpid())
    record = Record(
        name, os.getpid(), stat.started if stat else 0, marker, layout.identity, 0, SUPERVISOR, int(signal.SIGTERM)
    )
    write(layout.pids / f"{name}.json", json.dumps(asdict(record)))


def records(layout: Layout) -> list[Record]:
    """What the pid files of a stack say, whether it still runs or not."""
    files = sorted(layout.pids.glob("*.json")) if layout.pids.is_dir() else []
    return [Record(**json.loads(file.read_text())) for file in files]


def forget(layout: Layout, record: Record) -> None:
    (layout.pids / f"{record.name}.json").unlink(missing_ok=True)


def is_running(record: Record) -> bool:
    """Whether this very process runs: same pid, same start time, a command line of ours."""
    stat = proc.stat_of(record.pid)
    if stat is None or stat.started != record.started:
        return False
    if stat.state in "ZX":
        proc.reap(record.pid)
        return False
    return record.marker in proc.command_line(record.pid)


def send(record: Record, number: signal.Signals) -> None:
    """Sends a signal to a process if it is still ours."""
    if is_running(record):
        proc.send(record.pid, number)


def stop_all(layout: Layout, which: Iterable[Record]) -> None:
    """Stops several processes side by side, kills what is left of their sessions, and removes their pid files."""
    batch = list(which)
    deadline = time.monotonic() + STOP_SECONDS
    while (running := [record for record in batch if is_running(record)]) and time.monotonic() < deadline:
        # Asked again each time: a server that is still starting may not have listened.
        for record in running:
            proc.send(record.pid, record.stop_signal)
        round_ends = time.monotonic() + 2.0
        for record in running:
            _wait(record, max(0.0, round_ends - time.monotonic()))
    for record in batch:
        if record.kind != SUPERVISOR:
            _kill_session(record)
        forget(layout, record)


def stop_everything(layout: Layout) -> None:
    """Stops a stack in order: the application, the servers, Erlang's port mapper; then sweeps what they left."""
    known = records(layout)
    stop_all(layout, [record for record in known if record.kind not in ("server", "mapper", SUPERVISOR)])
    stop_all(layout, [record for record in known if record.kind == "server"])
    stop_all(layout, [record for record in known if record.kind == "mapper"])
    proc.kill(
        pid for pid, stat in proc.all_stats() if stat.state not in "ZX" and proc.carries(pid, IDENTITY, layout.identity)
    )


def _kill_session(record: Record) -> None:
    """Kills the live members of a process's session that carry our stack's mark."""
    ours = is_running(record)
    members = [
        pid
        for pid, stat in proc.all_stats()
        if stat.session == record.pid and stat.started >= record.started and stat.state not in "ZX"
    ]
    proc.kill(pid for pid in members if ours or proc.carries(pid, IDENTITY, record.identity))
    proc.reap(record.pid)


def _wait(record: Record, seconds: float) -> None:
    if is_running(record):
        proc.wait_for_exit(record.pid, seconds)
