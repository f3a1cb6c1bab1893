"""Composition root of the worker of notices."""

from __future__ import annotations

from infra.messaging.wiring import make_worker
from infra.messaging.worker import Worker
from infra.settings import Settings
from services.intake.notices.application import composed
from services.intake.notices.store import STORE


def make(settings: Settings) -> Worker:
    return make_worker(STORE, settings, composed(settings.token_key_file))
