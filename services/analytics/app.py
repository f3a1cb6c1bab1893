"""Composition root of analytics' HTTP app."""

from __future__ import annotations

from flask import Flask

from infra.settings import Settings
from infra.web.serving import serve
from services.analytics.composing import composed
from services.analytics.facts import api as facts
from services.analytics.indicators import api as indicators
from services.analytics.releases import api as releases
from services.analytics.replays import api as replays
from services.analytics.replays.case_stores import CaseStores
from services.analytics.store import STORE

BLUEPRINTS = (facts.blp, indicators.indicators, indicators.runs, releases.blp, replays.blp, replays.replays)


def make(settings: Settings, stores: CaseStores | None = None) -> Flask:
    """The app on its own databases; tests may bring other stores to ask."""
    return serve(STORE, settings, BLUEPRINTS, composed(settings, stores))
