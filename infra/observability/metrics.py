"""The minimum set of metrics of every process, and their exposition."""

from __future__ import annotations

import platform
import time
from collections import Counter as Count
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import prometheus_client as prometheus

prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]

PROCESS = prometheus.CollectorRegistry()
BUSINESS = prometheus.CollectorRegistry()
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LATENCY = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

prometheus.ProcessCollector(registry=PROCESS)
prometheus.GCCollector(registry=PROCESS)
build_info = prometheus.Gauge(
    "travessia_build_info", "What runs here.", ["version", "revision", "python"], registry=PROCESS
)
commands_total = prometheus.Counter(
    "travessia_commands", "Commands by how they ended.", ["command", "outcome"], registry=BUSINESS
)
command_duration_seconds = prometheus.Histogram(
    "travessia_command_duration_seconds", "Time from parsed request to commit.", ["command"],
    buckets=LATENCY, registry=BUSINESS,
)  # fmt: skip
events_appended_total = prometheus.Counter(
    "travessia_events_appended", "Events committed to the log.", ["aggregate", "event_type"], registry=BUSINESS
)
http_requests_total = prometheus.Counter(
    "http_requests", "Answers by route template.", ["method", "route", "code"], registry=BUSINESS
)
http_request_duration_seconds = prometheus.Histogram(
    "http_request_duration_seconds", "Time to answer.", ["method", "route"], buckets=LATENCY, registry=BUSINESS
)


@dataclass
class Observation:
    """How a command ended: accepted, replayed, refused (the caller's turn) or failed (ours)."""

    outcome: str = "refused"


@contextmanager
def observed(command: str) -> Iterator[Observation]:
    """Count and time one command."""
    observation, started = Observation(), time.perf_counter()
    try:
        yield observation
    finally:
        commands_total.labels(command, observation.outcome).inc()
        command_duration_seconds.labels(command).observe(time.perf_counter() - started)


def count_events(topics: Iterable[str]) -> None:
    """Count committed events by their stored names `<store>.<aggregate>.<event>`."""
    for topic, count in Count(topics).items():
        events_appended_total.labels(topic.rsplit(".", 1)[0], topic).inc(count)


def announce_build(version: str, revision: str) -> None:
    build_info.labels(version, revision, platform.python_version()).set(1)


def exposition(*, confidential: bool) -> bytes:
    """The text format; a confidential process tells about itself only, not about what people do with it."""
    process = prometheus.generate_latest(PROCESS)
    return process if confidential else process + prometheus.generate_latest(BUSINESS)
