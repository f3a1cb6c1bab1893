"""Stop every process of a stack, and nothing else."""

from typing import Annotated

import typer

from scripts.options import Name


def command(
    name: Name = "dev", every: Annotated[bool, typer.Option("--all", help="All stacks of this checkout.")] = False
) -> None:
    from scripts.stack import supervisor
    from scripts.stack.layout import Layout, stack_names
    from scripts.stack.progress import Progress

    progress = Progress()
    for which in stack_names() if every else [name]:
        with progress.waiting(f"stopping {which}"):
            count = supervisor.down(Layout(which))
        progress.plain(f"{which}: {count} processes stopped" if count else f"{which}: nothing was running")
