"""What operators do with parked messages: list, show, ask for a retry, dismiss. Knows neither broker nor reactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.contract import Contract
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging.dismissals import checked, parked_message
from infra.refusals import DomainError

SELECT = """SELECT id, source, channel, partition, subject, position, type, reason, attempts, parked_at, state,
                   retry_requested_at, retry_failed FROM parked """
LIST = SELECT + "WHERE state = %s AND id > %s ORDER BY id LIMIT %s"
SHOW = SELECT + "WHERE id = %s"
# The row is held until the end, so that a retry and a dismissal cannot both succeed.
HOLD = SHOW + " FOR UPDATE"
REQUEST = """UPDATE parked SET retry_requested_at = clock_timestamp(), retry_requested_by = %s, retry_failed = NULL
              WHERE id = %s AND state = 'parked'"""
CLOSE = """UPDATE parked SET state = %s, closed_at = clock_timestamp(), closed_by = %s, closed_reason = %s
            WHERE id = %s AND state = 'parked'"""
STATES = ("parked", "applied", "dismissed")


@dataclass(frozen=True)
class Parked:
    """A message that was set aside; one that could not be decoded has neither subject nor position nor type.

    `reason` and `retry_failed` are codes, classes and places in our code, never content.
    """

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
    retry_requested_at: datetime | None = None
    retry_failed: str | None = None

    @property
    def dismissible(self) -> bool:
        return self.type is None or self.type.rsplit(".", 1)[0] not in rights()


class NotParked(DomainError):
    code = "not-parked"
    detail = "There is no parked message with this number."
    fix = "List the parked messages."


class CannotBeDismissed(DomainError):
    code = "cannot-be-dismissed"
    detail = "A person's right hangs on this message; it can only be repaired and retried."
    fix = "Repair what refuses it, then retry."


class CannotBeRetried(DomainError):
    code = "cannot-be-retried"
    detail = "This was no message: there is nothing to apply."
    fix = "Dismiss it; what its source published was fetched from the source's own log."


def rights() -> list[str]:
    """Types, without their major version, on which a person's right hangs: an unknown major is no way round it."""
    kinds = {contract.TYPE for contract in Contract.REGISTRY.values() if not contract.DISMISSIBLE}
    return sorted(f"org.travessia.{kind}" for kind in kinds)


def list_parked(store: EventStore, state: str = "parked", limit: int = 200, after: int = 0) -> list[Parked]:
    """The oldest messages in a state of STATES."""
    with store.begin() as unit:
        return listed(unit, state, limit, after)


def listed(unit: UnitOfWork, state: str, limit: int, after: int) -> list[Parked]:
    return [Parked(*row) for row in unit.query(LIST, (state, after, limit))]


def show(store: EventStore, parked_id: int) -> Parked:
    """Raises NotParked. The message itself is not shown: its place in the source's log tells what it is."""
    with store.unit_of_work() as unit:
        return _found(unit, SHOW, parked_id)


def request_retry(store: EventStore, parked_id: int, actor: str) -> None:
    """Let the store's worker retry it in its next turn. Raises NotParked, CannotBeRetried."""
    with store.unit_of_work() as unit:
        retriable(_found(unit, HOLD, parked_id))
        unit.first(Statement(REQUEST, (actor, parked_id)))


def dismiss(store: EventStore, parked_id: int, reason: str, actor: str) -> UUID:
    """Give up a parked message for good, as an event: its id. Raises NotParked, CannotBeDismissed, Reason...

    Later messages of the subject stay parked until they are retried; backfill leaves it out.
    """
    with store.unit_of_work() as unit:
        found, kept = _found(unit, HOLD, parked_id), checked(reason)
        if found.state != "parked":
            raise NotParked
        if not found.dismissible:
            raise CannotBeDismissed
        dismissed = parked_message(store.name)(
            number=found.id, source=found.source, channel=found.channel, position=found.position,
            message_type=found.type, reason=kept,
        )  # fmt: skip
        unit.save(dismissed)
        unit.first(Statement(CLOSE, ("dismissed", actor, kept, parked_id)))
        given: UUID = dismissed.id
        return given


def retriable(found: Parked) -> Parked:
    """Raises NotParked, CannotBeRetried."""
    if found.state != "parked":
        raise NotParked
    if found.subject is None:
        raise CannotBeRetried
    return found


def _found(unit: UnitOfWork, sql: str, parked_id: int) -> Parked:
    rows = unit.query(sql, (parked_id,))
    if not rows:
        raise NotParked
    return Parked(*rows[0])
