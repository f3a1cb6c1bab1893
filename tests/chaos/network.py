"""The private stack of a campaign: both zones, each process behind proxies, and able to die at a named place."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from scripts import tokens
from scripts.stack import parts, proc, processes
from scripts.stack.applications import APPLICATIONS, Application, is_ready
from scripts.stack.credentials import AUDIENCE, ISSUER
from scripts.stack.ports import pick
from scripts.stack.processes import Record
from scripts.stack.stack import Stack
from scripts.stack.stores import STORES, Store, Zone, store_named
from scripts.stack.supervisor import infrastructure, migrate, start_one
from scripts.stack.waiting import until_ready
from tests.chaos.proxy import Proxy

NAMES = tuple(store.name for store in STORES)
# Stores that hear others while clients work, and those that hear enough to fill a queue.
CONSUMERS = ("intake", "coordination", "referrals", "analytics", "notices", "commissions")
BUSY = CONSUMERS[2:]
ZONES: tuple[Zone, ...] = ("open", "confidential")
EDGES, WORKERS, RELAYS = ([f"{kind}-{zone}" for zone in ZONES] for kind in ("edge", "worker", "relay"))
LIFE = 12 * 3600
LEDGER_SECONDS = "10"  # so that every fault sees checkpoints come and go
SERVERS = {"api": ("postgres",), "worker": ("postgres", "rabbitmq"), "relay": ("postgres", "rabbitmq")}


@dataclass(frozen=True)
class ProxiedStack(Stack):
    """Its processes reach database and broker through proxies, one for each role and server."""

    proxies: Mapping[tuple[str, str], Proxy] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    def environment(self, stores: Iterable[Store] = STORES, role: str = "job") -> dict[str, str]:
        variables = super().environment(stores, role) | {"TRAVESSIA_ENV": "test"}
        if role == "relay":
            variables.setdefault("TRAVESSIA_LEDGER_SECONDS", LEDGER_SECONDS)
        if role not in SERVERS:
            return variables
        for server in SERVERS[role]:
            variables = _redirected(variables, self.ports[server], self.proxies[role, server].port)
        return variables | self.extra

    @property
    def addresses(self) -> dict[str, str]:
        """The edge of each store."""
        return {store.name: self.urls[store.zone] for store in STORES}

    def token(self, role: str, *, office: str = "", org: str = "", account: str = "", commission: str = "") -> str:
        """A token that outlives the campaign."""
        grant = tokens.Grant(
            role=role, subject=account or f"chaos-{role}-{org}", client_id="chaos", uf=("AM",), org=org,
            office=(office,) if office else (), commission=(commission,) if commission else (),
        )  # fmt: skip
        payload = tokens.claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=LIFE)
        return tokens.sign(payload, self.credentials.key_file)

    def log(self, part: str) -> str:
        file = self.layout.logs / f"{part}.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def members(self, part: str) -> list[int]:
        """All live processes of a part: the one with the pid file and its children."""
        session = parts.record_of(self, part).pid
        return [pid for pid, stat in proc.all_stats() if stat.session == session and stat.state not in "ZX"]

    def second(self, part: str, *, without: str = "") -> Record:
        """Another process of the same kind, from the same environment, for all its stores but one; it answers later."""
        application = application_named(part)
        port = pick(self.ports.values())
        environment = self.environment(application.stores, application.role)
        command = application.command(self.layout, port, environment)
        arguments = [argument for argument in command.arguments if argument != without]
        return processes.start(self.layout, replace(command, name=f"{part}-second", arguments=arguments), attached=True)

    def start_instead(self, part: str, module: str, extra: dict[str, str]) -> Record:
        """Starts another program in the place of a part."""
        application = application_named(part)
        environment = self.environment(application.stores, application.role) | extra
        command = application.command(self.layout, self.ports[part], environment)
        arguments = [module if argument == command.marker else argument for argument in command.arguments]
        return processes.start(self.layout, replace(command, arguments=arguments, marker=module), attached=True)

    def start(self, part: str, **extra: str) -> Record:
        """Starts one process of the application and does not wait for it."""
        self.extra.update(extra)
        try:
            return start_one(self, application_named(part), attached=True)
        finally:
            self.extra.clear()


def application_named(part: str) -> Application:
    return next(application for application in APPLICATIONS if application.name == part)


def zone_of(store: str) -> Zone:
    return store_named(store).zone


def part_of(role: str, store: str) -> str:
    """The process that has this role (`edge`, `worker`, `relay`) for a store."""
    return f"{role}-{zone_of(store)}"


def _redirected(variables: dict[str, str], port: int, proxy: int) -> dict[str, str]:
    found = {}
    for name, value in variables.items():
        if name.endswith("_POSTGRES_PORT") and value == str(port):
            found[name] = str(proxy)
        else:
            found[name] = value.replace(f":{port}/", f":{proxy}/") if name.endswith("_AMQP_URI") else value
    return found


@contextmanager
def running(name: str, *, durable: bool = True) -> Iterator[ProxiedStack]:
    """A fresh stack; nothing is left running, whatever ends the block."""
    with infrastructure(name, durable=durable) as stack:
        targets = [(role, server) for role, servers in SERVERS.items() for server in servers]
        proxies = {(role, server): Proxy(stack.ports[server]) for role, server in targets}
        try:
            yield _started(ProxiedStack(stack.layout, stack.credentials, stack.ports, stack.external, proxies))
        finally:
            processes.stop_everything(stack.layout)
            for proxy in proxies.values():
                proxy.close()


def _started(stack: ProxiedStack) -> ProxiedStack:
    migrate(stack)
    probes = {start_one(stack, application, attached=True): partial(is_ready, stack.ports[application.name])
              for application in APPLICATIONS}  # fmt: skip
    until_ready(stack.layout, probes)
    return stack


def python(root: Path) -> tuple[str, dict[str, str]]:
    """The checkout's interpreter, and an environment in which the command line sees a stack of tests."""
    return str(root / ".venv" / "bin" / "python"), {**os.environ, "TRAVESSIA_ENV": "test"}
