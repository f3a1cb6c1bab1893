"""Composition root of intake's HTTP app."""

from __future__ import annotations

from flask import Flask

from infra.web.serving import serve
from infra.settings import Settings
from services.intake.people.api import BLUEPRINTS
from services.intake.people.store import STORE


def make(settings: Settings) -> Flask:
    return serve(STORE, settings, BLUEPRINTS)
