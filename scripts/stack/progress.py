"""Shows a start or stop while it happens: a spinner on a terminal, plain lines anywhere else."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Everything goes to stderr; stdout belongs to machine output."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._console = Console(stderr=True, highlight=False, quiet=quiet)
        self._began = time.monotonic()

    def say(self, text: str) -> None:
        """One line, with the seconds since the beginning."""
        self._console.print(f"[dim]{time.monotonic() - self._began:5.1f} s[/dim]  {text}", soft_wrap=True)

    def plain(self, text: str = "") -> None:
        self._console.print(text, soft_wrap=True, markup=False)

    @contextmanager
    def waiting(self, text: str) -> Iterator[None]:
        """Shows that something takes time."""
        if self._quiet or not sys.stderr.isatty():
            yield
            return
        with self._console.status(text):
            yield
