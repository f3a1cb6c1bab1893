"""From a store's definition and its settings to a running event store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal

from infra import veil
from infra.application import Application
from infra.auditing import readings as readings  # the events of this and the next are read in every process
from infra.auditing import sessions as sessions
from infra.auditing.conflicts import MakeConcerns
from infra.auditing.references import CaseReferences
from infra.blind import BlindTokens, BlindView
from infra.database import Database
from infra.deadlines import suspension as suspension  # as above
from infra.deadlines.following import Following
from infra.disclosed import Disclosures
from infra.erasure.views import erasures_of
from infra.eventstore.keys import MasterKey, PostgresKeyStore
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.ledger import events as ledger_events  # noqa: F401  its events are read in every process
from infra.messaging import dismissals as dismissals  # its events are read in every process
from infra.pseudonyms import Pseudonyms
from infra.publishing import Publisher
from infra.sealed import Label
from infra.settings import Settings
from infra.stores import DESCRIPTIONS
from infra.veiled_disclosures import VeiledDisclosures
from infra.views import View, Views

# A read record takes one of these for a millisecond or two, and waits for nothing that whoever opens could hold.
JOURNAL_CONNECTIONS = 2


@dataclass(frozen=True)
class StoreDefinition:
    """What a store is made of; its `store.py` holds exactly one of these, named STORE.

    `may_see(caller, record, field, label)`: whether an export may show a sealed field to a caller; None: nobody's.
    `undisclosed`, without such a rule: why, and where else its values are given to whom.
    `concerns`, in a confidential store: how it is found out whether an auditor is a party of a record.
    """

    name: str
    zone: Literal["open", "confidential"]
    applications: Sequence[type[Application]]
    published: Sequence[ModuleType] = ()
    views: Sequence[type[View]] = ()
    reactions: Sequence[ModuleType] = ()
    deadlines: Sequence[ModuleType] = ()
    may_see: Callable[[Any, Any, str, Label], bool] | None = None
    concerns: MakeConcerns | None = None
    undisclosed: str = ""

    @property
    def read_models(self) -> tuple[type[View], ...]:
        """Its own; who was given what and what was erased; in an open one also by which a case's streams are found."""
        given = any(issubclass(view, Disclosures) for view in self.views)
        found = (CaseReferences,) if self.zone == "open" else ()
        told = VeiledDisclosures if self.zone == "confidential" else Disclosures
        return (*self.views, *(() if given else (told,)), erasures_of(self.name), *found)


def close_store(store: EventStore) -> None:
    """End the connections of a store that a command opened; a process that lives on them just ends."""
    for recorder in (store.recorder, store.vault.journal.recorder):
        if isinstance(recorder, PostgresRecorder):
            recorder.database.close()
    if isinstance(store.vault.keys, PostgresKeyStore):
        store.vault.keys.database.close()


def open_store(definition: StoreDefinition, settings: Settings) -> EventStore:
    """The event store of a process, on its own databases, with the read models that are current now.

    Raises OutdatedProcess when the read models in use have another version than this code.
    """
    mine = settings.stores[definition.name]
    assert settings.kek_file is not None
    if definition.zone == "confidential":
        veil.hold_file(settings.token_key_file)
    database = mine.database("app")
    store = EventStore(
        definition.name,
        PostgresRecorder(Database(database, DESCRIPTIONS[definition.name].connections)),
        PostgresKeyStore(Database(mine.database("keys"), 2), MasterKey.from_file(settings.kek_file)),
        Publisher(definition.name, tuple(definition.published)),
        Views(_opened(definition, settings)),
        PostgresRecorder(Database(database, JOURNAL_CONNECTIONS)),
        Following(definition.name, definition.deadlines),
    )
    if definition.concerns is not None and settings.token_key_file is not None:
        store.concerns = definition.concerns(Pseudonyms.from_file(settings.token_key_file))
    with store.begin() as unit:
        store.views.refresh(unit)
    return store


def _opened(definition: StoreDefinition, settings: Settings) -> list[View]:
    """Its read models; those of blind tokens with the zone's key, where the process was given it."""
    views = [view() for view in definition.read_models]
    for view in views:
        if isinstance(view, BlindView) and settings.token_key_file is not None:
            view.tokens = BlindTokens.from_file(settings.token_key_file)
    return views
