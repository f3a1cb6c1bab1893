"""Two toy stores: `alpha` counts, `beta` follows, one follower for each counter."""

from __future__ import annotations

from types import ModuleType
from uuid import UUID

from contracts.contract import Contract
from infra.application import Application
from infra.database import Database
from infra.eventstore.keys import MemoryKeyStore
from infra.eventstore.postgres import PostgresRecorder
from infra.eventstore.store import EventStore
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, derived_id, event
from infra.messaging.envelope import Envelope
from infra.messaging.subscribe import subscribe
from infra.metadata import Metadata
from infra.publishing import Publisher, publishes

FOLLOWERS = UUID("5f2f3a86-6c0b-4a39-9a53-5a1c9f6a0c11")


class CounterStepped(Contract, type="alpha.counter.stepped"):
    number: int


class CounterRevoked(Contract, type="alpha.counter.revoked", dismissible=False):
    number: int


class CounterMeasured(Contract, type="alpha.counter.measured", channel="statistics"):
    number: int


class Counter(Aggregate, store="alpha"):
    class Opened(InitialEvent):
        pass

    class Stepped(Event):
        number: int

    class Revoked(Event):
        number: int

    class Measured(Event):
        number: int

    @event(Opened)
    def __init__(self) -> None:
        self.number = 0

    @event(Stepped)
    def step(self, number: int) -> None:
        self.number = number

    @event(Revoked)
    def revoke(self, number: int) -> None:
        self.number = number

    @event(Measured)
    def measure(self, number: int) -> None:
        pass


class Follower(Aggregate, store="beta"):
    class Opened(InitialEvent):
        counter: UUID

    class Followed(Event):
        number: int

    @staticmethod
    def create_id(counter: UUID) -> UUID:
        return derived_id(FOLLOWERS, str(counter))

    @event(Opened)
    def __init__(self, counter: UUID) -> None:
        self.numbers: list[int] = []

    @event(Followed)
    def follow(self, number: int) -> None:
        self.numbers.append(number)


class Refused(DomainError):
    code = "beta.refused"


class Alpha(Application):
    def open(self) -> UUID:
        with self.unit_of_work() as unit:
            counter = Counter()
            unit.save(counter)
            return counter.id

    def step(self, counter_id: UUID, *numbers: int) -> None:
        with self.unit_of_work() as unit:
            counter = unit.get(Counter, counter_id)
            for number in numbers:
                counter.step(number=number)
            unit.save(counter)

    def revoke(self, counter_id: UUID, number: int) -> None:
        with self.unit_of_work() as unit:
            counter = unit.get(Counter, counter_id)
            counter.revoke(number=number)
            unit.save(counter)


class Beta(Application):
    """`poison` numbers fail as a bug would, `refused` ones break a rule."""

    poison: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()

    def follow(self, counter_id: UUID, number: int) -> None:
        if number in self.refused:
            raise Refused
        if number in self.poison:
            raise RuntimeError(f"secret value {number}")
        with self.unit_of_work() as unit:
            follower_id = Follower.create_id(counter_id)
            follower = unit.find(Follower, follower_id) or Follower(counter_id)
            follower.follow(number=number)
            unit.save(follower)

    def numbers(self, counter_id: UUID) -> list[int]:
        with self.unit_of_work() as unit:
            follower = unit.find(Follower, Follower.create_id(counter_id))
            return follower.numbers if follower else []


def store(name: str, database: Database) -> EventStore:
    published = ModuleType("published")
    mappings = (counter_stepped, counter_revoked, counter_measured)
    vars(published).update({mapping.__name__: mapping for mapping in mappings})
    publisher = Publisher(name, (published,) if name == "alpha" else ())
    return EventStore(name, PostgresRecorder(database), MemoryKeyStore(), publisher)


@publishes(Counter.Stepped)
def counter_stepped(event: Counter.Stepped, metadata: Metadata) -> CounterStepped:
    return CounterStepped(number=event.number)


@publishes(Counter.Revoked)
def counter_revoked(event: Counter.Revoked, metadata: Metadata) -> CounterRevoked:
    return CounterRevoked(number=event.number)


@publishes(Counter.Measured)
def counter_measured(event: Counter.Measured, metadata: Metadata) -> CounterMeasured:
    return CounterMeasured(number=event.number)


@subscribe(CounterStepped)
def on_counter_stepped(app: Beta, message: CounterStepped, envelope: Envelope) -> None:
    app.follow(envelope.subject, message.number)


@subscribe(CounterRevoked)
def on_counter_revoked(app: Beta, message: CounterRevoked, envelope: Envelope) -> None:
    app.follow(envelope.subject, message.number)
