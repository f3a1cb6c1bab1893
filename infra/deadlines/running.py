"""The deadlines of one store as a part of its worker: applies suspensions, then rings what has come due."""

from __future__ import annotations

from collections.abc import Sequence

from infra.application import Application
from infra.deadlines.applying import Applier
from infra.deadlines.stats import TimerStats
from infra.deadlines.timer import Timer
from infra.eventstore.store import EventStore

TICK = 1.0


class StoreTimer:
    """Runs in the replica that holds the first partition; two at once during a hand-over do no harm."""

    def __init__(self, name: str) -> None:
        self.stats = TimerStats(name)

    def open(self, store: EventStore, applications: Sequence[Application]) -> None:
        """The store can be had now."""
        self._timer = Timer(store, applications, self.stats)
        self._applier = Applier(store, applications)

    def turn(self, app: Application) -> None:
        """One turn; called once a second."""
        self._applier.turn()
        self._timer.turn()
