"""`python -m tests.chaos --minutes 60 --seed 1 --fault relay`: break everything, and see that nothing is lost."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from time import monotonic

from rich.console import Console

from scripts.failures import CommandError
from scripts.stack import supervisor
from scripts.stack.layout import Layout
from tests.chaos import table
from tests.chaos.campaign import ALL, Campaign
from tests.chaos.crashes import CRASHES
from tests.chaos.network import running

NAME = "chaos"
CRASHES_AMONG = 16


def main() -> int:
    options = _options()
    console = Console(highlight=False, width=140)
    again = f"make chaos MINUTES={options.minutes:g} SEED={options.seed}" + (
        f" FAULT='{options.fault}'" if options.fault else ""
    )
    console.print(f"chaos: seed {options.seed}; the same again: {again}")
    names = [name for name in ALL if options.fault in name]
    if not names:
        console.print(f"no fault is called {options.fault!r}; faults: {', '.join(ALL)}")
        return 2
    try:
        with supervisor.interruptible():
            return _campaign(console, options, names, again)
    except supervisor.Interrupted:
        console.print("chaos: interrupted")
        return 130
    except CommandError as error:
        console.print(f"chaos: {error}")
        return 1


def _campaign(console: Console, options: argparse.Namespace, names: list[str], again: str) -> int:
    shutil.rmtree(Layout(NAME).run, ignore_errors=True)
    with running(NAME) as stack:
        campaign = Campaign(stack, options.seed)
        end = monotonic() + options.minutes * 60
        try:
            more = partial(_more, campaign, names if options.fault else [], end)
            campaign.run(endless(names, options.seed), more, lambda r: table.told(console, r))
        finally:
            console.print(table.table(campaign.rounds))
            console.print(table.crash_points(campaign.rounds))
    console.print(f"chaos: {campaign.commands} commands acknowledged; the same again: {again}")
    return 1 if campaign.failed else 0


def _more(campaign: Campaign, chosen: list[str], end: float) -> bool:
    """Until the time is over, and not before each of the faults that were asked for has been once."""
    return monotonic() < end or bool(set(chosen) - {done.fault for done in campaign.rounds})


def endless(names: list[str], seed: int) -> Iterator[str]:
    """All faults in a random order with some crash points among them, then all again with the next crash points."""
    rng = random.Random(f"{seed} order")
    crashes, others = [name for name in names if name in CRASHES], [name for name in names if name not in CRASHES]
    deck: list[str] = []
    while True:
        some = CRASHES_AMONG if others else len(crashes)
        if len(deck) < some and crashes:
            deck += rng.sample(crashes, len(crashes))
        chosen = [*others, *deck[:some]]
        del deck[:some]
        yield from rng.sample(chosen, len(chosen))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--fault", default="", help="only faults whose name holds this")
    options = parser.parse_args()
    options.seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    return options


if __name__ == "__main__":
    sys.exit(main())
