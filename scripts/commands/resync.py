"""After SOURCE was restored: compare what STORE read with its present log; exit code 3 when they differ."""

import json
from dataclasses import asdict
from typing import Annotated

import typer

from scripts.failures import VERIFICATION, CommandError
from scripts.options import Json, Name


def command(
    store: Annotated[str, typer.Argument(help="The store that listens, such as referrals.")],
    source: Annotated[str, typer.Argument(help="The store that was restored, such as intake.")],
    accept: Annotated[
        bool, typer.Option("--accept", help="Go on from the last common position even though histories differ.")
    ] = False,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra.database import connect
    from infra.messaging import resync
    from scripts import parking
    from scripts.stack.progress import Progress
    from scripts.stores import reachable, settings_of

    audit = settings_of(source, name).database("audit")
    with reachable(audit), parking.consumer_of(store, name) as consumer, connect(audit) as log:
        found = resync.compare(consumer.store, source, log)
        accepted = bool(found.places) and (accept or not found.differs)
        if accepted:
            try:
                resync.accept(consumer.store, found)
            except resync.Moved:
                raise CommandError(f"{store} read on meanwhile: run it again") from None
    if as_json:
        places = [{**asdict(place), "surplus": place.surplus} for place in found.places]
        print(json.dumps({"log_id": str(found.log_id), "accepted": accepted, "places": places, "lost": found.lost}))
    progress = Progress()
    for place in found.places:
        progress.plain(
            f"{place.channel} p{place.partition}: read {place.last}, common {place.common}, surplus {place.surplus},"
            f" missing {place.missing}, parked {list(place.parked)}"
        )
    for message in found.lost:
        progress.plain(f"had effects, and {source} lost it: {message}")
    progress.plain(_verdict(bool(found.places), found.differs, accepted))
    if found.differs and not accepted:
        raise typer.Exit(VERIFICATION)


def _verdict(foreign: bool, differs: bool, accepted: bool) -> str:
    if not foreign:
        return "the log is the one that we know: nothing to do"
    if not differs:
        return "nothing that was read is lost: the new log is accepted"
    return "accepted from the last common position" if accepted else "histories differ: look, then --accept"
