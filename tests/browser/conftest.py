"""The console in a real browser: Debian's Chromium, on an address of its own, with no way to the outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from threading import Thread
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

from infra.settings import Settings
from services.console.app import make
from tests.unit.console.partner import Partner

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

URLS = {name: f"http://127.0.0.1:8000/{name}" for name in ("intake", "referrals", "coordination", "analytics")}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the console is served."""
    with _served(lambda _: httpx.Response(200, json={"checks": {"intake database": True}})) as address:
        yield address


@pytest.fixture
def partner_address() -> Iterator[str]:
    """Where the console is served beside an API of referrals with one referral in it."""
    with _served(Partner()) as address:
        yield address


def _at_once(app: WSGIApplication) -> WSGIApplication:
    """Each answer is read and closed before it is sent: a browser that goes to another page resets the connection, and
    this server then leaves open what it was sending, which some other test is told of later.
    """

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start_response))) as parts:
            return [b"".join(parts)]

    return answered


@contextmanager
def _served(answer: Callable[[httpx.Request], httpx.Response]) -> Iterator[str]:
    console = make(Settings("development", timedelta(0), {}, URLS), list(URLS), httpx.MockTransport(answer))
    server = make_server("127.0.0.1", 0, _at_once(console), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "chromium is missing: run scripts/bootstrap.sh --browser"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()
