"""Composition root of the worker of commissions."""

from __future__ import annotations

from infra.messaging.wiring import make_worker
from infra.messaging.worker import Worker
from infra.settings import Settings
from services.commissions.harassment.composing import composed
from services.commissions.harassment.store import STORE


def make(settings: Settings) -> Worker:
    return make_worker(STORE, settings, composed(settings))
