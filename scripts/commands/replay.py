"""Print the history of one record as of a moment, what changed, or why; on record in the store, like every reading."""

import json
from pathlib import Path
from typing import Annotated

import typer

from scripts.options import Json, Name


def command(
    store: Annotated[str, typer.Argument(help="The store, such as intake.")],
    stream: Annotated[str, typer.Argument(help="The record's uuid.")],
    as_of_recorded: Annotated[
        str | None, typer.Option(metavar="TIME|VERSION", help="Only what was recorded by then: what did we know?")
    ] = None,
    as_of_occurred: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only what had happened by then: what was true?")
    ] = None,
    explain: Annotated[str | None, typer.Option(metavar="FIELD", help="Which event set it, who and why.")] = None,
    diff: Annotated[
        str | None, typer.Option(metavar="FROM..TO", help="What changed between two moments, times or versions.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is read; kept for ever, so name nobody.")] = "",
    session: Annotated[str | None, typer.Option(help="An open session of yours, instead of a reason.")] = None,
    token_file: Annotated[
        Path | None, typer.Option(help="Your own access token; needed in production and for confidential stores.")
    ] = None,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from scripts import replays
    from scripts.replaying import Desk, Entry

    question = replays.question(as_of_recorded, as_of_occurred, explain, diff)
    entry = Entry(store, replays.stream(stream), reason, replays.stream(session) if session else None, token_file)
    with Desk.open(entry, name) as desk:
        found = desk.ask(question)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        replays.show(found)
