"""Servers that somebody else runs, named by two variables (see deploy/local/compose.yaml).

TRAVESSIA_POSTGRES_ADMIN_URI   postgresql://user:password@host:port/database; the account makes roles and databases
TRAVESSIA_AMQP_URI             amqp://host:port; with user:password@ all stores use that account instead of their own

Both or neither are set. The broker must have been loaded with what `travessia definitions` prints.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from scripts.failures import UsageError
from scripts.stack.databases import Server

POSTGRES, AMQP = "TRAVESSIA_POSTGRES_ADMIN_URI", "TRAVESSIA_AMQP_URI"


@dataclass(frozen=True)
class Broker:
    """Where the broker listens, and the account for everything if it is not one per store."""

    host: str
    port: int
    account: tuple[str, str] | None = None


@dataclass(frozen=True)
class External:
    """Both servers of somebody else."""

    postgres: Server
    broker: Broker


def external(environment: Mapping[str, str]) -> External | None:
    """The servers that the environment names, or None when the stack shall start its own."""
    given = [name for name in (POSTGRES, AMQP) if environment.get(name)]
    if not given:
        return None
    if len(given) == 1:
        raise UsageError(f"set both {POSTGRES} and {AMQP}, or neither; only {given[0]} is set")
    return External(_server(environment[POSTGRES]), _broker(environment[AMQP]))


def _server(uri: str) -> Server:
    parts = _split(POSTGRES, uri, ("postgresql", "postgres"))
    database = parts.path.strip("/") or "postgres"
    return Server(
        parts.hostname or "", parts.port or 5432, unquote(parts.username or ""), unquote(parts.password or ""), database
    )


def _broker(uri: str) -> Broker:
    parts = _split(AMQP, uri, ("amqp",))
    account = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Broker(parts.hostname or "", parts.port or 5672, account)


def _split(name: str, uri: str, schemes: tuple[str, ...]) -> SplitResult:
    parts = urlsplit(uri)
    if parts.scheme not in schemes or not parts.hostname:
        raise UsageError(f"{name} must look like {schemes[0]}://user:password@host:port")
    return parts
