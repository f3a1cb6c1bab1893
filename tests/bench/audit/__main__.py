"""`python -m tests.bench.audit [--size LEAVES] [--json]`: exit code 1 when an honest log does not pass."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.ledger.checkpoints import key_name
from infra.ledger.keys import new_key
from infra.ledger.signer import SignerState, write_state
from infra.observability.logs import configure
from scripts.stack.supervisor import infrastructure
from tests.bench.audit import costs
from tests.bench.audit.planting import make_bare, plant
from tests.integration.ledger.conftest import PATTERN, STORE, House, copy, migrated


@dataclass(frozen=True)
class Line:
    """One figure."""

    what: str
    value: float
    unit: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-audit", description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="leaves of the log that is proved and verified")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure("bench", sys.stderr)
    with (
        TemporaryDirectory(prefix="travessia-bench-") as folder,
        infrastructure("bench") as stack,
        migrated(stack.postgres) as server,
    ):
        copy(server, PATTERN, STORE.name)
        house = House(server, Path(folder), new_key(key_name(STORE.name)))
        write_state(house.state_file, SignerState())
        lines, found = measured(house, options.size)
    print(json.dumps([vars(line) for line in lines], indent=2) if options.json else table(lines))
    return 1 if found else 0


def measured(house: House, size: int) -> tuple[list[Line], int]:
    before = os.getloadavg()[0]
    with house.superuser() as connection:
        make_bare(connection)
    with_ledger, without = costs.commands(house, 3000)
    with house.superuser() as connection:
        connection.execute("TRUNCATE stored_events, ledger_leaves")
        plant(connection, size)
    grown = costs.growing(house, size)
    turn = costs.signing(house)
    inclusion, consistency = costs.proofs(house, size, 2000)
    verified = costs.verifying_proofs(house, size, min(size, 5000))
    seconds, found = costs.auditing(house)
    return [
        Line("tree, leaves appended", round(grown), "leaves/s"),
        Line("one command with the ledger, p50", round(with_ledger, 3), "ms"),
        Line("one command without", round(without, 3), "ms"),
        Line("  ratio", round(with_ledger / without, 3), ""),
        Line(f"checkpoint of {size:,} leaves, signed", round(turn, 1), "ms"),
        Line("inclusion proof, p50", round(sorted(inclusion)[len(inclusion) // 2], 2), "ms"),
        Line("inclusion proof, p99", round(costs.p99(inclusion), 2), "ms"),
        Line("consistency proof, p99", round(costs.p99(consistency), 2), "ms"),
        Line("inclusion proofs verified", round(verified), "proofs/s"),
        Line(f"monitor over {size:,} events", round(seconds, 1), "s"),
        Line("  rate", round(size / seconds), "events/s"),
        Line("  findings", found, ""),
        Line("load average before", round(before, 2), ""),
        Line("and after", round(os.getloadavg()[0], 2), ""),
    ], found


def table(lines: list[Line]) -> str:
    width = max(len(line.what) for line in lines)
    return "\n".join(f"{line.what:<{width}}  {line.value:>12,} {line.unit}" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
