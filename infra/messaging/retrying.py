"""Applies parked messages again, in order: for an operator at the command line, and for the worker when asked."""

from __future__ import annotations

from typing import Any

from infra.application import repeated
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.messaging import parking, positions
from infra.messaging.applier import reason_of
from infra.messaging.batches import CONFLICTS, WAITING, Consumer, reacting
from infra.messaging.envelope import read
from infra.messaging.parking import CLOSE, Parked
from infra.messaging.subscribe import UnknownMajor
from infra.observability.logs import logger

NEXT = """SELECT id, message FROM parked WHERE state = 'parked' AND source = %s AND channel = %s AND subject = %s
           ORDER BY position LIMIT 1 FOR UPDATE"""
REQUESTED = "SELECT id FROM parked WHERE state = 'parked' AND retry_requested_at IS NOT NULL ORDER BY id LIMIT 50"
FAILED = "UPDATE parked SET retry_requested_at = NULL, retry_failed = %s WHERE id = %s AND state = 'parked'"


def retry(consumer: Consumer, parked_id: int) -> int:
    """Apply this message's subject from its first parked message on, in order; how many were applied.

    Each in a transaction of its own, under the inbox lock of the partition, so that what arrives meanwhile
    queues up behind. Raises what the reaction raises; what was applied before stays applied.
    """
    found, applied = parking.retriable(parking.show(consumer.store, parked_id)), 0
    while repeated(consumer.store, lambda: _retry_next(consumer, found)):
        applied += 1
    logger().info("inbox.retried", store=consumer.store.name, event_type=found.type, count=applied)
    return applied


def retry_requested(consumer: Consumer) -> None:
    """Do what was asked for over HTTP; a failure is written beside the message. Raises one of WAITING."""
    for parked_id in _requested(consumer.store):
        try:
            retry(consumer, parked_id)
        except parking.NotParked:
            continue  # applied together with an earlier one of its subject
        except (*WAITING, *CONFLICTS):
            raise
        except Exception as error:  # noqa: BLE001  the operator reads what it was, and where
            _failed(consumer.store, parked_id, reason_of(error))


def _requested(store: EventStore) -> list[int]:
    with store.begin() as unit:
        return [row[0] for row in unit.query(REQUESTED)]


def _failed(store: EventStore, parked_id: int, reason: str) -> None:
    with store.begin() as unit:
        unit.first(Statement(FAILED, (reason, parked_id)))
        unit.commit()
    logger().error("inbox.retry_failed", store=store.name, reason=reason)


def _retry_next(consumer: Consumer, parked: Parked) -> bool:
    with consumer.store.begin() as unit:
        positions.Positions(unit, parked.channel, parked.partition, {str(parked.source)})
        rows: list[tuple[Any, ...]] = unit.query(NEXT, (parked.source, parked.channel, parked.subject))
        if not rows:
            return False
        row_id, body = rows[0]
        message = read(body, parked.channel)
        contract = consumer.reactions.contract_of(message.envelope)
        if contract is None:
            raise UnknownMajor
        with reacting(message):
            consumer.reactions.react(consumer.applications, contract, message)
        unit.first(Statement(CLOSE, ("applied", None, None, row_id)))
        unit.commit()
        return True
