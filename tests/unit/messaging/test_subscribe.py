"""Reactions say what a store listens to and which application handles it."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from contracts.contract import Contract
from infra.application import Application
from infra.eventstore.store import EventStore
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
