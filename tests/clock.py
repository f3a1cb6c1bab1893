"""A world for tests that need to say what time it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from infra.world import RealWorld


class Clock:
    """A world that stands still until it is told to go on."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def pass_by(self, **span: float) -> None:
        self.instant += timedelta(**span)

    def new_id(self) -> UUID:
        return uuid4()

    def random_id(self) -> UUID:
        return uuid4()

    def random_bytes(self, size: int) -> bytes:
        return b"\0" * size


class Midday(RealWorld):
    """A clock that goes on as every clock does, from the last noon of a zone: no day ends while a test runs."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        local = self.now().astimezone(ZoneInfo(zone))
        noon = local.replace(hour=12, minute=0, second=0, microsecond=0)
        self.shift = -((local - noon) % timedelta(days=1))
