"""What operator commands need of one store: its settings in a stack of this checkout, and its read models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from contracts.contract import Contract
from infra import veil
from infra.database import DatabaseSettings
from infra.messaging.subscribe import Reactions
from infra.messaging.worker import Worker
from infra.refusals import Unavailable as Away
from infra.settings import Settings
from infra.store_settings import StoreSettings
from infra.views import View
from scripts.failures import Unavailable, UsageError
from scripts.services import definition, packages, room


def settings_of(store: str, stack: str = "dev") -> StoreSettings:
    """Raises UsageError for a store that this checkout does not have."""
    if store not in packages():
        raise UsageError(f"there is no store {store!r}; stores: {', '.join(packages())}")
    from scripts.stack.stack import load

    settings = Settings.from_environment(load(stack).environment(), [store], "job")
    if settings.stores[store].zone == "confidential":
        veil.hold_file(settings.token_key_file)
    return settings.stores[store]


def worker_of(store: str, stack: str = "dev") -> Worker:
    """The worker of a store, not running: its applications and reactions for an operator's command."""
    settings_of(store, stack)
    from scripts.stack.stack import load

    made: Worker = room(store, "worker").make(Settings.from_environment(load(stack).environment(), [store], "job"))
    return made


def contract_of(store: str, reactions: Reactions, name: str) -> type[Contract]:
    """A contract that the store reacts to; without `.v2` its first version. Raises UsageError."""
    wanted = name if name.rsplit(".v", 1)[-1].isdigit() else f"{name}.v1"
    found = [c for c in Contract.REGISTRY.values() if c.cloudevent_type() == f"org.travessia.{wanted}"]
    if not found or not reactions.named(found[0]):
        raise UsageError(f"{store} has no reaction to {wanted}")
    return found[0]


def view_of(store: str, name: str) -> type[View]:
    """Raises UsageError for a read model that the store does not have."""
    views = {view.name: view for view in definition(store).read_models}
    if name not in views:
        raise UsageError(f"{store} has no read model {name!r}; it has: {', '.join(views) or 'none'}")
    return views[name]


@contextmanager
def reachable(database: DatabaseSettings) -> Iterator[DatabaseSettings]:
    """Says in one line that a database is away. Raises scripts.failures.Unavailable."""
    try:
        yield database
    except Away as error:
        raise Unavailable(f"{error.dependency} cannot be reached: is the stack running?") from None
