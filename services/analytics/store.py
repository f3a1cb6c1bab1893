"""What the store `analytics` is made of."""

from __future__ import annotations

from infra.composition import StoreDefinition
from services.analytics.facts import published as facts
from services.analytics.facts import reactions
from services.analytics.facts.application import FactsApplication
from services.analytics.facts.views.demographics import Demographics
from services.analytics.facts.views.facts import Facts
from services.analytics.facts.views.records_of_subject import RecordsOfPerson
from services.analytics.indicators import published as indicators
from services.analytics.indicators.application import IndicatorsApplication
from services.analytics.indicators.views.indicator_runs import IndicatorRuns
from services.analytics.releases import published as releases_published
from services.analytics.releases import reactions as releases
from services.analytics.releases.application import ReleasesApplication
from services.analytics.replays.application import ReplaysApplication
from services.analytics.replays.views.replay_sessions import ReplaySessions

STORE = StoreDefinition(
    name="analytics",
    zone="open",
    applications=(FactsApplication, IndicatorsApplication, ReleasesApplication, ReplaysApplication),
    published=(indicators, releases_published, facts),
    views=(Facts, Demographics, RecordsOfPerson, IndicatorRuns, ReplaySessions),
    reactions=(reactions, releases),
    undisclosed="analytics opens codes to count and for nobody: whose they are gets them from intake",
)
