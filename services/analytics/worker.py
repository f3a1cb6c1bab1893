"""Composition root of analytics's worker."""

from __future__ import annotations

from infra.messaging.wiring import make_worker
from infra.messaging.worker import Worker
from infra.settings import Settings
from services.analytics.store import STORE


def make(settings: Settings) -> Worker:
    return make_worker(STORE, settings)
