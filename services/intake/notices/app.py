"""Composition root of the HTTP app of notices."""

from __future__ import annotations

from flask import Flask

from infra.settings import Settings
from infra.web.serving import serve
from services.intake.notices.api import BLUEPRINTS
from services.intake.notices.application import composed
from services.intake.notices.store import STORE


def make(settings: Settings) -> Flask:
    return serve(STORE, settings, BLUEPRINTS, composed(settings.token_key_file))
