"""(d) What every process holds while the load goes on: looked at in intervals, and whether it grows."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from time import monotonic

LOOKS = 30  # over the whole run, whatever its length
GROWTH = 1.1


@dataclass(frozen=True)
class Course:
    """What one process held: (seconds since the load began, megabytes)."""

    looks: Sequence[tuple[float, float]]

    @property
    def slope(self) -> float:
        """Megabytes an hour, by least squares over all looks."""
        return linear_regression(*zip(*self.looks, strict=True)).slope * 3600

    @property
    def growth(self) -> float:
        """The end as a share of the beginning, both on the fitted line: one look that is off decides nothing."""
        fitted, base = linear_regression(*zip(*self.looks, strict=True))
        first, last = self.looks[0][0], self.looks[-1][0]
        return (base + fitted * last) / (base + fitted * first)

    @property
    def flat(self) -> bool:
        return self.growth <= GROWTH


@contextmanager
def watched(processes: Mapping[str, int], seconds: float) -> Iterator[dict[str, Course]]:
    """Look at these processes (name to id) while the block runs; filled when it ends, printed as it is seen."""
    looks: dict[str, list[tuple[float, float]]] = {name: [] for name in processes}
    done, begun, courses = threading.Event(), monotonic(), dict[str, Course]()

    def look() -> None:
        at = monotonic() - begun
        for name, pid in processes.items():
            looks[name].append((at, resident(pid)))
        held = "  ".join(f"{name} {found[-1][1]:.1f} MB" for name, found in looks.items())
        print(f"{at:7.0f} s  {held}", file=sys.stderr, flush=True)

    def watch() -> None:
        look()
        while not done.wait(max(1.0, seconds / LOOKS)):
            look()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield courses
    finally:
        done.set()
        thread.join()
    look()
    courses.update({name: Course(found) for name, found in looks.items()})


def resident(pid: int) -> float:
    """Megabytes that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 / 1e6
