"""Gives a reaction that came later the history before it: each message once, in its source's order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.contract import Contract
from infra.application import repeated
from infra.eventstore.records import Statement
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging.batches import Consumer, reacting
from infra.messaging.envelope import Message, read
from infra.messaging.history import Sources
from infra.messaging.positions import Positions

STARTS = """SELECT reaction, partition, since, done, started_at FROM reaction_starts
             WHERE reaction = ANY(%s) AND source = %s AND channel = %s AND done < since ORDER BY reaction, partition"""
# What is parked still will reach every reaction when it is retried, what was retried since has; dismissed is dismissed.
ELSEWHERE = """SELECT 1 FROM parked WHERE source = %s AND channel = %s AND position = %s
                AND (state <> 'applied' OR closed_at > %s)"""
DONE = "UPDATE reaction_starts SET done = %s WHERE reaction = %s AND source = %s AND channel = %s AND partition = %s"


@dataclass(frozen=True)
class Start:
    """One reaction in one partition: what came before `since` it has not seen, but for what is `done` already."""

    reaction: str
    partition: int
    since: int
    done: int
    started_at: datetime


def _silent(done: int, of: int) -> None:
    """Progress of a backfill that nobody watches."""


def backfill(
    consumer: Consumer, sources: Sources, contract: type[Contract], progress: Callable[[int, int], None] = _silent
) -> int:
    """Apply what a source published of this contract before its reactions were there; how many messages that was.

    A message and the mark that it is done are one transaction, so that an interrupted backfill goes on where it
    was, and a second one finds nothing. Raises Unavailable, and what a reaction raises: then it stops there.
    """
    found, applied = _starts(consumer, contract), 0
    whole = sum(start.since for start in found)
    for number, start in enumerate(found):
        before = sum(other.since for other in found[:number])
        after = start.done
        while after < start.since:
            page = sources.published_after(contract.store(), contract.CHANNEL, start.partition, after)
            for body in page.messages:
                message = read(body, contract.CHANNEL)
                if message.envelope.position <= start.since and body["type"] == contract.cloudevent_type():
                    applied += repeated(consumer.store, lambda m=message: _apply(consumer, contract, start, m))  # type: ignore[misc]  # noqa: B023
            after = min(page.through, start.since)
            repeated(consumer.store, lambda to=after: _mark(consumer, contract, start, to))  # type: ignore[misc]  # noqa: B023
            progress(before + after, whole)
    return applied


def _starts(consumer: Consumer, contract: type[Contract]) -> list[Start]:
    names = list(consumer.reactions.named(contract))
    with consumer.store.begin() as unit:
        return [Start(*row) for row in unit.query(STARTS, (names, contract.store(), contract.CHANNEL))]


def _apply(consumer: Consumer, contract: type[Contract], start: Start, message: Message) -> bool:
    """Under the inbox lock of the partition, as everything else that applies its messages."""
    envelope = message.envelope
    with consumer.store.begin() as unit:
        Positions(unit, envelope.channel, envelope.partition, {envelope.source})
        elsewhere = unit.query(ELSEWHERE, (envelope.source, envelope.channel, envelope.position, start.started_at))
        if not elsewhere:
            with reacting(message):
                consumer.reactions.react_alone(start.reaction, consumer.applications, contract, message)
        _done(unit, contract, start, envelope.position)
        unit.commit()
    return not elsewhere


def _mark(consumer: Consumer, contract: type[Contract], start: Start, done: int) -> None:
    with consumer.store.begin() as unit:
        _done(unit, contract, start, done)
        unit.commit()


def _done(unit: UnitOfWork, contract: type[Contract], start: Start, done: int) -> None:
    values: tuple[Any, ...] = (done, start.reaction, contract.store(), contract.CHANNEL, start.partition)
    unit.first(Statement(DONE, values))
