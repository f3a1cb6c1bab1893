"""Erasures in memory: two approvers, a key at a time, what is left is said, nobody is sealed for afterwards."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from infra.erasure.application import ErasureApplication, NoHands, SomethingIsLeft, continue_erasures, refuse_erased
from infra.erasure.hands import MemoryHands
from infra.erasure.order import Order, TwoApproversNeeded
from infra.eventstore.keys import MemoryKeyStore
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.store import EventStore
from infra.refusals import SubjectErased
from infra.sealed import ERASED, AccessContext
from services.intake.people.domain.person import Person

OPENING = AccessContext("lia", "social_worker", "care", "LB_PUBLIC_POLICY")


@pytest.fixture
def store() -> EventStore:
    return EventStore.in_memory("intake")


@pytest.fixture
def app(store: EventStore) -> ErasureApplication:
    recorder, keys = store.recorder, store.vault.keys
    assert isinstance(recorder, MemoryRecorder)
    assert isinstance(keys, MemoryKeyStore)
    return ErasureApplication(store, MemoryHands(recorder, keys))


@pytest.fixture
def person(store: EventStore) -> UUID:
    with store.unit_of_work() as unit:
        made = Person.register(uuid4(), (), civil_name="Rosa")
        unit.save(made)
    return made.id


def order(subject: UUID, *approvers: str) -> Order:
    return Order(subject, uuid4(), "consent_withdrawn", approvers or ("dora", "davi"), "person")


def name_of(store: EventStore, person: UUID) -> object:
    with store.begin() as unit:
        return unit.open(unit.get(Person, person).civil_name, OPENING)


def rename(store: EventStore, person: UUID) -> None:
    with store.unit_of_work() as unit:
        found = unit.get(Person, person)
        found.declare_social_name("Rosinha")
        unit.save(found)


@pytest.mark.parametrize("approvers", [("dora",), ("dora", "dora")])
def test_two_different_people_authorise(app: ErasureApplication, person: UUID, approvers: tuple[str, ...]) -> None:
    with pytest.raises(TwoApproversNeeded):
        app.authorise(order(person, *approvers))


def test_what_was_sealed_reads_as_erased_and_nothing_more_is_sealed(app: ErasureApplication, person: UUID) -> None:
    assert name_of(app.store, person) == "Rosa"
    app.perform(app.authorise(order(person)))
    assert name_of(app.store, person) is ERASED
    with pytest.raises(SubjectErased):
        rename(app.store, person)
    with pytest.raises(SubjectErased), app.store.begin() as unit:
        refuse_erased(unit, person)


def test_an_erasure_is_ordered_and_done_once(app: ErasureApplication, person: UUID) -> None:
    first = app.authorise(order(person))
    assert app.authorise(order(person)) == first
    app.perform(first)
    app.perform(first)
    assert app.state(person).purged["sealed-values"] == 1
    assert app.state(uuid4()) is None


def test_a_process_without_hands_erases_nothing(app: ErasureApplication, person: UUID) -> None:
    found = app.authorise(order(person))
    with pytest.raises(NoHands):
        ErasureApplication(app.store).perform(found)


def test_what_is_left_is_said_and_not_called_verified(
    app: ErasureApplication, person: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = app.authorise(order(person))
    monkeypatch.setattr(app.hands, "destroy", lambda _: None)
    with pytest.raises(SomethingIsLeft) as said:
        app.perform(found)
    assert said.value.left == {"keys": 1}
    assert not app.state(person).verified
    monkeypatch.setattr(app, "pending", lambda: [found])
    continue_erasures(app)
    assert not app.state(person).verified
