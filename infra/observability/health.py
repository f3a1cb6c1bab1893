"""Liveness, readiness and metrics of any process, as one small WSGI app and a server for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from socketserver import ThreadingMixIn
from threading import Thread
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from infra.observability import metrics
from infra.observability.logs import error_fields, logger

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Check = Callable[[], object]
STATUS = {200: "200 OK", 404: "404 Not Found", 405: "405 Method Not Allowed", 503: "503 Service Unavailable"}


class Health:
    """WSGI app with /health/live, /health/ready and /metrics. A check raises when its part is not ready."""

    def __init__(self, checks: Mapping[str, Check], *, confidential: bool) -> None:
        self.checks = dict(checks)
        self.confidential = confidential

    def ready(self) -> dict[str, bool]:
        """Each check and whether it passed; why it did not, is in the log."""
        return {name: _passes(name, check) for name, check in self.checks.items()}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        status, kind, body = self.answer(environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""))
        headers = [
            ("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"), *([("Allow", "GET, HEAD")] if status == 405 else []),
        ]  # fmt: skip
        start_response(STATUS[status], headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    def answer(self, method: str, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body."""
        pages = {"/health/live": self._live, "/health/ready": self._ready, "/metrics": self._metrics}
        if path not in pages:
            return _problem(404, "not-found", "Not found", "There is nothing under this address.")
        if method not in ("GET", "HEAD"):
            return _problem(405, "method-not-allowed", "Method not allowed", "Use GET.")
        return pages[path]()

    def _live(self) -> tuple[int, str, bytes]:
        return 200, "application/json", b'{"live": true}'

    def _ready(self) -> tuple[int, str, bytes]:
        checks = self.ready()
        body = {"ready": all(checks.values()), "checks": checks}
        return (200 if body["ready"] else 503), "application/json", json.dumps(body).encode()

    def _metrics(self) -> tuple[int, str, bytes]:
        return 200, metrics.CONTENT_TYPE, metrics.exposition(confidential=self.confidential)


def _passes(name: str, check: Check) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001  a check may fail in any way, and not being ready is the answer
        logger().warning("health.not_ready", check=name, **error_fields(error))
        return False
    return True


def _problem(status: int, slug: str, title: str, detail: str) -> tuple[int, str, bytes]:
    body = {
        "type": f"https://docs.travessia.example/problems/{slug}",
        "title": title, "status": status, "detail": detail,
    }  # fmt: skip
    return status, "application/problem+json", json.dumps(body).encode()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class names it so
        """Probes are not news."""


def serve(health: Health, host: str, port: int) -> WSGIServer:
    """Serve in a daemon thread (a green one under eventlet); `server_port` tells the port when 0 was asked for.

    Raises OSError when the port is taken.
    """
    server = make_server(host, port, health, server_class=_Server, handler_class=_Quiet)
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    return server
