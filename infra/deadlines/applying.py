"""Applies suspensions to the deadlines that are open: page by page, and again after a crash without harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from infra import world
from infra.application import Application, repeated
from infra.deadlines.arithmetic import local_day
from infra.deadlines.calendars import Calendar, Closure
from infra.deadlines.clauses import Moment, Passed
from infra.deadlines.deadline import deadline
from infra.deadlines.extending import extended, moved
from infra.deadlines.following import Following
from infra.deadlines.suspension import suspension
from infra.deadlines.views import Declared, OpenDeadlines, Suspensions
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging.subscribe import application_for
from infra.metadata import Metadata, Tenant, acting

PAGE = 200
# Longer than any transaction: who computed an end before the suspension was committed has committed by then.
SETTLED = timedelta(seconds=30)


class Applier:
    """Extends what a suspension covers; the extension is an event with the suspension as its reason."""

    def __init__(self, store: EventStore, applications: Sequence[Application]) -> None:
        assert isinstance(store.followers, Following)
        self.store, self.applications, self.following = store, applications, store.followers
        (self.deadlines,) = (view for view in store.views.all if isinstance(view, OpenDeadlines))
        (self.suspensions,) = (view for view in store.views.all if isinstance(view, Suspensions))
        self._seen: dict[UUID, tuple[datetime, int]] = {}

    def turn(self) -> None:
        """Look at every open deadline that a new suspension covers: at once, and again when nobody can be late."""
        with self.store.begin() as unit:
            waiting = self.suspensions.waiting(unit)
        for declared in waiting:
            first, before = self._seen.get(declared.suspension_id, (None, 0))
            settled = first is not None and world.now() - first >= SETTLED
            if first is None or settled:
                done = before + self._apply(declared)
                self._seen[declared.suspension_id] = first or world.now(), done
            if settled:
                self._finish(declared, done)

    def _apply(self, declared: Declared) -> int:
        after, done = None, 0
        while True:
            page, after = repeated(self.store, lambda last=after: self._page(declared, last))  # type: ignore[misc]
            done += page
            if after is None:
                return done

    def _page(self, declared: Declared, after: UUID | None) -> tuple[int, UUID | None]:
        with self.store.begin() as unit:
            ids = self.deadlines.covered(unit, declared.closure, after, PAGE)
            unit.fetch((deadline(self.store.name), stream) for stream in ids)
            kept = [unit.get(deadline(self.store.name), stream) for stream in ids]
            closures = self._closures(unit, kept)
            done = sum(self._extend(unit, one, declared, closures) for one in kept)
            if done:
                unit.commit()
        return done, ids[-1] if len(ids) == PAGE else None

    def _closures(self, unit: UnitOfWork, kept: Sequence[Any]) -> list[Closure]:
        if not kept:
            return []
        scopes = {scope for one in kept for scope in one.place.scopes}
        first = min(local_day(one.started_at, one.place.zone) for one in kept)
        return self.suspensions.closures(unit, scopes, first)

    def _extend(self, unit: UnitOfWork, kept: Any, declared: Declared, closures: Sequence[Closure]) -> bool:
        place = kept.place
        started_on = local_day(kept.started_at, place.zone)
        day = extended(kept.kind, started_on, kept.due.on, declared.closure, Calendar(place, closures))
        if day == kept.due.on:
            return False
        tenant = Tenant(uf=place.uf, municipality_ibge7=place.municipality_ibge7)
        with acting(Metadata(role="timer", tenant=tenant, local_zone=place.zone, origin="system")):
            if not kept.extend(moved(kept.due, day, place.zone), declared.act, declared.suspension_id):
                return False
            unit.save(kept)
            for act in self.following.acts(kept.rule, Moment.EXTENDED):
                act(application_for(act, self.applications), Passed(kept.rule, kept.subject, kept.due, kept.key))
        return True

    def _finish(self, declared: Declared, done: int) -> None:
        with self.store.begin() as unit, acting(Metadata(role="timer", origin="system")):
            kept = unit.get(suspension(self.store.name), declared.suspension_id)
            kept.apply(done)
            unit.save(kept)
            unit.commit()
        self._seen.pop(declared.suspension_id, None)
