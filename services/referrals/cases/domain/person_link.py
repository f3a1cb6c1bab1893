"""Person link: what intake told us of a record that was merged, so that a person's referrals stand together (PL15)."""

from __future__ import annotations

from uuid import UUID

from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event

NAMESPACE = UUID("1f1f6d0e-6a3e-4c0e-8c4b-7a3d52c1a9f4")


class PersonLink(Aggregate, store="referrals"):
    class Opened(InitialEvent):
        person_id: UUID

    class Linked(Event):
        person_id: UUID
        survivor_id: UUID
        survivor_office_id: UUID

    class Parted(Event):
        person_id: UUID
        survivor_id: UUID

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.offices: dict[UUID, UUID] = {}

    @property
    def survivor_id(self) -> UUID | None:
        """Messages about two pairs may overtake each other: what is left of all of them counts."""
        return next(reversed(self.offices), None)

    def link(self, survivor_id: UUID, survivor_office_id: UUID) -> None:
        """Does nothing the second time."""
        if survivor_id not in self.offices:
            self.trigger_event(
                self.Linked,
                person_id=self.person_id,
                survivor_id=survivor_id,
                survivor_office_id=survivor_office_id,
            )

    def follow_office(self, survivor_id: UUID, office_id: UUID) -> None:
        """The surviving record's case is led by another office now, which sees it in the place of the last one."""
        if self.offices.get(survivor_id) not in (None, office_id):
            self.trigger_event(
                self.Linked, person_id=self.person_id, survivor_id=survivor_id, survivor_office_id=office_id
            )

    @event(Linked)
    def _linked(self, survivor_id: UUID, survivor_office_id: UUID) -> None:
        self.offices[survivor_id] = survivor_office_id

    def part(self, survivor_id: UUID) -> None:
        """Does nothing the second time."""
        if survivor_id in self.offices:
            self.trigger_event(self.Parted, person_id=self.person_id, survivor_id=survivor_id)

    @event(Parted)
    def _parted(self, survivor_id: UUID) -> None:
        del self.offices[survivor_id]
