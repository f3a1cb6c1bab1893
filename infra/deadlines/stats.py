"""What a timer tells /metrics: in an open store its lag and what it rang, in a confidential one nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import prometheus_client as prometheus

from infra.observability.metrics import BUSINESS
from infra.stores import CONFIDENTIAL

# A confidential process shows none of these: the registry is left out of its exposition.
lag_seconds = prometheus.Gauge("travessia_projection_lag_seconds", "How far behind.", ["projection"], registry=BUSINESS)
deadlines_total = prometheus.Counter(
    "travessia_deadlines", "Deadlines that approached or were missed.", ["deadline", "uf", "outcome"], registry=BUSINESS
)
failures_total = prometheus.Counter(
    "travessia_deadline_actions_failed", "Actions that failed and were left out.", ["projection"], registry=BUSINESS
)


class TimerStats:
    """Counts of one store's timer. Of a notice's deadlines not even the number may be told (B.7)."""

    def __init__(self, store: str) -> None:
        self.open = store not in CONFIDENTIAL
        self._name = f"{store}.deadlines"
        self.lag = 0.0

    def behind(self, now: datetime, oldest: datetime) -> None:
        """The oldest deadline that waits to be rung."""
        self.lag = max(0.0, (now - oldest) / timedelta(seconds=1))
        if self.open:
            lag_seconds.labels(self._name).set(self.lag)

    def rang(self, kept: Iterable[Any]) -> None:
        """These deadlines have approached or were missed, committed."""
        for one in kept if self.open else ():
            outcome = "late_recorded" if one.missed and one.late_recorded else one.status
            deadlines_total.labels(one.rule, one.place.uf or "", outcome).inc()

    def failed(self) -> None:
        """An action had a bug; the log says which."""
        if self.open:
            failures_total.labels(self._name).inc()
