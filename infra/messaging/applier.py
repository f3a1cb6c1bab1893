"""Applies messages of one partition: position, effects and parking in one transaction, in batches where possible."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import ValidationError
from psycopg import OperationalError, errors

from infra.application import refresh_views
from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging import attempts, parked
from infra.messaging.envelope import Message
from infra.messaging.positions import Positions, Verdict
from infra.messaging.stats import ConsumerStats
from infra.messaging.subscribe import Reactions, UnknownMajor
from infra.metadata import Metadata, Tenant, acting
from infra.refusals import DomainError, Unavailable, VersionConflict

log = logging.getLogger(__name__)

BATCH = 200
GUARDED = 20
PAUSES = (0.1, 0.3, 0.6, 1.0)  # five tries within two seconds
CONFLICT_PAUSE = 0.02
CONFLICTS = (VersionConflict, ViewsSwitched, errors.LockNotAvailable)
WAITING = (Unavailable, OperationalError)
PARKED_AT_ONCE = (DomainError, ValidationError, UnknownMajor)


@dataclass
class Consumer:
    """What all partitions of one store's consumer share."""

    store: EventStore
    app: Any
    reactions: Reactions
    stats: ConsumerStats
    stopping: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Progress:
    """The first `settled` messages need no more; the one after them may need its source caught up first."""

    settled: int
    gap: str | None = None


class Stopping(Exception):
    """The process is to stop; what is not settled comes again."""


class _Failed(Exception):
    """The reaction to the message at `index` raised; the cause is chained."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class Applier:
    """One partition of one channel. Not for concurrent use."""

    def __init__(self, consumer: Consumer, channel: str, partition: int) -> None:
        self.consumer, self.channel, self.partition = consumer, channel, partition
        self._alone = self._guarded = GUARDED
        self._begun: tuple[str, int] | None = None

    def take(self, messages: Sequence[Message]) -> Progress:
        """Settle a prefix of these messages, in order; call again with the rest.

        Raises Unavailable or OperationalError, with nothing changed, while a dependency is away, and
        TooManyParked when the consumer has to stop.
        """
        if self._alone:
            self._alone -= 1
            return self._single(messages[0])
        try:
            return self._transaction(messages[:BATCH])
        except _Failed as failed:
            return self._transaction(messages[: failed.index]) if failed.index else self._single(messages[0])
        except CONFLICTS:
            self._alone = min(len(messages), BATCH) - 1
            return self._single(messages[0])

    def _single(self, message: Message) -> Progress:
        place = (message.envelope.source, message.envelope.position)
        if self._guarded and self._begun != place:
            begun = attempts.begin(self.consumer.store, message.envelope)
            self._guarded, self._begun = self._guarded - 1, place
            if begun > attempts.LIMIT:
                return self._park(message, "kills its worker", begun - 1)
        try:
            return self._tried(message)
        except WAITING:
            self._alone = max(self._alone, 1)
            self._forgive(message)
            raise

    def _forgive(self, message: Message) -> None:
        if self._begun is not None:
            attempts.forgive(self.consumer.store, message.envelope)
            self._begun, self._guarded = None, self._guarded + 1

    def _tried(self, message: Message) -> Progress:
        for tries, pause in enumerate((*PAUSES, 0.0), start=1):
            try:
                return self._settled_sooner_or_later(message)
            except _Failed as failed:
                if isinstance(failed.__cause__, PARKED_AT_ONCE) or tries > len(PAUSES):
                    return self._park(message, _reason(failed.__cause__), tries)
            self._pause(pause)
        raise AssertionError

    def _settled_sooner_or_later(self, message: Message) -> Progress:
        """Conflicts are nobody's fault: repeated until they end, never counted against the message."""
        while True:
            try:
                return self._transaction([message])
            except ViewsSwitched:
                refresh_views(self.consumer.store)
            except CONFLICTS:
                self._pause(CONFLICT_PAUSE)

    def _transaction(self, messages: Sequence[Message]) -> Progress:
        outcomes: list[str] = []
        gap: str | None = None
        with self.consumer.store.begin() as unit:
            positions = self._positions(unit, messages)
            waiting = parked.waiting(unit, [m.envelope for m in messages])
            unit.batched = len(messages) > 1
            for index, message in enumerate(messages):
                envelope = message.envelope
                verdict = self._judge(positions, message)
                if verdict is Verdict.GAP:
                    gap = envelope.source
                    break
                if verdict is Verdict.NEXT:
                    behind = (envelope.source, envelope.subject) in waiting
                    outcomes.append(self._effect(unit, message, index, behind))
                    positions.move(envelope.source, envelope.log_id, envelope.position)
                else:
                    outcomes.append("duplicate" if verdict is Verdict.DONE else "dropped")
            positions.write()
            unit.commit()
        self.consumer.stats.messages.update(outcomes)
        return Progress(len(outcomes), gap)

    def _positions(self, unit: UnitOfWork, messages: Sequence[Message]) -> Positions:
        return Positions(unit, self.channel, self.partition, {m.envelope.source for m in messages})

    def _judge(self, positions: Positions, message: Message) -> Verdict:
        verdict = positions.judge(message.envelope)
        if verdict is Verdict.FOREIGN:
            self.stop_source(message.envelope.source)
        return verdict

    def stop_source(self, source: str) -> None:
        """Its log is another one: a restore happened. Nothing is lost by letting its messages go:
        our position does not move, and everything is in that log.
        """
        if source not in self.consumer.stats.stopped_sources:
            self.consumer.stats.stopped_sources.add(source)
            log.critical("inbox.source_stopped", extra={"store": self.consumer.store.name, "source": source})

    def _effect(self, unit: UnitOfWork, message: Message, index: int, behind: bool) -> str:
        try:
            contract = self.consumer.reactions.contract_of(message.envelope)
            if contract is None:
                return "skipped"
            if behind:
                parked.park_behind(unit, message)
                return "parked"
            with acting(_metadata(message)):
                self.consumer.reactions.react(self.consumer.app, contract, message)
            return "applied"
        except (*CONFLICTS, *WAITING):
            raise
        except Exception as error:
            raise _Failed(index) from error

    def _park(self, message: Message, reason: str, tries: int) -> Progress:
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
        log.error("inbox.parked", extra={"store": self.consumer.store.name, "type": envelope.name, "reason": reason})
        if last_straw:
            raise parked.TooManyParked
        return Progress(1)

    def park_undecodable(self, body: bytes, source: str | None, reason: str) -> None:
        """Keep a trace of what is no message, so that it may be acknowledged."""
        with self.consumer.store.begin() as unit:
            parked.park_undecodable(unit, body, self.channel, self.partition, source, reason)
            unit.commit()
        self.consumer.stats.messages["undecodable"] += 1
        log.error("inbox.undecodable", extra={"store": self.consumer.store.name, "reason": reason})

    def _pause(self, seconds: float) -> None:
        if self.consumer.stopping.wait(seconds):
            raise Stopping


def _metadata(message: Message) -> Metadata:
    e = message.envelope
    return Metadata(
        actor="system", role="reaction", tenant=Tenant(uf=e.uf), causation_id=e.id, correlation_id=e.correlation_id
    )


def _reason(cause: BaseException | None) -> str:
    """Class and place of a failure. Never its text: that may quote the message."""
    if isinstance(cause, DomainError):
        return f"refused: {cause.code}"
    if cause is None:
        return "failed"
    frames = traceback.extract_tb(cause.__traceback__)
    where = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    return f"failed: {type(cause).__name__}{where}"
