"""Deadlines follow their owners' events: started, met, dropped and reopened in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from types import ModuleType
from typing import Any
from uuid import UUID

from contracts.deadlines import rule
from infra.deadlines.clauses import Acts, Clause, Ending, Ends, Moment, Passed, Reopens, Start, Starts
from infra.deadlines.deadline import deadline, deadline_id
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import NotFound
from infra.world import now

Step = Callable[[UnitOfWork, Any], None]


class Following:
    """The clauses of a store's `deadlines.py` modules."""

    def __init__(self, store: str, modules: Iterable[ModuleType] = ()) -> None:
        self.store = store
        self._steps: dict[str, list[Step]] = {}
        self._acts: dict[tuple[str, str], list[Callable[[Any, Passed], None]]] = {}
        for module in modules:
            for clause in module.CLAUSES:
                self._add(clause)

    def _add(self, clause: Clause) -> None:
        if self.store not in rule(clause.rule).stores:
            msg = f"{clause.rule} is not kept by {self.store}"
            raise TypeError(msg)
        match clause:
            case Starts():
                self._on(clause.event, partial(self._start, clause))
            case Ends():
                for event_class in clause.events:
                    self._on(event_class, partial(self._end, clause))
            case Reopens():
                for event_class in clause.events:
                    self._on(event_class, partial(self._reopen, clause))
            case Acts():
                self._acts.setdefault((clause.rule, clause.moment), []).append(clause.act)

    def _on(self, event_class: Any, step: Step) -> None:
        self._steps.setdefault(event_class.TOPIC, []).append(step)

    def follow(self, unit: UnitOfWork, event: Any) -> None:
        """Do to the deadlines what this event says; a deadline that was never started is left alone."""
        for step in self._steps.get(type(event).TOPIC, ()):
            step(unit, event)

    def acts(self, rule_id: str, moment: Moment) -> list[Callable[[Any, Passed], None]]:
        """Who acts at a moment of a deadline."""
        return self._acts.get((rule_id, moment), [])

    def _start(self, clause: Starts, unit: UnitOfWork, event: Any) -> None:
        start = clause.start(unit, event)
        if start is not None:
            begin(unit, clause.rule, start)

    def _end(self, clause: Ends, unit: UnitOfWork, event: Any) -> None:
        wanted = clause.only(event)
        kept = self._kept(unit, clause.rule, clause.subject(event), clause.key(event)) if wanted else None
        if kept is not None:
            kept.meet() if clause.ending is Ending.MET else kept.drop()
            unit.save(kept)

    def _reopen(self, clause: Reopens, unit: UnitOfWork, event: Any) -> None:
        kept = self._kept(unit, clause.rule, clause.subject(event))
        if kept is not None:
            kept.reopen(kept.due)
            unit.save(kept)

    def _kept(self, unit: UnitOfWork, rule_id: str, subject: UUID, key: str = "") -> Any:
        """None for what began before there were deadlines."""
        try:
            return unit.get(deadline(self.store), deadline_id(self.store, rule_id, subject, key))
        except NotFound:
            return None


def begin(unit: UnitOfWork, rule_id: str, start: Start) -> Any:
    """Start a deadline. One that is over already when it is recorded is marked, and nobody is blamed (X10)."""
    kept = deadline(unit.store.name)(
        rule=rule_id, subject=start.subject, key=start.key, kind=rule(rule_id).term(start.term).kind,
        place=start.place, due=start.due, started_at=start.started_at, late_recorded=start.due.at <= now(),
    )  # fmt: skip
    unit.save(kept)
    return kept
