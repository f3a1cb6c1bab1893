"""JSON lines on stdout: allow-listed fields, every text through tarja, never a payload or an exception's text."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
import tarja

FIELDS = frozenset(
    {
        "timestamp", "level", "event", "service", "trace_id", "span_id", "call_id", "request_id", "correlation_id",
        "method", "route", "status", "code", "duration_ms", "command", "outcome", "aggregate", "event_type",
        "projection", "store", "role", "consumer", "source", "queue", "channel", "partition", "position", "previous",
        "log_id", "message_id", "attempt", "count", "lag", "dependency", "reason", "error", "where", "logger",
        "host", "port", "signal", "check",
    }
)  # fmt: skip
# What a confidential process may say of itself: nothing that tells what somebody did there, nor when.
OF_THE_PROCESS = frozenset(
    {"timestamp", "level", "event", "service", "store", "role", "dependency", "error", "where", "logger", "check",
     "count", "code", "host", "port", "signal"}
)  # fmt: skip
LIMIT = 300
ID = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Fields = MutableMapping[str, Any]


def configure(
    service: str, stream: TextIO | None = None, level: int = logging.INFO, *, confidential: bool = False
) -> None:
    """Set up the logs of this process; `service` is the store's name, or the stores' names."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _service(service),
            allow_listed,
            *([discreet] if confidential else []),
            scrubbed,
            structlog.processors.JSONRenderer(sort_keys=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[LibraryHandler()], force=True)


def logger() -> Any:
    """A logger: `logger().info("relay.published", position=7)`. The event is dotted and constant."""
    return structlog.get_logger()


def allow_listed(_: Any, __: str, fields: Fields) -> Fields:
    """Fields that nobody agreed to are not written; a new field is added to FIELDS, where it is reviewed."""
    return {name: value for name, value in fields.items() if name in FIELDS}


def discreet(_: Any, __: str, fields: Fields) -> Fields:
    """In a confidential process: which hour, and no id, position, queue, route or kind of message."""
    kept = {name: value for name, value in fields.items() if name in OF_THE_PROCESS}
    return {**kept, "timestamp": f"{str(fields.get('timestamp', ''))[:13]}:00:00Z"}


def scrubbed(_: Any, __: str, fields: Fields) -> Fields:
    """Identifiers of people that slip into a text are masked; anything but a text or a number becomes its type."""
    return {name: value if _is_id(name, value) else _scrub(value) for name, value in fields.items()}


def _is_id(name: str, value: Any) -> bool:
    """An id of ours: its digits may look like a telephone number and are none."""
    return name.endswith("_id") and isinstance(value, str) and ID.fullmatch(value) is not None


def _scrub(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = value if isinstance(value, str) else type(value).__name__
    return tarja.mask(text[:LIMIT])


def _service(name: str) -> Any:
    def add(_: Any, __: str, fields: Fields) -> Fields:
        return {"service": name, **fields}

    return add


def error_fields(error: BaseException) -> dict[str, str]:
    """The type of an exception and where it came from, without its text, which may hold values."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {"error": type_name(error), "where": " > ".join(_place(frame) for frame in frames)}


def type_name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def outer_place(error: BaseException) -> str:
    """Where an exception was raised, unless that would tell which operation ran."""
    frames = traceback.extract_tb(error.__traceback__)
    return "services" if not frames or "/services/" in frames[-1].filename else _place(frames[-1])


def _place(frame: traceback.FrameSummary) -> str:
    return f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}:{frame.name}"


class LibraryHandler(logging.Handler):
    """Warnings of libraries: who and where, not what, since their texts quote what they handle."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        fields = error_fields(error) if error else {"where": f"{record.module}.py:{record.lineno}:{record.funcName}"}
        logger().warning("library.message", logger=record.name, **fields)
