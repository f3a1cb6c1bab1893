"""Makes the applications of analytics: replays with the way to every open store."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infra.application import Application
from infra.eventstore.store import EventStore
from infra.settings import Settings
from infra.web.client import StoreClient
from services.analytics.facts.application import FactsApplication
from services.analytics.indicators.application import IndicatorsApplication
from services.analytics.releases.application import ReleasesApplication
from services.analytics.replays.application import ReplaysApplication
from services.analytics.replays.case_stores import CaseStores
from services.analytics.replays.domain.replay_session import OPEN_STORES
from services.analytics.replays.stores_over_http import StoresOverHttp


def composed(settings: Settings, stores: CaseStores | None = None) -> Callable[[EventStore], Sequence[Application]]:
    """Tests may bring other stores than those of the settings."""

    def compose(store: EventStore) -> Sequence[Application]:
        replays = ReplaysApplication(store, stores or _stores(settings))
        return FactsApplication(store), IndicatorsApplication(store), ReleasesApplication(store), replays

    return compose


def _stores(settings: Settings) -> CaseStores | None:
    """None where an address is missing: a timeline without one of the stores would look whole."""
    if not all(name in settings.urls for name in OPEN_STORES):
        return None
    return StoresOverHttp({name: StoreClient(name, settings.urls[name]) for name in OPEN_STORES})
