"""The deadlines of one store as a part of its worker: rings what has come due, applies suspensions."""

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

    def ring(self, app: Application) -> None:
        """Ring what has come due; called once a second."""
        self._timer.turn()

    def apply(self, app: Application) -> None:
        """Apply new suspensions; called once a second, beside the ringing, which does not wait for it."""
        self._applier.turn()

    def turn(self, app: Application) -> None:
        """Both, one after the other."""
        self.apply(app)
        self.ring(app)
