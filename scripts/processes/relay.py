"""The role `relay`: pumps published events to the broker, a thread for each store."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence

from infra.messaging.metrics import export
from infra.messaging.relay import Relay
from infra.observability import logs, metrics
from infra.observability.health import Health, serve
from infra.settings import Settings
from scripts import version
from scripts.broker import channels_of


def run(stores: Sequence[str], host: str, port: int) -> None:
    """Relay until SIGTERM or SIGINT."""
    settings = Settings.from_environment(os.environ, stores, "relay")
    confidential = any(settings.stores[name].zone == "confidential" for name in stores)
    logs.configure("+".join(stores), confidential=confidential)
    metrics.announce_build(*version.of_this_checkout())
    relays = [_relay(name, settings) for name in stores]
    threads = [threading.Thread(target=relay.run, name=relay.store) for relay in relays]

    def stop(*_: object) -> None:
        for relay in relays:
            relay.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    export([relay.stats for relay in relays])
    server = serve(Health({relay.store: relay.check for relay in relays}, confidential=confidential), host, port)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.shutdown()


def _relay(name: str, settings: Settings) -> Relay:
    store = settings.stores[name]
    assert store.amqp_uri is not None
    return Relay(name, store.zone, store.database("relay"), store.amqp_uri, channels=channels_of(name))
