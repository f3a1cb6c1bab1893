"""Base class of applications: load, call, save, inside the unit of work at hand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from infra.eventstore.recorder import ViewsSwitched
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.refusals import VersionConflict
from infra.views import View

T = TypeVar("T")
V = TypeVar("V", bound=View)
ATTEMPTS = 3


class Application:
    """A store's commands and queries. One method for each; HTTP, reactions and deadlines all call these."""

    def __init__(self, store: EventStore) -> None:
        self.store = store

    def unit_of_work(self) -> AbstractContextManager[UnitOfWork]:
        """The unit of work of the surrounding command or batch, or one of its own."""
        return self.store.unit_of_work()

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
