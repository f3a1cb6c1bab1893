"""Delivery on /metrics: what the relays and consumers of this process have counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from infra.messaging.stats import Sample
from infra.observability.metrics import BUSINESS


class Stats(Protocol):
    """What a part of a process has counted."""

    def samples(self) -> Iterator[Sample]: ...


class Delivery(Collector):
    """Sums over the stores of the process, the oldest for an age: which process it is, is the job."""

    def __init__(self, stats: Sequence[Stats]) -> None:
        self._stats = stats

    def collect(self) -> Iterable[Metric]:
        totals: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}
        for stats in self._stats:
            for name, labels, value in stats.samples():
                place = (name, tuple(labels.items()))
                known = totals.get(place, 0)
                totals[place] = max(known, value) if name.endswith("_age_seconds") else known + value
        return _families(totals)


def _families(totals: dict[tuple[str, tuple[tuple[str, str], ...]], float]) -> Iterator[Metric]:
    families: dict[str, CounterMetricFamily | GaugeMetricFamily] = {}
    for (name, labels), value in totals.items():
        family = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
        help_text = name.removeprefix("travessia_").replace("_", " ").capitalize() + "."
        metric = families.setdefault(name, family(name, help_text, labels=[label for label, _ in labels]))
        metric.add_metric([text for _, text in labels], value)
    yield from families.values()


def export(stats: Sequence[Stats]) -> None:
    """Show these on /metrics of this process; called once, at its start."""
    BUSINESS.register(Delivery(stats))
