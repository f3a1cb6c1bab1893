"""Delete the data, logs and secrets of a stack that does not run."""

import shutil
from typing import Annotated

import typer

from scripts.failures import CommandError
from scripts.options import Name


def command(
    name: Name = "dev", every: Annotated[bool, typer.Option("--all", help="All stacks of this checkout.")] = False
) -> None:
    from scripts.stack.layout import Layout, stack_names
    from scripts.stack.lock import locked
    from scripts.stack.supervisor import running_records

    for which in stack_names() if every else [name]:
        layout = Layout(which)
        with locked(layout):
            if running_records(layout):
                raise CommandError(f"the stack {which!r} is running: stop it first with make down")
            if layout.run.exists():
                shutil.rmtree(layout.run)
                typer.echo(f"deleted {layout.run}", err=True)
