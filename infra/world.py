"""The one port for time, ids and randomness: everything that makes two runs differ comes through here."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import UUID, uuid4

import uuid_utils.compat


class World(Protocol):
    """What a process may ask of the outside: an instant, an id, random bytes."""

    def now(self) -> datetime: ...
    def new_id(self) -> UUID: ...
    def random_id(self) -> UUID: ...
    def random_bytes(self, size: int) -> bytes: ...


class RealWorld:
    """The machine's clock, shifted by `shift` for demonstrations, and the operating system's randomness."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self.shift = shift

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def new_id(self) -> UUID:
        """A UUIDv7: sortable, and it tells its millisecond, so never for confidential streams."""
        return uuid_utils.compat.uuid7()

    def random_id(self) -> UUID:
        """A random UUIDv4, for streams whose moment of birth is nobody's business."""
        return uuid4()

    def random_bytes(self, size: int) -> bytes:
        return secrets.token_bytes(size)


_process_world: World = RealWorld()
_override: ContextVar[World | None] = ContextVar("world", default=None)


def install(world: World) -> None:
    """Set the world of this whole process; composition roots call it once, at start."""
    global _process_world
    _process_world = world


@contextmanager
def use(world: World) -> Iterator[World]:
    """Replace the world for the current context only, as tests do."""
    token = _override.set(world)
    try:
        yield world
    finally:
        _override.reset(token)


def current() -> World:
    return _override.get() or _process_world


def now() -> datetime:
    return (_override.get() or _process_world).now()


def new_id() -> UUID:
    return current().new_id()


def random_id() -> UUID:
    return current().random_id()


def random_bytes(size: int) -> bytes:
    return current().random_bytes(size)
