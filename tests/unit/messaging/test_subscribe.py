"""Reactions say what a store listens to and which application handles it."""

from __future__ import annotations

from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from contracts.contract import Contract
from infra.application import Application
from infra.eventstore.store import EventStore
from infra.kernel import Aggregate, InitialEvent, event
from infra.messaging.envelope import Envelope, Message
from infra.messaging.subscribe import Reactions, application_for, subscribe


class LampLit(Contract, type="gamma.lamp.lit"):
    lumen: int


class LampSeen(Contract, type="gamma.lamp.seen", channel="statistics"):
    lumen: int


class First(Application):
    pass


class Second(Application):
    pass


@subscribe(LampLit)
def on_lamp_lit(app: Second, message: LampLit, envelope: Any) -> None:
    pass


@subscribe(LampSeen)
def on_lamp_seen(app: First, message: LampSeen, envelope: Any) -> None:
    pass


def module(*functions: Any) -> ModuleType:
    made = ModuleType(__name__)
    vars(made).update({function.__name__: function for function in functions})
    return made


def test_the_reactions_say_what_is_listened_to() -> None:
    events, statistics = Reactions([module(on_lamp_lit, on_lamp_seen)]).inboxes("delta")
    assert (events.channel, events.sources) == ("events", {"gamma"})
    assert statistics.queue(1) == "delta.statistics.p1"


def test_a_store_without_reactions_listens_to_nothing() -> None:
    assert Reactions([module()]).inboxes("delta") == ()


def test_the_annotation_chooses_the_application() -> None:
    store = EventStore.in_memory("delta")
    applications = [First(store), Second(store)]
    assert application_for(on_lamp_lit, applications) is applications[1]
    with pytest.raises(TypeError, match="does not have"):
        application_for(on_lamp_lit, applications[:1])


def test_a_reaction_without_annotation_is_refused() -> None:
    with pytest.raises(TypeError, match="annotate"):
        application_for(lambda app: None, [])


class Lamp(Aggregate, store="delta"):
    class Hung(InitialEvent):
        pass

    @event(Hung)
    def __init__(self) -> None:
        self.lit = False


class LampMoved(Contract, type="gamma.lamp.moved"):
    lumen: int


def lamps(message: LampMoved, envelope: Any) -> list[tuple[type[Aggregate], UUID]]:
    return [(Lamp, UUID(int=message.lumen))]


@subscribe(LampMoved, loads=lamps)
def on_lamp_moved(app: First, message: LampMoved, envelope: Any) -> None:
    pass


def message(contract: type[Contract], data: dict[str, Any]) -> Message:
    at = datetime(2025, 4, 17, 12, tzinfo=UTC)
    envelope = Envelope("1:1", contract.TYPE, 1, "gamma", contract.CHANNEL, UUID(int=1), 2, 1, UUID(int=9), 1, at, at)
    return Message(envelope, {"data": data})


def test_a_batch_knows_what_its_reactions_will_load() -> None:
    reactions = Reactions([module(on_lamp_lit, on_lamp_moved)])
    messages = [message(LampMoved, {"lumen": 5}), message(LampLit, {"lumen": 6}), message(LampMoved, {"lumen": 7})]
    assert reactions.loads(messages) == [(Lamp, UUID(int=5)), (Lamp, UUID(int=7))]


@pytest.mark.parametrize("data", [{"lumen": "much"}, {}, {"lumen": -1}])
def test_a_message_that_cannot_be_read_names_nothing_and_fails_in_its_turn(data: dict[str, Any]) -> None:
    assert Reactions([module(on_lamp_moved)]).loads([message(LampMoved, data)]) == []


def test_who_names_nothing_loads_nothing_beforehand() -> None:
    assert Reactions([module(on_lamp_lit)]).loads([message(LampLit, {"lumen": 6})]) == []
