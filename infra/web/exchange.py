"""Identity of one request: trace and request id, accepted from outside in open stores only."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from flask import current_app, g, request

from infra import world
from infra.web.host import host

TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    trace_id: str
    request_id: str
    started: float


def begin() -> None:
    """Name the request. A confidential store takes no name from outside: it would link two worlds."""
    listens = not host().confidential
    parent = TRACEPARENT.fullmatch(request.headers.get("traceparent", "")) if listens else None
    given = REQUEST_ID.fullmatch(request.headers.get("X-Request-ID", "")) if listens else None
    g.exchange = Exchange(
        trace_id=parent[1] if parent else world.random_bytes(16).hex(),
        request_id=given[0] if given else str(world.random_id()),
        started=time.perf_counter(),
    )


def current() -> Exchange:
    exchange: Exchange = g.exchange
    return exchange


def is_silent() -> bool:
    """Whether this request must leave no trace: its operation says so, or its store is confidential."""
    return host().confidential or is_unrecorded()


def is_unrecorded() -> bool:
    """Whether not even a bug of this operation may be logged."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "silent", False))
