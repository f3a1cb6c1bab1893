"""Base class of applications: load, call, save, inside the unit of work at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar
from uuid import UUID

from infra.aggregate import Aggregate
from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import VersionConflict
from infra.views import View

T = TypeVar("T")
A = TypeVar("A", bound=Aggregate)
V = TypeVar("V", bound=View)
ATTEMPTS = 3


class Application:
    """A store's commands and queries. One method for each; HTTP, reactions and deadlines all call these."""

    def __init__(self, store: EventStore) -> None:
        self.store = store

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """The unit of work of the surrounding command or batch, or one of its own."""
        return self.store.unit_of_work()

    @contextmanager
    def changing(self, aggregate_class: type[A], aggregate_id: UUID, expected: int | None = None) -> Iterator[A]:
        """An aggregate to decide on, saved at the end; nothing is when it refuses. Raises NotFound, StaleVersion."""
        with self.unit_of_work() as unit:
            aggregate = unit.get(aggregate_class, aggregate_id, expected)
            yield aggregate
            self.save(unit, aggregate)

    def save(self, unit: UnitOfWork, aggregate: Any) -> None:
        """Under the circumstances at hand; to be overridden where things have a territory or zone of their own."""
        unit.save(aggregate)

    def view(self, view_class: type[V]) -> V:
        """The store's instance of a read model."""
        return next(view for view in self.store.views.all if isinstance(view, view_class))


def repeated(store: EventStore, attempt: Callable[[], T], attempts: int = ATTEMPTS) -> T:
    """Call `attempt` again when somebody else saved first or a read model was switched meanwhile.

    A person's command names the version that it was decided on and checks it at each attempt.
    """
    for _ in range(attempts - 1):
        try:
            return attempt()
        except ViewsSwitched:
            refresh_views(store)
        except VersionConflict:
            continue
    return attempt()


def refresh_views(store: EventStore) -> None:
    """Load the current read models of a store. Raises OutdatedProcess."""
    with store.begin() as unit:
        store.views.refresh(unit)
