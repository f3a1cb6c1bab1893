"""Shows how far an import is: a bar on a terminal, a line for each tenth anywhere else; all on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """Gives `advance(done, rows)`."""
    if not sys.stderr.isatty():
        yield _Lines().advance
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("rows", total=None)
        yield lambda done, rows: progress.update(task, completed=done, total=rows)


def say(text: str) -> None:
    print(text, file=sys.stderr)


class _Lines:
    def __init__(self) -> None:
        self._tenth = 0

    def advance(self, done: int, rows: int) -> None:
        tenth = 10 * done // rows
        if tenth > self._tenth:
            self._tenth = tenth
            say(f"{done} of {rows} rows")
