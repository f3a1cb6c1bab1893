"""Persons cases: which cases before release are a person's; found by the person."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event

NAMESPACE = UUID("7d9a2c41-3f5b-4b0e-8a6d-91e4c5d7b302")


class PersonsCases(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class CaseAdded(Event):
        person_id: UUID
        case_id: UUID

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.cases: list[UUID] = []

    def add(self, case_id: UUID) -> None:
        """The newest stands last."""
        self.trigger_event(self.CaseAdded, person_id=self.person_id, case_id=case_id)

    @event(CaseAdded)
    def _case_added(self, case_id: UUID) -> None:
        self.cases.append(case_id)
