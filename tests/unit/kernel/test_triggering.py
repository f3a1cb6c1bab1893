"""The short way to an event does and refuses what the library's own way does."""

from __future__ import annotations

import inspect
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.domain import BoundCommandMethodDecorator, CommandMethodDecorator, decorated_func_callers

from infra import triggering
from infra.kernel import Aggregate, Event, InitialEvent, event
from tests.unit.kernel.toys import Parcel, Size

NOON = datetime(2025, 4, 17, 12, tzinfo=UTC)


class Kettle(Aggregate, store="kerneltoys"):
    """Every shape of event that is not the usual one."""

    class Bought(InitialEvent):
        pass

    class Heated(Event):
        degrees: int
        unit: str = "C"

    class Emptied(Event):
        litres: int

        def __post_init__(self) -> None:
            if self.litres < 0:
                raise ValueError("litres")

    class Boiled(Event):
        def apply(self, aggregate: Any) -> None:
            aggregate.told.append("by the event")

    @event(Bought)
    def __init__(self) -> None:
        self.told: list[Any] = []

    @event(Heated)
    def heat(self, degrees: int, unit: str = "C") -> None:
        self.told.append((degrees, unit))

    @event(Emptied)
    def empty(self, litres: int) -> None:
        self.told.append(litres)

    @event(Boiled)
    def boil(self) -> None:
        self.told.append("by the method")


@pytest.fixture
def kettle() -> Kettle:
    return Kettle()


def test_arguments_by_name_by_position_and_left_out_mean_the_same(kettle: Kettle) -> None:
    kettle.heat(degrees=90, unit="C")
    kettle.heat(90, "C")
    kettle.heat(90)
    first, *others = kettle.collect_events()[1:]
    assert kettle.told == [(90, "C")] * 3
    assert {(type(e), e.degrees, e.unit) for e in others} == {(type(first), 90, "C")}


def test_the_short_way_makes_the_event_that_the_library_makes() -> None:
    short, long = (Parcel(uuid4(), Size.SMALL, None) for _ in range(2))
    vars(long).update(_id=short.id)
    short.trigger_event(Parcel.Weighed, grams=5, scale="K7", timestamp=NOON)
    super(Aggregate, long).trigger_event(Parcel.Weighed, grams=5, scale="K7", timestamp=NOON)
    made, expected = short.collect_events()[-1], long.collect_events()[-1]
    assert (made, repr(made), hash(made)) == (expected, repr(expected), hash(expected))
    assert (short.grams, short.version) == (long.grams, long.version) == (5, 2)


@pytest.mark.parametrize("given", [{}, {"degrees": 1, "colour": "red"}])
def test_what_is_missing_or_unknown_is_refused(kettle: Kettle, given: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        kettle.heat(**given)
    with pytest.raises(TypeError):
        kettle.trigger_event(Kettle.Heated, **given)
    assert kettle.told == []


def test_an_event_that_checks_itself_is_asked(kettle: Kettle) -> None:
    with pytest.raises(ValueError, match="litres"):
        kettle.empty(litres=-1)
    kettle.empty(litres=1)
    assert kettle.told == [1]


def test_an_event_with_an_effect_of_its_own_has_it(kettle: Kettle) -> None:
    kettle.boil()
    assert kettle.told == ["by the method", "by the event"]


def test_an_event_is_frozen_either_way(kettle: Kettle) -> None:
    kettle.empty(litres=1)
    with pytest.raises(AttributeError, match="cannot assign"):
        kettle.collect_events()[-1].litres = 2


def test_the_usual_shape_does_not_go_through_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = Parcel(uuid4(), Size.SMALL, None)

    def long_way(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(BoundCommandMethodDecorator, "trigger", long_way)
    parcel.weigh(grams=5, scale="K7")
    assert parcel.grams == 5


def test_a_method_keeps_its_signature() -> None:
    assert list(inspect.signature(Parcel.weigh).parameters) == ["self", "grams", "scale"]


def test_a_method_that_takes_more_than_its_event_stays_as_it_is() -> None:
    class Sieve:
        def sift(self, grams: int, thrown_away: str) -> None:
            """Only `grams` is recorded."""

    decorator = CommandMethodDecorator(Parcel.Delayed, Sieve.sift)
    Sieve.sift = decorator  # type: ignore[method-assign]
    decorated_func_callers[decorator] = Parcel.Weighed
    try:
        triggering.shorten(Sieve)
        assert vars(Sieve)["sift"] is decorator
    finally:
        del decorated_func_callers[decorator]


def test_a_stored_event_with_a_field_too_many_is_refused() -> None:
    values: dict[str, Any] = {"originator_id": UUID(int=1), "originator_version": 2, "timestamp": NOON}
    with pytest.raises(TypeError):
        triggering.made(Parcel.Weighed, {**values, "grams": 1, "scale": "K7", "colour": "red"})
