"""The application processes of a stack, as one table."""

import http.client
import sys
from dataclasses import dataclass

from scripts.stack.layout import Layout
from scripts.stack.ports import LOOPBACK
from scripts.stack.processes import Command
from scripts.stack.stores import Store, Zone, stores_of

MODULE = "scripts.process"


@dataclass(frozen=True)
class Application:
    """One process: a role for all stores of one zone."""

    name: str
    role: str
    zone: Zone
    usual_port: int | None = None

    @property
    def stores(self) -> tuple[Store, ...]:
        return stores_of(self.zone)

    def command(self, layout: Layout, port: int, environment: dict[str, str]) -> Command:
        """How to start it: an api serves its health on its own address, the others on one of their own."""
        option = "--bind" if self.role == "api" else "--health"
        names = [store.name for store in self.stores]
        return Command(
            name=self.name,
            arguments=[sys.executable, "-m", MODULE, self.role, *names, option, f"{LOOPBACK}:{port}"],
            environment=environment,
            marker=MODULE,
            port=port,
            kind=self.role,
            directory=layout.root,
        )


APPLICATIONS: tuple[Application, ...] = (
    Application("edge-open", "api", "open", usual_port=8000),
    Application("edge-confidential", "api", "confidential", usual_port=8001),
    Application("worker-open", "worker", "open"),
    Application("worker-confidential", "worker", "confidential"),
    Application("relay-open", "relay", "open"),
    Application("relay-confidential", "relay", "confidential"),
)


def fetch(port: int, path: str, seconds: float = 2.0) -> tuple[int, str]:
    """GET on a loopback port: status and body; status 0 when nobody answers."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=seconds)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()


def is_ready(port: int) -> bool:
    return fetch(port, "/health/ready")[0] == 200
