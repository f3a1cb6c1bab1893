"""Composition root of intake's HTTP app."""

from __future__ import annotations

from flask import Flask

from infra.settings import Settings
from infra.web.serving import serve
from services.intake.people.api import BLUEPRINTS
from services.intake.people.store import STORE


def make(settings: Settings) -> Flask:
    return serve(STORE, settings, BLUEPRINTS)
