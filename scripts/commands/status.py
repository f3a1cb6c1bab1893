"""Show each process with port, readiness, lag and parked messages; exit code 1 if one is not running."""

import json
from dataclasses import asdict

import typer

from scripts.failures import FAILURE
from scripts.options import Json, Name


def command(name: Name = "dev", as_json: Json = False) -> None:
    from rich.console import Console
    from rich.table import Table

    from scripts.stack.stack import load
    from scripts.stack.status import states

    lines = states(load(name))
    if as_json:
        print(json.dumps([asdict(line) for line in lines], indent=2))
    else:
        table = Table("process", "state", "port", "pid", "lag", "parked", "", box=None)
        for column in table.columns[:-1]:
            column.no_wrap = True
        table.columns[-1].overflow = "fold"
        for line in lines:
            state = "ready" if line.ready else "running" if line.running else "down"
            cells = (line.name, state, line.port, line.pid, line.lag, line.parked, line.detail)
            table.add_row(*("-" if cell is None else str(cell) for cell in cells))
        Console(stderr=True).print(table)
    if not all(line.running for line in lines):
        raise typer.Exit(FAILURE)
