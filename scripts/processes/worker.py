"""The role `worker`: reactions and deadlines of one trust zone's stores, under nameko and eventlet."""

import infra.messaging.green  # noqa: F401, I001  patches; nothing may be imported before it

import os
from collections.abc import Sequence

from infra import territories, world
from infra.messaging.metrics import export
from infra.messaging.service import run_workers
from infra.observability import logs, metrics
from infra.observability.health import Health, serve
from infra.settings import Settings
from scripts import version
from scripts.services import room


def run(stores: Sequence[str], host: str, port: int) -> None:
    """React until SIGTERM or SIGINT."""
    settings = Settings.from_environment(os.environ, stores, "worker")
    confidential = any(settings.stores[name].zone == "confidential" for name in stores)
    logs.configure("+".join(stores), confidential=confidential)
    metrics.announce_build(*version.of_this_checkout())
    world.install(world.RealWorld(settings.clock_shift))
    territories.admit_fictional(settings.environment != "production")
    workers = [room(name, "worker").make(settings) for name in stores]
    export([worker.stats for worker in workers])
    server = serve(Health({w.plan.name: w.check for w in workers}, confidential=confidential), host, port)
    try:
        run_workers(workers)
    finally:
        server.shutdown()
