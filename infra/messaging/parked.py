"""The table of messages that a consumer set aside: how a row comes in, and who waits behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from psycopg.types.json import Jsonb

from infra.eventstore.records import Statement
from infra.eventstore.unit_of_work import UnitOfWork
from infra.locks import AdvisoryLock
from infra.messaging.envelope import Envelope, Message

BEHIND = "behind"
SUBJECTS, WINDOW = 10, "5 minutes"
# Taken by whoever parks, so that two partitions cannot both park what each counts as the tenth subject.
LOCK = "SELECT 1 FROM pg_advisory_xact_lock(%s)"
WAITING = "SELECT DISTINCT source, subject FROM parked WHERE state = 'parked' AND subject = ANY(%s)"
RECENT = """SELECT count(DISTINCT (source, subject)) FROM parked
              WHERE reason <> %s AND subject IS NOT NULL
                AND parked_at > clock_timestamp() - %s::interval"""
PARK = """INSERT INTO parked (source, channel, partition, log_id, subject, position, type, message, reason, attempts)
          VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
PARK_UNDECODABLE = """INSERT INTO parked (source, channel, partition, digest, size, reason, attempts)
                      VALUES (%s, %s, %s, %s, %s, %s, 1) ON CONFLICT DO NOTHING"""


class TooManyParked(Exception):
    """Ten subjects within five minutes: more likely a bad deploy than ten bad messages."""


def waiting(envelopes: Iterable[Envelope]) -> Statement:
    """The query for (source, subject) of these messages that have one parked, which later ones must stay behind."""
    return Statement(WAITING, (list({envelope.subject for envelope in envelopes}),))


def park(unit: UnitOfWork, message: Message, reason: str, attempts: int) -> bool:
    """Set a message aside; True when it was the one that is to stop the consumer. Raises TooManyParked."""
    unit.query(LOCK, (AdvisoryLock.PARKING,))
    recent = int(unit.query(RECENT, (BEHIND, WINDOW))[0][0])
    if recent >= SUBJECTS:
        raise TooManyParked
    unit.first(_row(message, reason, attempts))
    return recent + 1 >= SUBJECTS


def park_behind(unit: UnitOfWork, message: Message) -> None:
    """Set a message aside because an earlier one of its subject is."""
    unit.first(_row(message, BEHIND, 0))


def park_undecodable(
    unit: UnitOfWork, body: bytes, channel: str, partition: int, source: str | None, reason: str
) -> None:
    """Keep a trace of what is no message: its SHA-256 and size, never its content."""
    digest = hashlib.sha256(body).digest()
    unit.first(Statement(PARK_UNDECODABLE, (source, channel, partition, digest, len(body), f"undecodable: {reason}")))


def _row(message: Message, reason: str, attempts: int) -> Statement:
    e = message.envelope
    values = (e.source, e.channel, e.partition, e.log_id, e.subject, e.position)
    return Statement(PARK, (*values, message.body["type"], Jsonb(message.body), reason, attempts))
