"""A source's side of catching up: what it published after a position, and how far each partition goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol, Self
from uuid import UUID

from infra.eventstore.store import EventStore

PAGE = 200
# Under the present log id, also what was published before a restore: it is part of this log now.
# One statement, so that the messages and the end of the log are of the same moment.
AFTER = """SELECT h.log_id::text, h.size, p.position,
                  p.message || jsonb_build_object('logid', h.log_id) FROM log_head h
             LEFT JOIN LATERAL (SELECT position, message FROM published
                                 WHERE channel = %s AND partition = %s AND position > %s
                                 ORDER BY position LIMIT %s) p ON true
            ORDER BY p.position"""
HEADS = """SELECT h.log_id::text, p.partition, p.position FROM log_head h
             LEFT JOIN partition_head p ON p.channel = %s"""


@dataclass(frozen=True)
class Page:
    """Messages of one partition in order; there are no others up to `through`."""

    log_id: UUID
    through: int
    messages: tuple[dict[str, Any], ...]

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        return cls(UUID(value["log_id"]), int(value["through"]), tuple(value["messages"]))


@dataclass(frozen=True)
class Heads:
    """The position of the last message of each partition that has one."""

    log_id: UUID
    positions: dict[int, int]

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        return cls(UUID(value["log_id"]), {int(p): int(head) for p, head in value["positions"].items()})


class Sources(Protocol):
    """How a consumer asks its sources. Both raise Unavailable."""

    def published_after(self, source: str, channel: str, partition: int, after: int) -> Page: ...
    def heads(self, source: str, channel: str) -> Heads: ...


class History:
    """Answers from the store's own database, as JSON values. Nothing personal is in any message."""

    def __init__(self, store: EventStore) -> None:
        self._store = store

    def published_after(self, channel: str, partition: int, after: int, limit: int = PAGE) -> dict[str, Any]:
        limit = min(limit, PAGE)
        with self._store.begin() as unit:
            rows = unit.query(AFTER, (channel, partition, after, limit))
        messages = [(position, message) for _, _, position, message in rows if position is not None]
        log_id, size = rows[0][:2]
        through = messages[-1][0] if len(messages) == limit else size
        return {"log_id": log_id, "through": through, "messages": [message for _, message in messages]}

    def heads(self, channel: str) -> dict[str, Any]:
        with self._store.begin() as unit:
            rows = unit.query(HEADS, (channel,))
        return {"log_id": rows[0][0], "positions": {str(p): head for _, p, head in rows if p is not None}}


class DirectSources:
    """Sources whose databases this process may read: for tests and for operators' tools."""

    def __init__(self, stores: Iterable[EventStore]) -> None:
        self._histories = {store.name: History(store) for store in stores}

    def published_after(self, source: str, channel: str, partition: int, after: int) -> Page:
        return Page.from_json(self._histories[source].published_after(channel, partition, after))

    def heads(self, source: str, channel: str) -> Heads:
        return Heads.from_json(self._histories[source].heads(channel))
