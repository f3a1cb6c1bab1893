"""From a store's definition and settings to its worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infra.application import Application
from infra.composition import StoreDefinition, open_store
from infra.deadlines.running import TICK, StoreTimer
from infra.erasure.agreement import restore_agreement
from infra.erasure.application import ErasureApplication, continue_erasures, keep_agreement
from infra.erasure.hands import hands_of
from infra.eventstore.store import EventStore
from infra.housekeeping import HOUR, MINUTE, forget_old_answers, make_fresh_keys
from infra.messaging.subscribe import Reactions
from infra.messaging.worker import Deadline, Plan, Worker
from infra.observability.logs import logger
from infra.refusals import Unavailable
from infra.settings import Settings

ERASED_EVERY = 2.0


def make_worker(
    definition: StoreDefinition,
    settings: Settings,
    compose: Callable[[EventStore], Sequence[Application]] | None = None,
    deadlines: Sequence[Deadline] = (),
) -> Worker:
    """The worker of one store; its database is opened when it runs, and again until that succeeds.

    `compose` makes applications that need more than the store.
    """
    mine = settings.stores[definition.name]
    assert mine.amqp_uri is not None

    timer = StoreTimer(definition.name) if definition.deadlines else None

    def applications() -> Sequence[Application]:
        store = open_store(definition, settings)
        own = compose(store) if compose else [application(store) for application in definition.applications]
        if timer is not None:
            timer.open(store, own)
        return [*own, erasing(store, settings)]

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
                Deadline(MINUTE, keep_agreement),
                Deadline(ERASED_EVERY, continue_erasures),
                *deadlines,
                *((Deadline(TICK, timer.ring), Deadline(TICK, timer.apply)) if timer is not None else ()),
            ),
        )
    )


def erasing(store: EventStore, settings: Settings) -> ErasureApplication:
    """What erases in this store; before anything serves, keys that a restore brought back are destroyed again.

    While the key database is away nothing can be opened: messages are taken all the same, and this is done later.
    """
    hands = hands_of(settings.stores[store.name])
    if hands is not None:
        try:
            restore_agreement(store, hands)
        except Unavailable as away:
            logger().warning("erasure.agreement_unknown", store=store.name, dependency=away.dependency)
    return ErasureApplication(store, hands)
