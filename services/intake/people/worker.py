"""Composition root of intake's worker."""

from __future__ import annotations

from infra.messaging.wiring import make_worker
from infra.messaging.worker import Deadline, Worker
from infra.settings import Settings
from services.intake.people.applications.erasures import finish_requests
from services.intake.people.applications.matching import find_duplicates
from services.intake.people.store import STORE

FINISHED_EVERY = 2.0
COMPARED_EVERY = 2.0


def make(settings: Settings) -> Worker:
    return make_worker(
        STORE,
        settings,
        deadlines=(Deadline(FINISHED_EVERY, finish_requests), Deadline(COMPARED_EVERY, find_duplicates)),
    )
