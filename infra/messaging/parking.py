"""What operators do with parked messages: list, show, retry, dismiss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.contract import Contract
from infra.application import Application, repeated
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging import positions
from infra.messaging.batches import reacting
from infra.messaging.envelope import Message, read
from infra.messaging.subscribe import Reactions, UnknownMajor
from infra.refusals import DomainError

SELECT = """SELECT id, source, channel, partition, subject, position, type, reason, attempts, parked_at, state
             FROM parked """
LIST = SELECT + "WHERE state = %s ORDER BY id LIMIT %s"
SHOW = SELECT + "WHERE id = %s"
NEXT = """SELECT id, message FROM parked WHERE state = 'parked' AND source = %s AND channel = %s AND subject = %s
           ORDER BY position LIMIT 1"""
CLOSE = """UPDATE parked SET state = %s, closed_at = clock_timestamp(), closed_by = %s, closed_reason = %s
            WHERE id = %s AND state = 'parked'"""


@dataclass(frozen=True)
class Parked:
    """A message that was set aside; one that could not be decoded has neither subject nor position nor type."""

    id: int
    source: str | None
    channel: str
    partition: int
    subject: UUID | None
    position: int | None
    type: str | None
    reason: str
    attempts: int
    parked_at: datetime
    state: str


class NotParked(DomainError):
    code = "not-parked"
    detail = "There is no parked message with this number."
    fix = "List the parked messages."


class CannotBeDismissed(DomainError):
    code = "cannot-be-dismissed"
    detail = "A person's right hangs on this message; it can only be repaired and retried."
    fix = "Repair what refuses it, then retry."


def list_parked(store: EventStore, state: str = "parked", limit: int = 200) -> list[Parked]:
    """The oldest parked messages; `state` may also be applied or dismissed."""
    with store.begin() as unit:
        return [Parked(*row) for row in unit.query(LIST, (state, limit))]


def show(store: EventStore, parked_id: int) -> Parked:
    """Raises NotParked. The message itself is not shown: its place in the source's log tells what it is."""
    with store.begin() as unit:
        return _show(unit, parked_id)


def retry(store: EventStore, applications: Sequence[Application], reactions: Reactions, parked_id: int) -> int:
    """Apply this message's subject from its first parked message on, in order; how many were applied.

    Each in a transaction of its own, under the inbox lock of the partition, so that what arrives meanwhile
    queues up behind. Raises what the reaction raises; what was applied before stays applied.
    """
    found, applied = show(store, parked_id), 0
    if found.subject is None or found.state != "parked":
        raise NotParked
    while repeated(store, lambda: _retry_next(store, applications, reactions, found)):
        applied += 1
    return applied


def dismiss(store: EventStore, parked_id: int, reason: str, actor: str) -> None:
    """Give up a parked message for good: who and why is recorded. Raises NotParked, CannotBeDismissed.

    Later messages of the subject stay parked until they are retried.
    """
    with store.begin() as unit:
        found = _show(unit, parked_id)
        if found.state != "parked":
            raise NotParked
        if any(contract.cloudevent_type() == found.type and not contract.DISMISSIBLE for contract in _contracts()):
            raise CannotBeDismissed
        unit.first(Statement(CLOSE, ("dismissed", actor, reason, parked_id)))
        unit.commit()


def _contracts() -> list[type[Contract]]:
    return list(Contract.REGISTRY.values())


def _show(unit: UnitOfWork, parked_id: int) -> Parked:
    rows = unit.query(SHOW, (parked_id,))
    if not rows:
        raise NotParked
    return Parked(*rows[0])


def _retry_next(store: EventStore, applications: Sequence[Application], reactions: Reactions, parked: Parked) -> bool:
    with store.begin() as unit:
        positions.Positions(unit, parked.channel, parked.partition, {str(parked.source)})
        rows: list[tuple[Any, ...]] = unit.query(NEXT, (parked.source, parked.channel, parked.subject))
        if not rows:
            return False
        row_id, body = rows[0]
        message: Message = read(body, parked.channel)
        contract = reactions.contract_of(message.envelope)
        if contract is None:
            raise UnknownMajor
        with reacting(message):
            reactions.react(applications, contract, message)
        unit.first(Statement(CLOSE, ("applied", None, None, row_id)))
        unit.commit()
        return True
