"""Starts a fresh network in the background, plays the day on it, and leaves it running for a look around."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime

from scripts.demo.cast import Cast
from scripts.demo.chapters import CHAPTERS
from scripts.demo.network import Network, Refused
from scripts.demo.stage import Stage
from scripts.failures import CommandError
from scripts.stack import supervisor
from scripts.stack.layout import Layout
from scripts.stack.progress import Progress
from scripts.stack.stack import Stack

NAME = "demo"
DAY = datetime(2025, 4, 17, 22, 30, tzinfo=UTC)


def main() -> int:
    stage = Stage()
    try:
        stack = fresh_network()
        play(stage, stack)
    except (CommandError, Refused) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    farewell(stage, stack)
    stage.console.print(stage.summary)
    return 1 if stage.failed else 0


def fresh_network() -> Stack:
    """A stack of its own whose clock says that it is the evening of 17 April 2025, with nothing in it yet."""
    layout, progress = Layout(NAME), Progress()
    os.environ["TRAVESSIA_CLOCK"] = str(round((DAY - datetime.now(UTC)).total_seconds()))
    if layout.run.exists():
        supervisor.down(layout)
        shutil.rmtree(layout.run)
    return supervisor.up(layout, background=True, progress=progress)


def play(stage: Stage, stack: Stack) -> None:
    cast = Cast()
    with Network(stack) as network:
        for chapter in CHAPTERS:
            chapter(stage, network, cast)


def farewell(stage: Stage, stack: Stack) -> None:
    stage.chapter("The network goes on running")
    for zone, url in stack.urls.items():
        stage.console.print(f"  {zone:<14} {url}")
    stage.console.print(f"  {'logs':<14} {stack.layout.logs}")
    stage.console.print("  a token        scripts/travessia token --name demo --role ROLE --uf AM [--office ID]")
    stage.console.print("  stop it        make down\n")


if __name__ == "__main__":
    sys.exit(main())
