"""Print the history of one aggregate and its state at a moment: what was known, or what was true."""

import json
from typing import Annotated

import typer

from scripts.failures import CommandError
from scripts.options import Json, Name


def command(
    store: Annotated[str, typer.Argument(help="The store, such as intake.")],
    stream: Annotated[str, typer.Argument(help="The aggregate's uuid.")],
    as_of_recorded: Annotated[
        str | None, typer.Option(metavar="TIME|VERSION", help="Only what was recorded by then: what did we know?")
    ] = None,
    as_of_occurred: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only what had happened by then: what was true?")
    ] = None,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.database import connect
    from infra.eventstore.postgres import PostgresTransaction
    from infra.eventstore.replay import replay
    from infra.refusals import NotFound
    from scripts import replays
    from scripts.stores import reachable, settings_of

    wanted, moments = replays.stream(stream), replays.moments(as_of_recorded, as_of_occurred)
    replays.load_aggregates()
    with reachable(settings_of(store, name).database("audit")) as audit, connect(audit) as connection:
        try:
            found = replay(PostgresTransaction(connection), wanted, *moments)
        except NotFound:
            raise CommandError(f"{store} has no stream {wanted}") from None
    if as_json:
        print(json.dumps(replays.document(found), ensure_ascii=False, indent=2))
    else:
        replays.show(found)
