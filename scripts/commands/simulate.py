"""Fill a development stack with a plausible, clearly fictional network of 63 offices."""

import json
import time
from typing import Annotated

import typer

from scripts.failures import UsageError
from scripts.options import Json, Name


def command(
    people: Annotated[int, typer.Option(help="How many people come for the first time.")] = 1000,
    years: Annotated[float, typer.Option(help="In how many years before now.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed draws the same lives.")] = 1,
    lists: Annotated[int, typer.Option(help="How many monthly lists of people about to leave each state gets.")] = 0,
    as_json: Json = False,
    name: Name = "dev",
) -> None:
    from infra import world
    from infra.settings import Settings
    from scripts.importing import progress
    from scripts.simulating.lists import simulate_lists
    from scripts.simulating.playing import desk, simulate
    from scripts.stack.stack import load

    if people < 1 or not 0 < years <= 10 or not 0 <= lists <= 120:
        raise UsageError("--people is at least 1, --years more than 0 and at most 10, --lists at most 120")
    settings = Settings.from_environment(load(name).environment(), ["intake"], "job")
    started = time.monotonic()
    with desk(settings) as opened, progress.bar() as advance:
        offices = simulate(opened, people, years, seed, world.now(), advance)
        rows = simulate_lists(opened.intake.store, offices, lists, seed, world.now())
    seconds = time.monotonic() - started
    if as_json:
        counts = {"people": people, "offices": len(offices), "rows": rows, "seconds": round(seconds, 1)}
        print(json.dumps(counts))
    else:
        progress.say(f"{people} people at {len(offices)} offices, {rows} rows of lists, in {seconds:.0f} s")
