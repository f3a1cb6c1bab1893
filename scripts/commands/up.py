"""Start the servers and the application, and wait until all of it is ready."""

from typing import Annotated

import typer

from scripts.failures import INTERRUPTED
from scripts.options import Name


def command(
    name: Name = "dev",
    background: Annotated[bool, typer.Option("--background", help="Return when ready; `down` stops it.")] = False,
    servers: Annotated[bool, typer.Option("--servers", help="PostgreSQL and RabbitMQ only.")] = False,
    port: Annotated[int | None, typer.Option(help="Fixed port of the open edge.")] = None,
    confidential_port: Annotated[int | None, typer.Option(help="Fixed port of the confidential edge.")] = None,
) -> None:
    from scripts.stack import supervisor
    from scripts.stack.layout import Layout
    from scripts.stack.progress import Progress

    layout, progress = Layout(name), Progress()
    wanted = {"edge-open": port, "edge-confidential": confidential_port}
    fixed = {edge: number for edge, number in wanted.items() if number is not None}
    stack = supervisor.up(layout, background=background, progress=progress, ports=fixed, only_servers=servers)
    if not servers:
        progress.plain(f"\nopen services:          {stack.urls['open']}")
        progress.plain(f"confidential services:  {stack.urls['confidential']}")
    progress.plain(f"logs:                   {layout.logs}")
    progress.plain("a token:                scripts/travessia token --role receptionist --uf AM --office OFFICE_ID")
    if background:
        progress.plain("stop it:                make down")
        return
    progress.plain("stop it:                Ctrl-C")
    try:
        supervisor.watch(layout, progress)
    finally:
        progress.say("stopping")
        supervisor.stop(layout)
        progress.say("stopped")
    raise typer.Exit(INTERRUPTED)
