"""One process, several stores: mounts each app under its store's name, and health and metrics at the root."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from infra.observability.health import Check, Health
from infra.web.host import EXTENSION

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def create_edge(
    apps: Mapping[str, Flask], checks: Mapping[str, Check], root: WSGIApplication | None = None
) -> WSGIApplication:
    """The WSGI app of an edge process. `root` answers what belongs to no store, such as the console's pages.

    Raises ValueError when the stores are not of one trust zone.
    """
    zones = {app.extensions[EXTENSION].confidential for app in apps.values()}
    if len(zones) != 1:
        msg = f"one process, one trust zone: {', '.join(apps)}"
        raise ValueError(msg)
    health = Health(checks, confidential=zones.pop())
    mounts: dict[str, WSGIApplication] = {f"/{name}": app for name, app in apps.items()}
    if root is not None:
        mounts |= {"/health": _below(health, "/health"), "/metrics": _below(health, "/metrics")}
    return DispatcherMiddleware(root or health, mounts)


def _below(health: Health, prefix: str) -> WSGIApplication:
    """The dispatcher takes the prefix off the path; the health app wants it back."""

    def app(environ, start_response):  # type: ignore[no-untyped-def]
        return health({**environ, "PATH_INFO": prefix + environ.get("PATH_INFO", "")}, start_response)

    return app
