"""The role `worker`: reactions and deadlines of one trust zone's stores, under nameko and eventlet."""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402  nothing may be imported before the patch
from collections.abc import Sequence  # noqa: E402

from infra import world  # noqa: E402
from infra.messaging.service import run_workers  # noqa: E402
from infra.observability import logs  # noqa: E402
from infra.observability.health import Health, serve  # noqa: E402
from infra.settings import Settings  # noqa: E402
from scripts.services import room  # noqa: E402


def run(stores: Sequence[str], host: str, port: int) -> None:
    """React until SIGTERM or SIGINT."""
    settings = Settings.from_environment(os.environ, stores, "worker")
    logs.configure("+".join(stores))
    world.install(world.RealWorld(settings.clock_shift))
    workers = [room(name, "worker").make(settings) for name in stores]
    confidential = any(settings.stores[name].zone == "confidential" for name in stores)
    server = serve(Health({w.plan.name: w.check for w in workers}, confidential=confidential), host, port)
    try:
        run_workers(workers)
    finally:
        server.shutdown()
