"""What stores and journals say, read with psycopg and json alone: nothing here is shared with what is checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.chaos.unveiling import Lift, nothing

Connect = Callable[[str], psycopg.Connection]
Effect = tuple[str | None, str, str]  # cause, stored name, stream where it is known beforehand

EVENTS = """SELECT notification_id, originator_id::text, originator_version, topic, metadata, recorded_at::text, state
              FROM stored_events ORDER BY notification_id"""
PUBLISHED = "SELECT position, channel, partition, previous, type, message FROM published ORDER BY position"
HEADS = "SELECT channel, partition, position FROM partition_head"
INBOX = "SELECT source, channel, partition, last FROM inbox"
PARKED = "SELECT id, reason, encode(digest, 'hex') FROM parked WHERE state = 'parked' ORDER BY id"


@dataclass
class Lost:
    """What restores have taken away: keys of commands whose effects are gone, and ids of messages that were told."""

    keys: set[str] = field(default_factory=set)
    messages: set[str] = field(default_factory=set)

    def add(self, other: Lost) -> None:
        self.keys |= other.keys
        self.messages |= other.messages


@dataclass(frozen=True)
class Recorded:
    """One event of a log."""

    position: int
    stream: str
    version: int
    topic: str
    cause: str | None
    commit: tuple[str | None, str]  # correlation and moment: the same for all events of one transaction
    state: bytes

    @property
    def data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.state)
        return found


@dataclass(frozen=True)
class Told:
    """One message of a public log."""

    position: int
    channel: str
    partition: int
    previous: int
    type: str
    message: dict[str, Any]

    @property
    def name(self) -> str:
        """`intake.person.registered` of `org.travessia.intake.person.registered.v1`."""
        return self.type.removeprefix("org.travessia.").rsplit(".", 1)[0]


@dataclass(frozen=True)
class Log:
    """Everything that one store says."""

    store: str
    size: int
    cursor: int
    events: list[Recorded]
    published: list[Told]
    heads: dict[tuple[str, int], int]
    inbox: dict[tuple[str, str, int], int]
    parked: list[tuple[int, str, str | None]]
    keys: dict[str, int]


def read(store: str, connect: Connect, lift: Lift = nothing) -> Log:
    """`lift` shows what a store of the confidential zone hides from who has its database alone."""
    with connect(store) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        return Log(
            store,
            _number(connection, "SELECT size FROM log_head"),
            _number(connection, "SELECT position FROM relay_cursor"),
            [_recorded(lift, *row) for row in connection.execute(EVENTS)],
            [_told(lift, *row) for row in connection.execute(PUBLISHED)],
            {(channel, partition): position for channel, partition, position in connection.execute(HEADS)},
            {(source, channel, partition): last for source, channel, partition, last in connection.execute(INBOX)},
            connection.execute(PARKED).fetchall(),
            dict(connection.execute("SELECT key, count(*) FROM idempotency GROUP BY key").fetchall()),
        )


def journal(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The commands of all clients: what was asked, with the last word about it."""
    commands: dict[str, dict[str, Any]] = {}
    for file in files:
        for line in file.read_text().splitlines():
            fact = json.loads(line)
            commands.setdefault(fact["key"], {"state": "unknown"}).update(fact)
    return list(commands.values())


def _number(connection: psycopg.Connection, sql: str) -> int:
    row = connection.execute(sql.encode()).fetchone()
    assert row is not None
    return int(row[0])


def _recorded(
    lift: Lift, position: int, stream: str, version: int, topic: str, metadata: str, at: str, state: bytes
) -> Recorded:
    about = lift(json.loads(metadata), f"metadata:{stream}:{version}")
    data = json.dumps(lift(json.loads(state), f"state:{stream}:{version}")).encode()
    return Recorded(
        position, stream, version, topic, about.get("causation_id"), (about.get("correlation_id"), at), data
    )


def _told(
    lift: Lift, position: int, channel: str, partition: int, previous: int, kind: str, message: dict[str, Any]
) -> Told:
    if "veil" in message["data"]:
        shown = lift(message["data"], f"message:{message['id']}")
        about, data = shown.pop("about"), shown.pop("data")
        message = {**message, **about, "data": {**shown, **data}}
    return Told(position, channel, partition, previous, kind, message)
