"""Catching up from a source's own log: after a gap, and when a quiet partition turns out to have missed its tail."""

from __future__ import annotations

import json
from uuid import UUID

from infra import crashpoints
from infra.messaging import positions
from infra.messaging.applier import Applier
from infra.messaging.batches import Batches
from infra.messaging.envelope import Message, Undecodable, read
from infra.messaging.history import Page, Sources
from infra.observability.logs import logger


class Healer:
    """Brings one partition of one channel up to what its sources have published."""

    def __init__(self, batches: Batches, applier: Applier, sources: Sources) -> None:
        self._batches, self._applier, self._sources = batches, applier, sources
        self._consumer, self._channel, self._partition = batches.consumer, batches.channel, batches.partition

    def heal(self, source: str) -> int | None:
        """Apply all that is missing, page by page; where this partition stands then, or None for a stopped source.

        Raises Unavailable when the source does not answer.
        """
        log_id, last = self._position(source)
        while True:
            page = self._sources.published_after(source, self._channel, self._partition, last)
            if log_id not in (None, page.log_id):
                self._batches.stop_source(source)
                return None
            self._apply(source, page)
            if page.messages:
                crashpoints.reached("heal.between-pages", self._consumer.store.name)
            log_id, before, last = page.log_id, last, self._advance(source, page.log_id, page.through)
            self._consumer.stats.gaps_healed += bool(page.messages)
            logger().warning("inbox.caught_up", source=source, count=len(page.messages))
            if not page.messages or last <= before or page.through > int(page.messages[-1]["position"]):
                return last

    def check_tail(self, source: str, idle: bool) -> None:
        """Compare with the source's head; when nothing arrives and something should have, catch up."""
        heads = self._sources.heads(source, self._channel)
        log_id, last = self._position(source)
        stats, place = self._consumer.stats, (source, self._channel, self._partition)
        if log_id not in (None, heads.log_id):
            self._batches.stop_source(source)
            return
        stats.stopped_at.discard(place)
        stats.behind[place] = max(0, heads.positions.get(self._partition, 0) - last)
        if idle and stats.behind[place]:
            self.heal(source)
            stats.behind[place] = 0

    def _position(self, source: str) -> tuple[UUID | None, int]:
        with self._consumer.store.begin() as unit:
            return positions.read(unit, self._channel, self._partition, source)

    def _apply(self, source: str, page: Page) -> None:
        messages: list[Message] = []
        for body in page.messages:
            try:
                messages.append(read(body, self._channel))
            except Undecodable as unreadable:
                self._batches.park_undecodable(json.dumps(body).encode(), source, unreadable.reason)
        while messages:
            del messages[: self._applier.take(messages).settled]

    def _advance(self, source: str, log_id: UUID, through: int) -> int:
        """There is nothing more for us up to `through`; where this partition stands now."""
        with self._consumer.store.begin() as unit:
            rows = positions.Positions(unit, self._channel, self._partition, {source})
            if rows.last(source) < through and not rows.is_foreign(source, log_id):
                rows.move(source, log_id, through)
                rows.write()
                unit.commit()
            return rows.last(source)
