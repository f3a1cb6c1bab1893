"""Composition root of the HTTP app of commissions."""

from __future__ import annotations

from flask import Flask

from infra.settings import Settings
from infra.web.client import StoreClient
from infra.web.serving import serve
from services.commissions.harassment.api import BLUEPRINTS
from services.commissions.harassment.composing import composed
from services.commissions.harassment.notice_source import NoticeSource
from services.commissions.harassment.notices_over_http import NoticesOverHttp
from services.commissions.harassment.store import STORE


def make(settings: Settings, source: NoticeSource | None = None) -> Flask:
    """The app on its own databases; tests may bring another source of content than notices."""
    return serve(STORE, settings, BLUEPRINTS, composed(settings, source or _notices(settings)))


def _notices(settings: Settings) -> NoticeSource | None:
    """None where no address or credential is set: then whoever asks for content is told that notices is away."""
    url, token_file = settings.urls.get("notices"), settings.stores[STORE.name].service_token_file
    return NoticesOverHttp(StoreClient("notices", url, token_file)) if url and token_file else None
