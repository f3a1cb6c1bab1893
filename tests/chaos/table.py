"""The campaign's result as people read it: a line while it goes on, and a table at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.chaos.campaign import Round
from tests.chaos.crashes import CRASHES
from tests.chaos.network import NAMES

KINDS = ("lost", "duplicated", "reordered", "broken")
SHOWN = 5


def told(console: Console, done: Round) -> None:
    if done.impossible:
        console.print(f"  [yellow]NOT DONE[/yellow]   {done.fault}: {done.impossible}")
        return
    verdict = "[red]FAILED[/red]" if done.violations else "[green]ok[/green]"
    console.print(f"  {verdict:<20} {done.fault:<42} {done.events:>5} events  {done.recovery:5.1f} s")
    if done.restored_away:
        console.print(f"           known loss by the restore: {done.restored_away} acknowledged commands")
    for violation in done.violations[:SHOWN]:
        console.print(f"           [red]{violation.kind}[/red] {violation.store}: {violation.what}", soft_wrap=True)
    if len(done.violations) > SHOWN:
        console.print(f"           and {len(done.violations) - SHOWN} more")


def table(rounds: Sequence[Round]) -> Table:
    by_fault: dict[str, list[Round]] = defaultdict(list)
    for done in rounds:
        by_fault[done.fault].append(done)
    shown = Table("fault", "runs", "events", *KINDS, "restored away", "median s", "worst s")
    for fault, runs in sorted(by_fault.items()):
        if runs[0].impossible:
            shown.add_row(fault, "not possible on this machine")
            continue
        shown.add_row(fault, *_figures(runs))
    shown.add_section()
    shown.add_row("all", *_figures(rounds))
    return shown


def crash_points(rounds: Sequence[Round]) -> Table:
    """Which crash point was hit in which store, and how often: 0 is not yet, a blank is a store without it."""
    runs = Counter(done.fault for done in rounds)
    missed = {violation.what.split(" ")[0] for done in rounds for violation in done.violations}
    shown = Table("crash point", *NAMES)
    for point in dict.fromkeys(name.removeprefix("crash ").split("@")[0] for name in CRASHES):
        cells = []
        for store in NAMES:
            name = f"crash {point}@{store}"
            hit = "missed" if f"{point}@{store}" in missed else str(runs[name])
            cells.append(hit if name in CRASHES else "")
        shown.add_row(point, *cells)
    return shown


def _figures(runs: Sequence[Round]) -> list[str]:
    seconds = [done.recovery for done in runs] or [0.0]
    counts = [str(sum(done.count(kind) for done in runs)) for kind in KINDS]
    away = str(sum(done.restored_away for done in runs))
    times = [f"{median(seconds):.1f}", f"{max(seconds):.1f}"]
    return [str(len(runs)), str(sum(done.events for done in runs)), *counts, away, *times]
