"""Reading a message: CloudEvents 1.0 in structured JSON, checked before anything acts on it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from infra import veil
from infra.eventstore.veiling import unveiled_message
from infra.messaging.topology import partition_of, routing_key

CONTENT_TYPE = "application/cloudevents+json"
TYPE = re.compile(r"org\.travessia\.(?P<name>(?P<store>[a-z0-9-]+)\.[a-z0-9-]+\.[a-z0-9-]+)\.v(?P<major>[1-9][0-9]*)")


@dataclass(frozen=True)
class Envelope:
    """The attributes of a message: what it is, where it stands in its source's log, how it came about."""

    id: str
    name: str
    major: int
    source: str
    channel: str
    subject: UUID
    position: int
    previous: int
    log_id: UUID
    partition: int
    time: datetime
    occurred_at: datetime
    correlation_id: str | None = None
    causation_id: str | None = None
    uf: str | None = None
    ruleset_version: str | None = None


@dataclass(frozen=True)
class Message:
    """A message whose envelope is sound; its `data` is for the contract to parse, `body` is as it came."""

    envelope: Envelope
    body: dict[str, Any]

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = unveiled_message(self.body)["data"]
        return data


class Undecodable(Exception):
    """Not a message of ours; `reason` is a constant and holds nothing of the content."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def decode(body: bytes, content_type: str | None, channel: str, key: str) -> Message:
    """A message as it came from the broker under routing key `key`. Raises Undecodable."""
    if (content_type or "").split(";")[0].strip().lower() != CONTENT_TYPE:
        raise Undecodable("content-type")
    try:
        decoded = json.loads(body)
    except ValueError as error:
        raise Undecodable("json") from error
    message = read(decoded, channel)
    if routing_key(message.body["type"], message.envelope.partition) != key:
        raise Undecodable("routing")
    return message


def read(body: Any, channel: str) -> Message:
    """A decoded message, from the broker or from the source's log. Raises Undecodable."""
    try:
        return Message(_envelope(unveiled_message(body), channel), body)
    except veil.VeilTorn as error:
        raise Undecodable("veil") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Undecodable("attributes") from error


def _envelope(body: Any, channel: str) -> Envelope:
    if body["specversion"] != "1.0" or not isinstance(body["data"], dict):
        raise Undecodable("attributes")
    name, source, major = _kind(body["type"])
    if body["source"] != f"urn:travessia:{source}":
        raise Undecodable("source")
    subject, position, previous = UUID(body["subject"]), int(body["position"]), int(body["previous"])
    if body["partition"] != partition_of(subject) or not 0 <= previous < position:
        raise Undecodable("position")
    return Envelope(
        id=str(body["id"]),
        name=name,
        major=major,
        source=source,
        channel=channel,
        subject=subject,
        position=position,
        previous=previous,
        log_id=_log_id(body["logid"]),
        partition=body["partition"],
        time=datetime.fromisoformat(body["time"]),
        occurred_at=datetime.fromisoformat(body["occurredat"]),
        correlation_id=body.get("correlationid"),
        causation_id=body.get("causationid"),
        uf=body.get("uf"),
        ruleset_version=body.get("rulesetversion"),
    )


# A source has few types and one log: what is read of them is read once, not for every message.
_log_id = lru_cache(maxsize=256)(UUID)


@lru_cache(maxsize=1024)
def _kind(text: str) -> tuple[str, str, int]:
    """Name, source and major version that a type tells."""
    kind = TYPE.fullmatch(text)
    if kind is None:
        raise Undecodable("source")
    return kind["name"], kind["store"], int(kind["major"])
