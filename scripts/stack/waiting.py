"""Waits until processes answer, and says why when they do not."""

import select
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from scripts.failures import CommandError
from scripts.stack.layout import Layout
from scripts.stack.processes import Record, is_running

START_SECONDS = 180.0
_PAUSE_MILLISECONDS = 50


def until_ready(
    layout: Layout,
    probes: Mapping[Record, Callable[[], bool]],
    on_ready: Callable[[Record], None] = lambda _: None,
    seconds: float = START_SECONDS,
) -> None:
    """Asks each process again and again until it is ready; fails at once when one of them has ended."""
    pending, deadline = dict(probes), time.monotonic() + seconds
    while pending:
        for record, probe in list(pending.items()):
            if probe():
                del pending[record]
                on_ready(record)
            elif not is_running(record):
                raise CommandError(f"{record.name} ended while starting: {last_line(layout, record.name)}")
        if pending and time.monotonic() > deadline:
            names = ", ".join(record.name for record in pending)
            raise CommandError(f"not ready after {seconds:.0f} s: {names} (logs: {layout.logs})")
        if pending:
            # Nothing to wait on but time: the processes answer on sockets of their own.
            select.select([], [], [], _PAUSE_MILLISECONDS / 1000)


def last_line(layout: Layout, name: str) -> str:
    """The last telling line of a process's log, and where the log is."""
    file = layout.logs / f"{name}.log"
    lines = [line.strip() for line in _tail(file).splitlines() if line.strip()]
    telling = [line for line in lines if any(word in line.lower() for word in ("error", "fatal", "exception", "panic"))]
    line = (telling or lines or ["no output"])[-1]
    return f"{line[:300]} (log: {file})"


def _tail(file: Path, size: int = 8192) -> str:
    if not file.exists():
        return ""
    with file.open("rb") as handle:
        handle.seek(max(0, file.stat().st_size - size))
        return handle.read().decode(errors="replace")
