"""A stack of this checkout: its files, secrets, ports and servers."""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scripts.failures import CommandError
from scripts.stack import credentials as secrets_of
from scripts.stack.applications import APPLICATIONS
from scripts.stack.credentials import Credentials
from scripts.stack.databases import Server
from scripts.stack.environ import Endpoints, environment, operator_uri
from scripts.stack.external import Broker, External, external
from scripts.stack.layout import Layout
from scripts.stack.ports import LOOPBACK, allocate, is_free, remembered
from scripts.stack.stores import STORES, VHOSTS, Store, Zone

SERVER_PORTS = ("postgres", "rabbitmq", "rabbitmq-distribution", "epmd")
_NEEDED_BYTES = 400 * 1024 * 1024


@dataclass(frozen=True)
class Stack:
    """What is needed to reach everything of a stack; the servers need not run."""

    layout: Layout
    credentials: Credentials
    ports: Mapping[str, int]
    external: External | None

    @property
    def postgres(self) -> Server:
        """The server with its administrator's account."""
        if self.external:
            return self.external.postgres
        return Server(LOOPBACK, self.ports["postgres"], "postgres", self.credentials.passwords["postgres"])

    @property
    def broker(self) -> Broker:
        return self.external.broker if self.external else Broker(LOOPBACK, self.ports["rabbitmq"])

    @property
    def urls(self) -> dict[Zone, str]:
        """The base address of each edge."""
        edges = {
            application.zone: self.ports[application.name] for application in APPLICATIONS if application.role == "api"
        }
        return {zone: f"http://{LOOPBACK}:{port}" for zone, port in edges.items()}

    def environment(self, stores: Iterable[Store] = STORES, role: str = "job") -> dict[str, str]:
        """The variables for one process; without arguments everything that jobs and tests need."""
        endpoints = Endpoints(self.postgres, self.broker, self.urls)
        mode = "test" if self.layout.name == "test" else "development"
        return environment(self.credentials, endpoints, stores, role, mode)

    def operator_uri(self, zone: Zone) -> str:
        """A broker address that may do anything on a zone's vhost."""
        return operator_uri(self.credentials, self.broker, VHOSTS[zone])


def load(name: str = "dev", layout: Layout | None = None) -> Stack:
    """The stack as it was started last; an error when it never was."""
    layout = layout or Layout(name)
    if not layout.ports.exists():
        raise CommandError(f"the stack {layout.name!r} was never started: run make run")
    return Stack(layout, secrets_of.ensure(layout), remembered(layout.ports), external(os.environ))


def make(layout: Layout, fixed: Mapping[str, int] | None = None) -> Stack:
    """Makes folders and secrets and chooses ports; `fixed` holds ports that must not move."""
    layout.make()
    free = shutil.disk_usage(layout.run).free
    if free < _NEEDED_BYTES:
        raise CommandError(
            f"the disk is full: {free // 2**20} MiB free below {layout.run}, {_NEEDED_BYTES // 2**20} MiB needed"
        )
    for name, port in (fixed or {}).items():
        if not is_free(port):
            raise CommandError(f"port {port} for {name} is taken by another program")
    usual: dict[str, int | None] = dict.fromkeys(SERVER_PORTS)
    usual |= {a.name: a.usual_port if layout.has_usual_ports else None for a in APPLICATIONS}
    ports = allocate(layout.ports, usual, fixed)
    return Stack(layout, secrets_of.ensure(layout), ports, external(os.environ))
