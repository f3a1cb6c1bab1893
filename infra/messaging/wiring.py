"""From a store's definition and settings to its worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infra.application import Application
from infra.composition import StoreDefinition, open_store
from infra.deadlines.running import TICK, StoreTimer
from infra.eventstore.store import EventStore
from infra.housekeeping import HOUR, MINUTE, forget_old_answers, make_fresh_keys
from infra.messaging.subscribe import Reactions
from infra.messaging.worker import Deadline, Plan, Worker
from infra.settings import Settings


def make_worker(
    definition: StoreDefinition,
    settings: Settings,
    compose: Callable[[EventStore], Sequence[Application]] | None = None,
) -> Worker:
    """The worker of one store; its database is opened when it runs, and again until that succeeds.

    `compose` makes applications that need more than the store.
    """
    mine = settings.stores[definition.name]
    assert mine.amqp_uri is not None

    timer = StoreTimer(definition.name) if definition.deadlines else None

    def applications() -> Sequence[Application]:
        store = open_store(definition, settings)
        made = compose(store) if compose else [application(store) for application in definition.applications]
        if timer is not None:
            timer.open(store, made)
        return made

    return Worker(
        Plan(
            name=definition.name,
            applications=applications,
            reactions=Reactions(definition.reactions),
            database=mine.database("app"),
            amqp_uri=mine.amqp_uri,
            deadlines=(
                Deadline(HOUR, forget_old_answers),
                Deadline(MINUTE, make_fresh_keys),
                *((Deadline(TICK, timer.ring), Deadline(TICK, timer.apply)) if timer is not None else ()),
            ),
        )
    )
