"""From a store's definition and settings to its HTTP app."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Flask

from infra.application import Application
from infra.composition import StoreDefinition, open_store
from infra.eventstore.store import EventStore
from infra.ledger.witness import Witness
from infra.settings import Settings
from infra.web.blueprint import Blueprint
from infra.web.factory import create_app


def serve(
    definition: StoreDefinition,
    settings: Settings,
    blueprints: Sequence[Blueprint],
    compose: Callable[[EventStore], Sequence[Application]] | None = None,
) -> Flask:
    """The HTTP app of one store on its own databases. Raises Unavailable, OutdatedProcess.

    `compose` makes applications that need more than the store.
    """
    assert settings.http is not None
    store = open_store(definition, settings)
    applications = compose(store) if compose else [application(store) for application in definition.applications]
    witness = _witness(definition.name, settings)
    return create_app(definition.name, applications, settings.http, blueprints, witness=witness)


def _witness(store: str, settings: Settings) -> Witness | None:
    ledger = settings.stores[store].ledger
    key, trust = ledger.witness_key, settings.trust
    return Witness(store, key, trust) if key and trust else None
