"""The console beside two open services, with processes that answer as told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from flask.testing import FlaskClient

from infra.settings import Settings
from services.console.app import make

OPEN, CONFIDENTIAL = "http://127.0.0.1:8000", "http://127.0.0.1:8001"
URLS = {"intake": f"{OPEN}/intake", "referrals": f"{OPEN}/referrals", "notices": f"{CONFIDENTIAL}/notices"}


def processes(request: httpx.Request) -> httpx.Response:
    """The open process is ready but for one service, the confidential one is away."""
    if request.url.port == 8001:
        raise httpx.ConnectError("away")
    checks = {"intake database": True, "referrals database": False}
    return httpx.Response(503, json={"ready": False, "checks": checks})


def made(
    environment: str = "development", answer: Callable[[httpx.Request], httpx.Response] = processes
) -> FlaskClient:
    settings = Settings(environment, timedelta(0), {}, URLS)
    return make(settings, ["intake", "referrals"], httpx.MockTransport(answer)).test_client()


@pytest.fixture
def console() -> Callable[..., FlaskClient]:
    return made
