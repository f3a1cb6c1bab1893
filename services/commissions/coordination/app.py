"""Composition root of coordination's HTTP app."""

from __future__ import annotations

from flask import Flask

from infra.settings import Settings
from infra.web.serving import serve
from services.commissions.coordination.api import BLUEPRINTS
from services.commissions.coordination.store import STORE


def make(settings: Settings) -> Flask:
    return serve(STORE, settings, BLUEPRINTS)
