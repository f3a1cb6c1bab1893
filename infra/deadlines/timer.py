"""The timer of a store: rings deadlines in the order of time, in the store's own transactions, once each."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg

from infra import world
from infra.application import Application, repeated
from infra.deadlines.clauses import Moment, Passed
from infra.deadlines.deadline import deadline
from infra.deadlines.following import Following
from infra.deadlines.stats import TimerStats
from infra.deadlines.views import OpenDeadlines
from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging.subscribe import application_for
from infra.metadata import Metadata, Tenant, acting
from infra.observability.logs import error_fields, logger
from infra.refusals import Unavailable, VersionConflict

PAGE, PAGES = 200, 50
ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('deadlines'), 0)"
NOT_THE_ACTS_FAULT = (VersionConflict, ViewsSwitched, Unavailable, psycopg.Error)


class Timer:
    """Rings what has come due. `applications` are those that actions may ask for."""

    def __init__(self, store: EventStore, applications: Sequence[Application], stats: TimerStats) -> None:
        assert isinstance(store.followers, Following)
        self.store, self.applications, self.stats = store, applications, stats
        self.following: Following = store.followers
        self.kept: Any = deadline(store.name)
        (self.view,) = (view for view in store.views.all if isinstance(view, OpenDeadlines))

    def turn(self) -> int:
        """Ring everything that is due now, page by page, up to a limit; how many rang."""
        now, rung = world.now(), 0
        for _ in range(PAGES):
            found = self._page(now)
            rung += found
            if found < PAGE:
                break
        return rung

    def _page(self, now: datetime) -> int:
        """A page of deadlines; one by one when an action fails, so that it holds up nobody else."""
        try:
            return repeated(self.store, lambda: self._rung(now, PAGE, acts=True))
        except NOT_THE_ACTS_FAULT:
            raise
        except Exception as error:  # noqa: BLE001  an action with a bug: which one it is, comes out one by one
            logger().warning("deadlines.one_by_one", store=self.store.name, **error_fields(error))
        return sum(self._single(now) for _ in range(PAGE))

    def _single(self, now: datetime) -> int:
        try:
            return repeated(self.store, lambda: self._rung(now, 1, acts=True))
        except NOT_THE_ACTS_FAULT:
            raise
        except Exception as error:  # noqa: BLE001  the deadline has passed, whatever becomes of the action
            self.stats.failed()
            logger().error("deadlines.action_failed", store=self.store.name, **error_fields(error))
        return repeated(self.store, lambda: self._rung(now, 1, acts=False))

    def _rung(self, now: datetime, limit: int, *, acts: bool) -> int:
        with self.store.begin() as unit:
            if not unit.query(ALONE)[0][0]:
                return 0
            due = self.view.due(unit, now, limit)
            self.stats.behind(now, due[0][0] if due else now)
            until = due[-1][0] if len(due) == limit else now
            rung = [moment for moment in self._in_order(unit, due, until) if self._ring(unit, *moment, acts=acts)]
            if rung:
                unit.commit()
        self.stats.rang(kept for _, kept in rung)
        return len(due)

    def _in_order(
        self, unit: UnitOfWork, due: Sequence[tuple[datetime, UUID]], until: datetime
    ) -> Iterator[tuple[datetime, Any]]:
        """The moments of these deadlines in the order of time: one that approached may be missed before the last."""
        unit.fetch((self.kept, stream) for _, stream in due)
        kept = {stream: unit.get(self.kept, stream) for _, stream in due}
        # A confidential store's rows say only roughly when.
        moments = [(kept[stream].next_at or at, stream) for at, stream in due]
        heapq.heapify(moments)
        while moments:
            at, stream = heapq.heappop(moments)
            one = kept[stream]
            yield at, one
            if one.next_at is not None and at < one.next_at <= until:
                heapq.heappush(moments, (one.next_at, stream))

    def _ring(self, unit: UnitOfWork, at: datetime, kept: Any, *, acts: bool) -> bool:
        with _happened(at, kept):
            if not kept.ring():
                return False
            unit.save(kept)
            moment = Moment.MISSED if kept.missed else Moment.APPROACHING
            for act in self.following.acts(kept.rule, moment) if acts else ():
                act(application_for(act, self.applications), Passed(kept.rule, kept.subject, kept.due, kept.key))
        return True


def _happened(at: datetime, kept: Any) -> AbstractContextManager[Metadata]:
    """When it came due, not when the timer got round to it; recorded_at tells the difference."""
    tenant = Tenant(uf=kept.place.uf, municipality_ibge7=kept.place.municipality_ibge7)
    return acting(Metadata(role="timer", tenant=tenant, occurred_at=at, local_zone=kept.place.zone, origin="system"))
