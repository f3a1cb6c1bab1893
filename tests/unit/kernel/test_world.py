"""Everything that makes two runs differ comes through one port."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from infra import world
from infra.world import RealWorld
from tests.unit.kernel.toys import Parcel, SecretBox, Size

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)


class Still:
    """A world that stands still."""

    def now(self) -> datetime:
        return NOON

    def new_id(self) -> UUID:
        return UUID(int=7)

    def random_id(self) -> UUID:
        return UUID(int=4)

    def random_bytes(self, size: int) -> bytes:
        return b"\x01" * size


def test_aggregates_take_time_and_ids_from_the_world() -> None:
    with world.use(Still()):
        parcel = Parcel(sender_id=UUID(int=1), size=Size.SMALL, note=None)
        assert (parcel.id, parcel.created_on) == (UUID(int=7), NOON)
        assert SecretBox.create_id() == UUID(int=4)
        assert world.random_bytes(3) == b"\x01\x01\x01"
    assert world.now() > NOON


def test_the_clock_can_be_shifted() -> None:
    shifted = RealWorld(timedelta(days=-100)).now()
    assert timedelta(days=99) < world.now() - shifted < timedelta(days=101)


def test_a_process_has_one_world() -> None:
    before = world.current()
    try:
        world.install(Still())
        assert world.now() == NOON
    finally:
        world.install(before)
