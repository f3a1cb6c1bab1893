"""One transaction for the messages of one partition: position, effects and parking together, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from psycopg import OperationalError, errors

from infra import crashpoints
from infra.application import Application
from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging import parked
from infra.messaging.envelope import Message
from infra.messaging.parking import rights
from infra.messaging.positions import Positions, Verdict, locking
from infra.messaging.stats import ConsumerStats
from infra.messaging.subscribe import Reactions
from infra.metadata import Metadata, Tenant, acting
from infra.observability.logs import logger
from infra.refusals import Unavailable, VersionConflict

CONFLICTS = (VersionConflict, ViewsSwitched, errors.LockNotAvailable)
WAITING = (Unavailable, OperationalError)


@dataclass(frozen=True)
class Consumer:
    """What all partitions of one store's consumer share."""

    store: EventStore
    applications: Sequence[Application]
    reactions: Reactions
    stats: ConsumerStats


@dataclass(frozen=True)
class Progress:
    """The first `settled` messages need no more; the one after them may need its source caught up first."""

    settled: int
    gap: str | None = None


class Failed(Exception):
    """The reaction to the message at `index` raised; the cause is chained."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class Batches:
    """The transactions of one partition of one channel."""

    def __init__(self, consumer: Consumer, channel: str, partition: int) -> None:
        self.consumer, self.channel, self.partition = consumer, channel, partition

    def settle(self, messages: Sequence[Message]) -> Progress:
        """Apply these messages up to the first gap. Raises Failed, one of CONFLICTS or one of WAITING."""
        outcomes: list[str] = []
        gap: str | None = None
        with self.consumer.store.begin() as unit:
            positions, waiting = self._begin(unit, messages)
            for index, message in enumerate(messages):
                envelope = message.envelope
                verdict = self._judge(positions, message)
                if verdict is Verdict.GAP:
                    gap = envelope.source
                    break
                if verdict is Verdict.NEXT:
                    behind = bool(waiting) and (envelope.source, envelope.subject) in waiting
                    outcomes.append(self._effect(unit, message, index, behind))
                    positions.move(envelope.source, envelope.log_id, envelope.position)
                else:
                    outcomes.append("duplicate" if verdict is Verdict.DONE else "dropped")
            positions.write()
            if "applied" in outcomes:
                crashpoints.reached("apply.before-commit", self.consumer.store.name)
            unit.commit()
        self.consumer.stats.messages.update(outcomes)
        return Progress(len(outcomes), gap)

    def park(self, message: Message, reason: str, tries: int) -> Progress:
        """Set one message aside and move past it. Raises TooManyParked when the consumer has to stop."""
        envelope = message.envelope
        with self.consumer.store.begin() as unit:
            positions = self._positions(unit, [message])
            if self._judge(positions, message) is not Verdict.NEXT:
                return Progress(0)
            last_straw = parked.park(unit, message, reason, tries)
            positions.move(envelope.source, envelope.log_id, envelope.position)
            positions.write()
            unit.commit()
        self.consumer.stats.messages["parked"] += 1
        say = logger().critical if f"org.travessia.{envelope.name}" in rights() else logger().error
        say("inbox.parked", store=self.consumer.store.name, event_type=envelope.name, reason=reason)
        if last_straw:
            raise parked.TooManyParked
        return Progress(1)

    def park_undecodable(self, body: bytes, source: str | None, reason: str) -> None:
        """Keep a trace of what is no message, so that it may be acknowledged."""
        with self.consumer.store.begin() as unit:
            parked.park_undecodable(unit, body, self.channel, self.partition, source, reason)
            unit.commit()
        self.consumer.stats.messages["undecodable"] += 1
        logger().error("inbox.undecodable", store=self.consumer.store.name, reason=reason)

    def stop_source(self, source: str) -> None:
        """Its log is another one: a restore happened. Nothing is lost by letting its messages go:
        our position does not move, and everything is in that log.
        """
        stats = self.consumer.stats
        known = source in stats.stopped_sources
        stats.stopped_at.add((source, self.channel, self.partition))
        if not known:
            logger().critical("inbox.source_stopped", store=self.consumer.store.name, source=source)

    def _begin(self, unit: UnitOfWork, messages: Sequence[Message]) -> tuple[Positions, set[tuple[str, UUID]]]:
        """Where we are and who waits, in one round trip; for a batch what it will load, in a second one."""
        sources = {m.envelope.source for m in messages}
        rows, waiting = unit.queries(
            locking(self.channel, self.partition, sources), parked.waiting(m.envelope for m in messages)
        )
        unit.batched = len(messages) > 1
        if unit.batched:
            unit.fetch(self.consumer.reactions.loads(messages))
        return Positions(unit, self.channel, self.partition, sources, rows), {(s, subject) for s, subject in waiting}

    def _positions(self, unit: UnitOfWork, messages: Sequence[Message]) -> Positions:
        return Positions(unit, self.channel, self.partition, {m.envelope.source for m in messages})

    def _judge(self, positions: Positions, message: Message) -> Verdict:
        verdict = positions.judge(message.envelope)
        if verdict is Verdict.FOREIGN:
            self.stop_source(message.envelope.source)
        return verdict

    def _effect(self, unit: UnitOfWork, message: Message, index: int, behind: bool) -> str:
        try:
            contract = self.consumer.reactions.contract_of(message.envelope)
            if contract is None:
                return "skipped"
            if behind:
                parked.park_behind(unit, message)
                return "parked"
            with reacting(message):
                self.consumer.reactions.react(self.consumer.applications, contract, message)
            return "applied"
        except (*CONFLICTS, *WAITING):
            raise
        except Exception as error:
            raise Failed(index) from error


REACTION = vars(Metadata(role="reaction"))
_tenant = cache(lambda uf: Tenant(uf=uf))


def reacting(message: Message) -> AbstractContextManager[Metadata]:
    """The circumstances of what a reaction decides: caused by this message, happening now."""
    e = message.envelope
    metadata = object.__new__(Metadata)  # filled at once: a frozen dataclass sets its fields one by one
    vars(metadata).update(REACTION, tenant=_tenant(e.uf), causation_id=e.id, correlation_id=e.correlation_id)
    return acting(metadata)
