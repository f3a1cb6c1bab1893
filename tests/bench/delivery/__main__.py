"""`python -m tests.bench.delivery [--minutes M] [--json]`: exit code 1 when a ratio is not kept."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from typing import Any

from infra import collecting
from infra.observability.logs import configure
from tests.bench.delivery import applying, lag, relaying
from tests.bench.delivery.house import house
from tests.bench.delivery.memory import GROWTH, Course

RELAY, APPLY = 0.5, 0.4


@dataclass(frozen=True)
class Line:
    """One figure; `bound` is what it is held to, if anything."""

    what: str
    value: float
    unit: str
    bound: str = ""
    kept: bool = True


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-delivery", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0, help="of steady load, for lag and memory")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    configure("bench", sys.stderr)
    collecting.seldom()  # as in a worker; both sides of the comparison run in this process
    load = os.getloadavg()[0]
    lines = measured(options.minutes)
    lines += [Line("load average before", round(load, 2), ""), Line("and after", round(os.getloadavg()[0], 2), "")]
    print(json.dumps([vars(line) for line in lines], indent=2) if options.json else table(lines))
    return 0 if all(line.kept for line in lines) else 1


def measured(minutes: float) -> list[Line]:
    with house() as net:
        near, far = relaying.loopback_and_away(net)
        applied = applying.shares(net)
        beside = applying.side_by_side(net)
    with house() as net:
        found = lag.steady(net, minutes * 60)
    relay = far / near
    return [
        Line("relay, broker on loopback", round(near), "events/s"),
        Line("relay, broker 5 ms away", round(far), "events/s"),
        Line("  share", round(relay, 2), "", f">= {RELAY}", relay >= RELAY),
        Line("bare inserts of the library", round(beside.bare), "events/s"),
        Line("subscription, eight partitions at once", round(beside.applied), "events/s"),
        Line("  share", round(beside.share, 2), "", f">= {APPLY}", beside.share >= APPLY),
        Line("  one partition alone, share", round(applied.share, 2), ""),
        Line(f"lag at {lag.RATE} events/s, p50", found.p50, "ms"),
        Line("  p99", found.p99, "ms"),
        Line("  worst", found.worst, "ms"),
        Line("  events", found.events, ""),
        *(line for name, course in found.memory.items() for line in _memory(name, course)),
    ]


def _memory(name: str, course: Course) -> list[Line]:
    before, after = course.looks[0][1], course.looks[-1][1]
    return [
        Line(
            f"memory of {name}, {before:.0f} to {after:.0f} MB",
            round(course.growth, 3),
            "x",
            f"<= {GROWTH}",
            course.flat,
        ),
        Line("  slope", round(course.slope, 1), "MB/h"),
    ]


def table(lines: list[Line]) -> str:
    def row(line: Line) -> Any:
        return (
            f"{line.what:<44}{line.value:>10} {line.unit:<9}{line.bound:<8}{'' if line.kept else 'NOT KEPT'}".rstrip()
        )

    return "\n".join(map(row, lines))


if __name__ == "__main__":
    sys.exit(main())
