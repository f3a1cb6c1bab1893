"""The state of every process of a stack, as its pid file, its health and its metrics tell it."""

import json
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

from scripts.stack.applications import APPLICATIONS, fetch
from scripts.stack.processes import Record, is_running, records
from scripts.stack.stack import Stack

_SERVERS = ("postgres", "rabbitmq", "epmd")
# Where a health body does not say it, the metrics do: name of the figure -> metrics that are summed.
_METRICS = {
    "lag": ("travessia_projection_lag_events", "travessia_outbox_pending_messages"),
    "parked": ("travessia_parked_messages",),
}


@dataclass(frozen=True)
class State:
    """One line of `travessia status`; a figure that a process does not report is None."""

    name: str
    running: bool
    ready: bool
    port: int
    pid: int | None
    lag: int | None = None
    parked: int | None = None
    detail: str = ""


def states(stack: Stack) -> list[State]:
    """All processes that should run, running or not."""
    known = {record.name: record for record in records(stack.layout)}
    expected = () if stack.external else _SERVERS
    servers = [_server(name, known.get(name), stack) for name in expected]
    return [
        *servers,
        *(_application(application.name, known.get(application.name), stack) for application in APPLICATIONS),
    ]


def _server(name: str, record: Record | None, stack: Stack) -> State:
    running = record is not None and is_running(record)
    return State(name, running, running, stack.ports[name], record.pid if record and running else None)


def _application(name: str, record: Record | None, stack: Stack) -> State:
    port = stack.ports[name]
    if record is None or not is_running(record):
        return State(name, False, False, port, None, detail=f"see {stack.layout.logs / name}.log" if record else "")
    status, body = fetch(port, "/health/ready")
    health = _json(body)
    metrics = _sums(fetch(port, "/metrics")[1])
    figures = {key: _figure(health.get(key), metrics, names) for key, names in _METRICS.items()}
    return State(
        name, True, status == 200, port, record.pid, figures["lag"], figures["parked"], _detail(status, health)
    )


def _figure(reported: object, metrics: dict[str, float], names: tuple[str, ...]) -> int | None:
    if isinstance(reported, int):
        return reported
    found = [metrics[name] for name in names if name in metrics]
    return int(sum(found)) if found else None


def _detail(status: int, health: dict[str, object]) -> str:
    if status == 200:
        return ""
    return str(health.get("detail") or health.get("reason") or f"/health/ready answers {status or 'nothing'}")


def _json(body: str) -> dict[str, object]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _sums(text: str) -> dict[str, float]:
    totals: dict[str, float] = {}
    try:
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                totals[sample.name] = totals.get(sample.name, 0.0) + sample.value
    except ValueError:
        return {}
    return totals
