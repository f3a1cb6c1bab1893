"""The stage: shows each step as it happens, counts steps and checks, and remembers what failed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from rich.console import Console


class Stage:
    """Prints to stdout; a failed check is counted and the play goes on, a failed step ends it."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, soft_wrap=True)
        self.steps = 0
        self.checks = 0
        self.failed: list[str] = []

    def chapter(self, title: str) -> None:
        self.console.print(f"\n[bold]{title}[/bold]")

    @contextmanager
    def step(self, number: str, clock: str, what: str) -> Iterator[None]:
        """One step of the scenario: its number there, the local time, and what happens."""
        self.steps += 1
        started = perf_counter()
        self.console.print(f"  [cyan]{number:>4}[/cyan]  {clock:<12} {what}")
        yield
        self.console.print(f"        [dim]{'':<12} {(perf_counter() - started) * 1000:.0f} ms[/dim]")

    def check(self, what: str, found: Any, expected: Any) -> None:
        """Compare what the network answered with the scenario's check value."""
        self.checks += 1
        if found == expected:
            self.console.print(f"        [green]ok[/green]     {what}: {found}")
            return
        self.failed.append(what)
        self.console.print(f"        [red]FAILED[/red] {what}: {found!r}, expected {expected!r}")

    def note(self, text: str) -> None:
        self.console.print(f"               [dim]{text}[/dim]")

    @property
    def summary(self) -> str:
        return f"demo: {self.steps} steps, {self.checks} checks, {len(self.failed)} failed"
