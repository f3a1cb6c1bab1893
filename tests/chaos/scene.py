"""What a fault has at hand, and how long it may last."""

from __future__ import annotations

import random
import select
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from tests.chaos.client import Gate
from tests.chaos.evidence import Lost
from tests.chaos.network import ProxiedStack


class Impossible(Exception):
    """This machine cannot do such a fault; the argument says why. It is told, and counts as no run."""


@dataclass
class Scene:
    """What a fault has at hand. `short` shortens what lasts; `ended` is when the fault was over,
    `refused` how often clients were answered 503."""

    stack: ProxiedStack
    rng: random.Random
    short: bool
    gate: Gate
    injected: set[str] = field(default_factory=set)
    refused: Callable[[], int] = lambda: 0
    lost: Lost = field(default_factory=Lost)
    missed: list[str] = field(default_factory=list)
    ended: float = 0.0

    def lasts(self, least: float, most: float) -> float:
        return least if self.short else self.rng.uniform(least, most)

    def healed(self) -> None:
        self.ended = monotonic()


def pause(seconds: float) -> None:
    """Nothing to wait on but time: the fault goes on meanwhile."""
    select.select([], [], [], seconds)


Fault = Callable[[Scene], None]
