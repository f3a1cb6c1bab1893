"""Which events are certain to be read back as they were, so that a snapshot may be taken without a replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from infra.eventstore.codec import is_exact
from infra.kernel import Sealed
from tests.unit.kernel.toys import Parcel, Size, Stop

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)
WEIGHED = Parcel.Weighed(originator_id=UUID(int=1), originator_version=2, timestamp=NOON, grams=5, scale="K7")
SENT = Parcel.Sent(
    originator_id=UUID(int=1), originator_version=1, timestamp=NOON, originator_topic=Parcel.TOPIC,
    sender_id=UUID(int=2), size=Size.SMALL, note=None,
)  # fmt: skip


@pytest.mark.parametrize("event", [WEIGHED, SENT, replace(SENT, note=Sealed.of("x"))])
def test_plain_values_of_their_annotated_types_are(event: object) -> None:
    assert is_exact(event)


@pytest.mark.parametrize(
    "event",
    [
        replace(WEIGHED, grams=True),
        replace(WEIGHED, scale=Size.SMALL),
        replace(WEIGHED, grams=None),  # type: ignore[arg-type]
        replace(SENT, size="small"),  # type: ignore[arg-type]
        replace(WEIGHED, timestamp=NOON.astimezone(timezone(timedelta(hours=-3)))),
        Parcel.Stopped(
            originator_id=UUID(int=1), originator_version=2, timestamp=NOON, stop=Stop("Porto", NOON.date())
        ),
    ],
)
def test_what_may_come_back_otherwise_is_not(event: object) -> None:
    assert not is_exact(event)
