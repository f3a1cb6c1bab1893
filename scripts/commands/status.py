"""Show each process with port, readiness, lag and parked messages; exit code 1 if one is not running."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.failures import FAILURE
from scripts.options import Json

if TYPE_CHECKING:
    from scripts.stack.status import State


def command(
    name: Annotated[str | None, typer.Option(help="One stack; otherwise all that run.")] = None, as_json: Json = False
) -> None:
    from scripts.stack.layout import Layout, stack_names
    from scripts.stack.stack import load
    from scripts.stack.status import states
    from scripts.stack.supervisor import running_records

    running = [found for found in stack_names() if running_records(Layout(found))]
    lines = {stack: states(load(stack)) for stack in ([name] if name else running or ["dev"])}
    if as_json:
        print(
            json.dumps([{"stack": stack, **asdict(line)} for stack, found in lines.items() for line in found], indent=2)
        )
    else:
        show(lines)
    if not all(line.running for found in lines.values() for line in found):
        raise typer.Exit(FAILURE)


def show(lines: "dict[str, list[State]]") -> None:
    """One table for all stacks."""
    from rich.console import Console
    from rich.table import Table

    table = Table("stack", "process", "state", "port", "pid", "lag", "parked", "", box=None)
    for column in table.columns[:-1]:
        column.no_wrap = True
    table.columns[-1].overflow = "fold"
    for stack, found in lines.items():
        for line in found:
            state = "ready" if line.ready else "running" if line.running else "down"
            cells = (stack, line.name, state, line.port, line.pid, line.lag, line.parked, line.detail)
            table.add_row(*("-" if cell is None else str(cell) for cell in cells))
    Console(stderr=True).print(table)
