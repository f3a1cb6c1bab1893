"""`make secrecy`: 1,000 requests of each kind about a notice that exists and as many about ones that do not."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from scripts.demo.__main__ import DAY
from scripts.demo.network import Network
from scripts.stack.layout import Layout
from scripts.stack.supervisor import whole
from tests.secrecy.asking import Comparison, compared
from tests.secrecy.scene import play

ALLOWED_MS = 20.0


def main() -> int:
    """Exit 3 when an answer differs or medians are more than 20 ms apart."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--requests", type=int, default=1000)
    requests = arguments.parse_args().requests
    os.environ["TRAVESSIA_CLOCK"] = str(round((DAY - datetime.now(UTC)).total_seconds()))
    shutil.rmtree(Layout("secrecy").run, ignore_errors=True)
    with whole("secrecy", quiet=False) as stack, Network(stack) as network:
        found = [compared(question, requests) for question in play(network).questions()]
    Console(width=110).print(_table(found, requests))
    return 3 if any(one.apart > ALLOWED_MS or len(one.answers) > 1 for one in found) else 0


def _table(found: list[Comparison], requests: int) -> Table:
    table = Table("question", "exists ms", "unknown ms", "apart ms", "different answers", title=f"{requests} requests")
    for one in found:
        figures = (one.known, one.unknown, one.apart)
        table.add_row(one.question, *(f"{figure:.2f}" for figure in figures), str(len(one.answers) - 1))
    return table


if __name__ == "__main__":
    sys.exit(main())
