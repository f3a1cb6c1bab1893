"""Starts a fresh network in the background, plays the day on it, and leaves it running for a look around."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, datetime
from typing import Any

from scripts.demo.cast import Cast
from scripts.demo.chapters import CHAPTERS
from scripts.demo.network import Network, Refused
from scripts.demo.stage import Stage
from scripts.failures import CommandError
from scripts.roles import ROLES
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
        cast = play(stage, stack)
    except (CommandError, Refused) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    farewell(stage, stack, cast)
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


def play(stage: Stage, stack: Stack) -> Cast:
    cast = Cast()
    with Network(stack) as network:
        for chapter in CHAPTERS:
            chapter(stage, network, cast)
    return cast


def farewell(stage: Stage, stack: Stack, cast: Cast) -> None:
    stage.chapter("The network goes on running")
    for zone, url in stack.urls.items():
        stage.console.print(f"  {zone:<14} {url}")
    stage.console.print(f"  {'logs':<14} {stack.layout.logs}")
    stage.console.print(
        "  tokens for an hour, one for each role (more: scripts/travessia token --name demo --role ROLE ...)"
    )
    with Network(stack) as network:
        for role in (role for role in ROLES if role != "service"):
            stage.console.print(f"  {role:<20} {network.token(role, sub=f'guest-{role}', **territory(role, cast))}")
    stage.console.print("  stop it        make down\n")


def territory(role: str, cast: Cast) -> dict[str, Any]:
    """Where a guest in this role may look around: Amazonas, the office of the day, its first commission."""
    claims: dict[str, Any] = {"uf": ["AM"], "office": [cast.offices["OFF-AM"]], "commission": [cast.commissions["C1"]]}
    return {**claims, "org": cast.partners["PAR-1"]} if role in ("partner", "employer") else claims


if __name__ == "__main__":
    sys.exit(main())
