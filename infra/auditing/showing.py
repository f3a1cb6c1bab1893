"""How values of a history are shown: as JSON values, whatever is sealed stays so, and texts only where they may be."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

from infra.eventstore.records import RecordedEvent
from infra.eventstore.replay import describe
from infra.sealed import Sealed

SEALED, WITHHELD = "[sealed]", "[withheld]"


class Manner(Protocol):
    """How texts and accounts are shown to this reader."""

    def text(self, value: str) -> str: ...
    def account(self, value: str) -> str: ...


class Openly:
    """As they are: open fields of open stores name nobody but those who acted."""

    def text(self, value: str) -> str:
        return value

    def account(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Pseudonymously:
    """CONF-28: no text, and accounts as names that are good for one session only."""

    session_id: UUID
    secret: bytes

    def text(self, value: str) -> str:
        return SEALED if value == SEALED else WITHHELD

    def account(self, value: str) -> str:
        mark = hmac.new(self.secret, f"{self.session_id}:{value}".encode(), hashlib.sha256).hexdigest()
        return f"actor-{mark[:12]}"


def readable(value: Any, manner: Manner | None = None) -> Any:
    """A value of an event or aggregate as JSON values; sealed at any depth stays sealed."""
    how = manner or Openly()
    match value:
        case Mapping():
            return {str(readable(key, how)): readable(content, how) for key, content in value.items()}
        case list() | tuple():
            return [readable(item, how) for item in value]
        case set() | frozenset():
            return sorted((readable(item, how) for item in value), key=str)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: readable(getattr(value, field.name), how) for field in fields(value)}
    return _single(value, how)


def _single(value: Any, how: Manner) -> Any:
    match value:
        case Sealed():
            return SEALED
        case Enum():
            return value.value
        case str():
            return how.text(value)
        case None | bool() | int() | float():
            return value
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
    return str(value)


def line(entry: RecordedEvent, manner: Manner | None = None) -> dict[str, Any]:
    """One event of a history: who, what, why, when it happened and when it was recorded."""
    how, told = manner or Openly(), describe(entry)
    values = {name: readable(value, how) for name, value in told.pop("values").items()}
    circumstances = {name: value for name, value in told.items() if name != "actor"}
    return {
        "stream": str(entry.event.originator_id),
        **{name: readable(value) for name, value in circumstances.items()},
        "actor": how.account(entry.metadata.actor),
        "values": values,
    }
