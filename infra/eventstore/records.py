"""What goes into the log and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from infra.aggregate import Event
from infra.metadata import Metadata


@dataclass(frozen=True)
class Ciphertext:
    """A sealed value as it is stored beside the log; salt and ciphertext are None after erasure."""

    stream: UUID
    version: int
    field: str
    key_id: UUID
    salt: bytes | None
    ciphertext: bytes | None


@dataclass(frozen=True)
class Held:
    """A stored sealed value with what decides over its opening: the event it belongs to, and whose it is."""

    ciphertext: Ciphertext
    topic: str
    subject: UUID


@dataclass(frozen=True)
class OutgoingMessage:
    """A CloudEvent but for time, log id and positions, which the log gives it."""

    channel: str
    body: dict[str, Any]


class NewRecord(NamedTuple):
    """An event on its way into the log. A tuple: a batch makes hundreds, and sends them column by column."""

    stream: UUID
    version: int
    topic: str
    state: bytes
    metadata: bytes
    message: OutgoingMessage | None = None
    sealed: tuple[Ciphertext, ...] = ()


@dataclass(frozen=True)
class StoredRecord:
    """An event as the log holds it. `position` is gapless and in commit order."""

    stream: UUID
    version: int
    topic: str
    state: bytes
    metadata: bytes
    position: int
    recorded_at: datetime
    log_id: UUID


@dataclass(frozen=True)
class Kept:
    """All that is needed to load an aggregate: its snapshot in this layout, if any, and the records after that."""

    layout: str
    state: bytes | None
    records: list[StoredRecord]


@dataclass(frozen=True)
class RecordedEvent:
    """A stored event read back: the decision, its circumstances and its place in the log."""

    event: Event
    metadata: Metadata
    position: int
    recorded_at: datetime


@dataclass(frozen=True)
class Statement:
    """One parametrised SQL statement that belongs to the transaction of a unit of work."""

    sql: str
    parameters: tuple[Any, ...] = ()


@dataclass
class Batch:
    """All that one transaction writes, in the order in which it is written."""

    statements: list[Statement] = field(default_factory=list)
    records: list[NewRecord] = field(default_factory=list)
    views_epoch: int = 1


@dataclass(frozen=True)
class Appended:
    """Where a batch ended up in the log."""

    log_id: UUID
    last_position: int
    recorded_at: datetime
