"""The role `api`: the HTTP apps of one trust zone on granian."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from granian import Granian
from granian.constants import Interfaces

from infra import collecting, territories, world
from infra.erasure.agreement import agrees
from infra.observability import logs, metrics
from infra.observability.failures import failures
from infra.settings import Settings
from infra.web.edge import create_edge
from infra.web.host import EXTENSION
from scripts import version
from scripts.process import die_with_parent
from scripts.services import room
from services.console import app as console

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 8


def run(stores: Sequence[str], host: str, port: int) -> None:
    """Serve until a signal comes. Settings are checked before the server starts."""
    settings = Settings.from_environment(os.environ, stores, "api")

    def load(*_: Any, **__: Any) -> WSGIApplication:
        die_with_parent()
        app = edge(stores, settings)
        collecting.seldom()
        return app

    server = Granian(
        "edge", address=host, port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=THREADS,
        websockets=False, log_enabled=False,
    )  # fmt: skip
    server.serve(target_loader=load, wrap_loader=False)


def edge(stores: Sequence[str], settings: Settings) -> WSGIApplication:
    """The WSGI app of an edge: every store mounted under its name."""
    is_open = all(settings.stores[name].zone == "open" for name in stores)
    logs.configure("+".join(stores), confidential=not is_open)
    metrics.announce_build(*version.of_this_checkout())
    world.install(world.RealWorld(settings.clock_shift))
    territories.admit_fictional(settings.environment != "production")
    apps = {name: room(name, "app").make(settings) for name in stores}
    hosts = {name: app.extensions[EXTENSION] for name, app in apps.items()}
    checks = {f"{name} database": host.store.check for name, host in hosts.items()}
    checks |= {f"{name} keys": partial(agrees, host.store) for name, host in hosts.items()}
    if not is_open:
        failures.tell_hourly()
    return create_edge(apps, checks, console.make(settings, stores) if is_open else None)
