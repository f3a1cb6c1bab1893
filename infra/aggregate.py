"""Aggregate and event base classes on the eventsourcing library, with stored names derived and never a module path."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from eventsourcing.domain import (
    BaseAggregate,
    CanInitAggregate,
    CanMutateAggregate,
    DomainEvent,
    OriginatorIDError,
    OriginatorVersionError,
)
from eventsourcing.domain import event as event

from infra import world
from infra.metadata import happening
from infra.triggering import made, shorten, tell


class Event(CanMutateAggregate[UUID], DomainEvent):
    """A decision of an aggregate. `timestamp` is when it happened in the world (occurred_at)."""

    TOPIC: ClassVar[str]
    # Whether the ids in it lead to its stream; not in an event that only tells who looked at something.
    TRACED: ClassVar[bool] = True
    # Whether it only says that time went by: then what somebody read before it is not outdated.
    REMARK: ClassVar[bool] = False
    # Whether a confidential store hides what it says; not in what erasures and the ledger itself have to show.
    VEILED: ClassVar[bool] = True

    @staticmethod
    def create_timestamp() -> datetime:
        return happening()

    def mutate(self, aggregate: Any) -> Any:
        """As the library's, on the attributes themselves: it runs for every event of every batch and replay."""
        state = vars(aggregate)
        mine, next_version = self.originator_id, state["_version"] + 1
        if mine is not state["_id"] and mine != state["_id"]:
            raise OriginatorIDError(mine, state["_id"])
        if self.originator_version != next_version:
            raise OriginatorVersionError(self.originator_version, next_version)
        tell(self, aggregate)
        if self.REMARK:
            state["_remarks"] = state.get("_remarks", 0) + 1
        elif "_remarks" in state:
            del state["_remarks"]
        state["_version"], state["_modified_on"] = next_version, self.timestamp
        return aggregate


class InitialEvent(CanInitAggregate[UUID], Event):
    """The first event of an aggregate."""

    originator_topic: str


class Aggregate(BaseAggregate[UUID]):
    """An aggregate root. Subclass with `store="intake"`; confidential stores get random ids.

    The stored name of an aggregate is `<store>.<aggregate>`, of an event `<store>.<aggregate>.<event>`,
    in kebab case: classes and modules may move, names in the log may not.
    """

    TOPIC: ClassVar[str]
    store: ClassVar[str]
    confidential: ClassVar[bool] = False
    snapshot_version: ClassVar[int] = 1

    class Event(Event):
        pass

    @classmethod
    def __init_subclass__(cls, *, store: str = "", confidential: bool = False, created_event_name: str = "") -> None:
        if not store:
            msg = f"{cls.__name__} must name its store: class {cls.__name__}(Aggregate, store=...)"
            raise TypeError(msg)
        cls.store, cls.confidential = store, confidential
        cls.TOPIC = f"{store}.{kebab(cls.__name__)}"
        for name, value in tuple(cls.__dict__.items()):
            if isinstance(value, type) and issubclass(value, CanMutateAggregate):
                value.TOPIC = f"{cls.TOPIC}.{kebab(name)}"  # type: ignore[attr-defined]
        super().__init_subclass__(created_event_name=created_event_name)
        shorten(cls)

    def trigger_event(self, event_class: Any, **kwargs: Any) -> None:
        """As the library's; what it checks at every event of the class itself is certain here since the start."""
        kwargs["originator_id"], kwargs["originator_version"] = self._id, self._version + 1
        if kwargs.get("timestamp") is None:
            kwargs["timestamp"] = event_class.create_timestamp()
        decided = made(event_class, kwargs)
        decided.mutate(self)
        self._pending_events.append(decided)

    def collect_events(self) -> list[Any]:
        collected, self._pending_events = self._pending_events, []
        return collected

    def stands_at(self, expected: int) -> bool:
        """Whether nothing but remarks came after that version."""
        remarks: int = vars(self).get("_remarks", 0)
        return self.version - remarks <= expected <= self.version

    @classmethod
    def create_id(cls, *_: Any, **__: Any) -> UUID:
        """A new id from the world: v7 in open stores, random in confidential ones."""
        return world.random_id() if cls.confidential else world.new_id()


def kebab(name: str) -> str:
    """`NoticeCase` becomes `notice-case`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
