"""Three offices in three states, and a person at the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import transfers
from contracts.vocabulary.care import PlanStatus
from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel
from infra import world
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.messaging.envelope import Envelope
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.domain.belonging import Move
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.person import Person
from tests.clock import Clock
from tests.unit.intake.follow_up.house import NOON, House


class Known(CustodyApplication):
    """With the plans that a test has opened in the place of the read model."""

    def __init__(self, store: EventStore) -> None:
        super().__init__(store)
        self.opened: list[UUID] = []

    def under_way(self, unit: UnitOfWork, person_id: UUID) -> list[UUID]:
        plans = [unit.get(FollowUpPlan, plan) for plan in self.opened]
        return [p.id for p in plans if p.person_id == person_id and p.status is not PlanStatus.CLOSED]


class Town(House):
    """Short words for what happens between offices."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.custody = Known(self.store)
        self.bahia = self._office("Travessia", UF.BA, "2999991", "America/Bahia")
        self.para = self._office("Ponte", UF.PA, "1599991", "America/Belem")

    def _office(self, name: str, uf: UF, municipality: str, zone: str) -> UUID:
        return self.people.register_office(name, OfficeLevel.STATE, uf, municipality, zone).id

    def plan(self, **values: Any) -> FollowUpPlan:
        plan = super().plan(**values)
        self.custody.opened.append(plan.id)
        return plan

    def moves(self, person: UUID, office: UUID, number: int = 1, *, reversal: bool = False) -> None:
        self.custody.move(person, Move(number, office, uuid4(), uuid4(), reversal))

    def merge(self, merged: UUID, survivor: UUID) -> None:
        with self.store.unit_of_work() as unit:
            one, other = unit.get(Person, merged), unit.get(Person, survivor)
            one.merge_into(other)
            unit.save(one, other)

    def part(self, merged: UUID, survivor: UUID) -> None:
        with self.store.unit_of_work() as unit:
            one, other = unit.get(Person, merged), unit.get(Person, survivor)
            one.part_from(other)
            unit.save(one, other)
            self.custody.come_back(unit, one)

    def erase(self, person: UUID) -> None:
        with self.store.unit_of_work() as unit:
            found = unit.get(Person, person)
            found.erase(uuid4())
            unit.save(found)


@pytest.fixture
def clock() -> Iterator[Clock]:
    still = Clock(NOON)
    with world.use(still):
        yield still


@pytest.fixture
def town(clock: Clock) -> Town:
    return Town()


@pytest.fixture
def envelope() -> Envelope:
    """Of a message of referrals."""
    at, name = NOON, transfers.CustodyMoved.TYPE
    return Envelope("1:1", name, 1, "referrals", transfers.CustodyMoved.CHANNEL, uuid4(), 2, 1, uuid4(), 1, at, at)
