"""What the kernel tells about processes, and how to end them."""

import os
import select
import signal
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stat:
    """State letter, session, and start time in ticks since the machine started."""

    state: str
    session: int
    started: int


def read(pid: int, name: str) -> str:
    """A file of /proc; empty when the process is gone or is not ours to look at."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""


def command_line(pid: int) -> str:
    """The arguments, separated by spaces; asked again while one program is replacing itself by the next."""
    for _ in range(50):
        if line := read(pid, "cmdline"):
            return line.replace("\0", " ")
        if not read(pid, "stat"):
            break
        select.select([], [], [], 0.002)
    return ""


def stat_of(pid: int) -> Stat | None:
    text = read(pid, "stat")
    if not text:
        return None
    fields = text.rpartition(")")[2].split()
    return Stat(state=fields[0], session=int(fields[3]), started=int(fields[19]))


def all_stats() -> list[tuple[int, Stat]]:
    pids = [int(entry) for entry in os.listdir("/proc") if entry.isdigit()]
    return [(pid, stat) for pid in pids if (stat := stat_of(pid))]


def wait_for_exit(pid: int, seconds: float) -> None:
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        poll.poll(seconds * 1000)
    finally:
        os.close(descriptor)


def reap(pid: int) -> None:
    """Removes an ended child, if it is ours."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def kill(pids: Iterable[int]) -> None:
    """Kills processes and waits for the end of each."""
    doomed = list(pids)
    for pid in doomed:
        send(pid, signal.SIGKILL)
    for pid in doomed:
        wait_for_exit(pid, 2.0)


def send(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def carries(pid: int, name: str, value: str) -> bool:
    """Whether a process was started with this variable in its environment."""
    return f"{name}={value}" in read(pid, "environ").split("\0")


def working_in(folder: Path) -> list[int]:
    """The live processes whose working directory is this folder."""
    return [pid for pid, stat in all_stats() if stat.state not in "ZX" and _directory(pid) == str(folder)]


def _directory(pid: int) -> str:
    try:
        return str(Path(f"/proc/{pid}/cwd").readlink())
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""
