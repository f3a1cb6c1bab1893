"""Who, why, where and when of an event: recorded beside the business values, never among them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from infra import world


@dataclass(frozen=True)
class Tenant:
    """Territory and organisation an event belongs to: 2-letter state, 7-digit IBGE code, organisation."""

    country: str = "BR"
    uf: str | None = None
    municipality_ibge7: str | None = None
    org_id: UUID | None = None


@dataclass(frozen=True)
class Metadata:
    """The envelope of B.0.1 that a command sets before it decides; `occurred_at` None means now."""

    actor: str = "system"
    role: str = "system"
    tenant: Tenant = Tenant()
    legal_basis: str = "LB_PUBLIC_POLICY"
    consent_refs: tuple[UUID, ...] = ()
    ruleset_version: str | None = None
    occurred_at: datetime | None = None
    local_zone: str = "America/Sao_Paulo"
    causation_id: str | None = None
    correlation_id: str | None = None
    origin: str = "online"
    purpose: str | None = None


_current: ContextVar[Metadata | None] = ContextVar("metadata", default=None)


def at_its_time(metadata: Metadata, occurred_at: datetime) -> Metadata:
    """The same circumstances of something that happened then. `replace` would take six times as long."""
    changed = object.__new__(Metadata)
    vars(changed).update(vars(metadata), occurred_at=occurred_at)
    return changed


def current_metadata() -> Metadata:
    """The metadata of the command being handled; a bare system default outside of one."""
    return _current.get() or Metadata()


def happening() -> datetime:
    """When the thing being decided happens in the world: as the command says, or now."""
    metadata = _current.get()
    return (metadata and metadata.occurred_at) or world.now()


class acting:  # noqa: N801  used as a function, and a generator would cost more than what it does
    """Handle a command, reaction or deadline as `metadata` says."""

    __slots__ = ("_metadata", "_token")

    def __init__(self, metadata: Metadata) -> None:
        self._metadata = metadata

    def __enter__(self) -> Metadata:
        self._token = _current.set(self._metadata)
        return self._metadata

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)


@contextmanager
def amended(**changes: object) -> Iterator[Metadata]:
    """The current metadata with some fields replaced, for one decision."""
    with acting(replace(current_metadata(), **changes)) as metadata:  # type: ignore[arg-type]
        yield metadata
