"""A snapshot holds every kind of value an aggregate has, and one that cannot be read is ignored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from infra.eventstore import snapshots
from infra.kernel import Sealed
from infra.sealed import SealedRef
from tests.unit.kernel.toys import Parcel, Size, Stop

REF = SealedRef(UUID(int=1), 1, "note", UUID(int=2), "ab")
KINDS: Sequence[Any] = (
    None, True, 7, 1.5, "text", Size.LARGE, UUID(int=3), Decimal("1.50"), date(2025, 4, 17),
    datetime(2025, 4, 17, 12, 30, tzinfo=UTC), [1, [2]], (1, (Size.SMALL,)), {1, 2}, frozenset({"a"}),
    {UUID(int=4): {"deep": (Decimal(1),)}, 5: Size.SMALL}, Stop("Porto", date(2025, 1, 1), Decimal("0.10")),
    Sealed(ref=REF), [], {}, "",
)  # fmt: skip


def parcel(value: Any) -> Parcel:
    made = Parcel(sender_id=UUID(int=5), size=Size.SMALL, note=None)
    made.collect_events()
    made.extra = value  # type: ignore[attr-defined]
    return made


def state(aggregate: Parcel) -> bytes:
    taken = snapshots.take(aggregate).parameters[3]
    assert isinstance(taken, bytes)
    return taken


@pytest.mark.parametrize("value", KINDS, ids=repr)
def test_every_kind_of_value_comes_back(value: Any) -> None:
    back = snapshots.restore(Parcel, state(parcel(value)))
    assert back is not None
    found = back.extra  # type: ignore[attr-defined]
    assert (found, type(found)) == (value, type(value))


def test_an_aggregate_goes_on_from_its_snapshot() -> None:
    kept = parcel("x")
    back = snapshots.restore(Parcel, state(kept))
    assert back == kept
    assert back is not None
    back.stop(stop=Stop("Porto", date(2025, 1, 1)))
    assert (back.version, len(back.collect_events()), kept.stops) == (2, 1, [])


def test_a_snapshot_without_the_decisions_that_wait() -> None:
    waiting = Parcel(sender_id=UUID(int=5), size=Size.SMALL, note=None)
    assert "_pending_events" not in json.loads(state(waiting))


@pytest.mark.parametrize("gone", ["tests.unit.kernel.nowhere", "tests.unit.kernel.toys"])
def test_a_snapshot_that_names_what_has_moved_is_ignored(gone: str) -> None:
    moved = state(parcel(Stop("Porto", date(2025, 1, 1)))).replace(
        b'"tests.unit.kernel.toys", "Stop"', f'"{gone}", "Moved"'.encode()
    )
    assert snapshots.restore(Parcel, moved) is None


def test_the_layout_changes_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert snapshots.layout(Parcel) == "kerneltoys.parcel/1"
    monkeypatch.setattr(Parcel, "snapshot_version", 2)
    assert snapshots.layout(Parcel) == "kerneltoys.parcel/2"


def test_a_sealed_value_keeps_its_place_and_not_its_plain() -> None:
    made = Sealed.of("Canária")
    made.ref = replace(REF)
    assert "Canária" not in state(parcel(made)).decode()
