"""Stored names are derived from store and class, and never from a module path."""

from __future__ import annotations

import pytest
from eventsourcing.domain import ProgrammingError
from eventsourcing.utils import get_topic, resolve_topic

from infra.aggregate import kebab
from infra.kernel import Aggregate
from tests.unit.kernel.toys import Parcel, SecretBox


@pytest.mark.parametrize(
    ("name", "expected"), [("Case", "case"), ("NoticeCase", "notice-case"), ("CaseOfTwo", "case-of-two")]
)
def test_names_are_kebab_case(name: str, expected: str) -> None:
    assert kebab(name) == expected


def test_a_stored_name_is_store_aggregate_event() -> None:
    assert get_topic(Parcel) == "kerneltoys.parcel"
    assert get_topic(Parcel.Stopped) == "kerneltoys.parcel.stopped"
    assert resolve_topic("kerneltoys.secret-box.locked") is SecretBox.Locked


def test_an_aggregate_must_name_its_store() -> None:
    with pytest.raises(TypeError, match="must name its store"):
        type("Homeless", (Aggregate,), {})


def test_two_aggregates_cannot_share_a_name() -> None:
    with pytest.raises(ProgrammingError, match="already registered"):
        type("Parcel", (Parcel,), {}, store="kerneltoys")


def test_ids_tell_their_time_in_open_stores_only() -> None:
    assert Parcel.create_id().version == 7
    assert SecretBox.create_id().version == 4
