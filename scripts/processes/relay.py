"""The role `relay`: pumps published events to the broker and, without it, follows the ledger; threads of each store."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence

from infra.ledger.running import Ledger, ledger_of
from infra.messaging.metrics import export
from infra.messaging.relay import Relay
from infra.observability import logs, metrics
from infra.observability.health import Check, Health, serve
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
    ledgers = [ledger_of(name, settings) for name in stores]
    runs = [*(relay.run for relay in relays), *(run for ledger in ledgers for run in ledger.runs)]
    threads = [threading.Thread(target=run) for run in runs]

    def stop(*_: object) -> None:
        for end in (*(relay.stop for relay in relays), *(ledger.stop for ledger in ledgers)):
            end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    export([*(relay.stats for relay in relays), *(ledger.stats for ledger in ledgers)])
    server = serve(Health(_checks(relays, ledgers), confidential=confidential), host, port)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.shutdown()


def _checks(relays: Sequence[Relay], ledgers: Sequence[Ledger]) -> dict[str, Check]:
    pumps: dict[str, Check] = {relay.store: relay.check for relay in relays}
    return pumps | {f"{ledger.store} ledger": ledger.stats.check for ledger in ledgers}


def _relay(name: str, settings: Settings) -> Relay:
    store = settings.stores[name]
    assert store.amqp_uri is not None
    return Relay(name, store.zone, store.database("relay"), store.amqp_uri, channels=channels_of(name))
