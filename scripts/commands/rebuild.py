"""Build a read model anew from the log and switch to it; exit code 3 when the one in use had gone wrong."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from scripts.failures import VERIFICATION, CommandError
from scripts.options import Json, Name


def command(
    store: Annotated[str, typer.Argument(help="The store, such as intake.")],
    view: Annotated[str, typer.Argument(help="The read model, such as reception_queue.")],
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.rebuild import RebuildRuns, rebuild
    from scripts.stack.progress import Progress
    from scripts.stores import reachable, settings_of, view_of

    mine, wanted, progress = settings_of(store, name), view_of(store, view), Progress()
    with progress.waiting(f"rebuilding {view} of {store}"), reachable(mine.database("migrate")) as owner:
        try:
            done = rebuild(owner, wanted, lambda at, of: progress.plain(f"{at} of {of} events"))
        except RebuildRuns:
            raise CommandError(f"{view} is being rebuilt by somebody else") from None
    if as_json:
        print(json.dumps({"store": store, "view": view, "version": wanted.version, **asdict(done)}))
    differing = "of another version before" if done.differing is None else f"{done.differing} rows differed"
    progress.plain(f"{view} version {wanted.version}: {done.events} events, {done.rows} rows, {differing}")
    if done.differing:
        raise typer.Exit(VERIFICATION)
