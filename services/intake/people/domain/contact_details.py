"""Contact details: how somebody may be reached without harm, and where somebody lives or may be looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from contracts.vocabulary.persons import AddressKind, ContactType
from infra.kernel import (
    Aggregate,
    DomainError,
    Event,
    InitialEvent,
    Label,
    NotFound,
    Seal,
    Sealed,
    derived_id,
    event,
    new_id,
)

NAMESPACE = UUID("0e0c2f0a-3d52-4c7d-8a55-9a1d7f6f1e22")
MOST = 20
SealedC2 = Annotated[Sealed, Seal(Label.C2, subject="person_id")]


class ContactPointNotFound(NotFound):
    code = "intake.contact-point-not-found"
    detail = "The person has no contact point with this id."
    fix = "Read the person's contact points."


class TooManyContactPoints(DomainError):
    code = "intake.too-many-contact-points"
    detail = "A person has at most 20 contact points."
    fix = "Remove those that no longer lead to the person."


class SafeHoursOfNoUse(DomainError):
    code = "intake.safe-hours-of-no-use"
    detail = "Safe hours have a beginning and another end, and are said of a contact point that is safe to use."
    fix = "Give both times, different from each other, or neither."


@dataclass(frozen=True)
class SafeHours:
    """Local times `HH:MM` of the person's place; a window that ends before it begins goes over midnight."""

    begins: str
    ends: str

    def hold(self, clock: str) -> bool:
        if self.begins < self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


@dataclass(frozen=True)
class ContactPoint:
    kind: ContactType
    value: Sealed
    safe_to_contact: bool
    safe_hours: SafeHours | None

    def may_be_used(self, clock: str) -> bool:
        """Whether the person may be contacted here at a local time `HH:MM`."""
        return self.safe_to_contact and (self.safe_hours is None or self.safe_hours.hold(clock))


class ContactDetails(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class ContactPointAdded(Event):
        person_id: UUID
        contact_point_id: UUID
        kind: ContactType
        value: SealedC2
        safe_to_contact: bool
        safe_hours: SafeHours | None

    class ContactPointRemoved(Event):
        person_id: UUID
        contact_point_id: UUID

    class AddressDeclared(Event):
        """Kind, municipality and words about the place, all sealed."""

        person_id: UUID
        address: SealedC2

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.points: dict[UUID, ContactPoint] = {}
        self.address: Sealed | None = None

    def add_contact_point(
        self, kind: ContactType, value: str, safe_to_contact: bool, safe_hours: SafeHours | None = None
    ) -> UUID:
        """Returns its id. Raises SafeHoursOfNoUse, TooManyContactPoints."""
        if safe_hours is not None and (not safe_to_contact or safe_hours.begins == safe_hours.ends):
            raise SafeHoursOfNoUse
        if len(self.points) >= MOST:
            raise TooManyContactPoints
        contact_point_id = new_id()
        self.trigger_event(
            self.ContactPointAdded,
            person_id=self.person_id,
            contact_point_id=contact_point_id,
            kind=kind,
            value=Sealed.of(value),
            safe_to_contact=safe_to_contact,
            safe_hours=safe_hours,
        )
        return contact_point_id

    @event(ContactPointAdded)
    def _contact_point_added(
        self,
        contact_point_id: UUID,
        kind: ContactType,
        value: Sealed,
        safe_to_contact: bool,
        safe_hours: SafeHours | None,
    ) -> None:
        self.points[contact_point_id] = ContactPoint(kind, value, safe_to_contact, safe_hours)

    def remove_contact_point(self, contact_point_id: UUID) -> None:
        """Raises ContactPointNotFound."""
        if contact_point_id not in self.points:
            raise ContactPointNotFound
        self.trigger_event(self.ContactPointRemoved, person_id=self.person_id, contact_point_id=contact_point_id)

    @event(ContactPointRemoved)
    def _contact_point_removed(self, contact_point_id: UUID) -> None:
        del self.points[contact_point_id]

    def declare_address(self, kind: AddressKind, municipality_ibge7: str, description: str | None = None) -> None:
        said = {"kind": kind.value, "municipality_ibge7": municipality_ibge7, "description": description}
        self.trigger_event(self.AddressDeclared, person_id=self.person_id, address=Sealed.of(said))

    @event(AddressDeclared)
    def _address_declared(self, address: Sealed) -> None:
        self.address = address
