"""Identifiers: the numbers by which registers know a person; sealed under the person's key, and never needed (I4)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from contracts.vocabulary.persons import IdentifierSystem
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

NAMESPACE = UUID("5a0a3f0e-6d36-4f0c-9f0b-2a4f7f6f3c11")
MOST = 20


class IdentifierNotFound(NotFound):
    code = "intake.identifier-not-found"
    detail = "The person has no identifier with this id."
    fix = "Read the person's identifiers."


class IdentifierAlreadyRecorded(DomainError):
    code = "intake.identifier-already-recorded"
    detail = "This identifier is recorded for this person."
    fix = "Nothing has to be done."


class TooManyIdentifiers(DomainError):
    code = "intake.too-many-identifiers"
    detail = "A person has at most 20 identifiers."
    fix = "Remove those that were recorded in error."


class Identifiers(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class Recorded(Event):
        """`country` (ISO 3166-1) names whose register a foreign number is from."""

        person_id: UUID
        identifier_id: UUID
        system: IdentifierSystem
        country: str | None
        value: Annotated[Sealed, Seal(Label.C2, subject="person_id")]

    class Removed(Event):
        """It was recorded in error."""

        person_id: UUID
        identifier_id: UUID

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.held: dict[UUID, tuple[IdentifierSystem, str | None, Sealed]] = {}

    def record(self, system: IdentifierSystem, value: str, country: str | None = None) -> UUID:
        """`value` in its canonical form. Returns the identifier's id. Raises TooManyIdentifiers."""
        if len(self.held) >= MOST:
            raise TooManyIdentifiers
        identifier_id = new_id()
        self.trigger_event(
            self.Recorded,
            person_id=self.person_id,
            identifier_id=identifier_id,
            system=system,
            country=country,
            value=Sealed.of(value),
        )
        return identifier_id

    @event(Recorded)
    def _recorded(self, identifier_id: UUID, system: IdentifierSystem, country: str | None, value: Sealed) -> None:
        self.held[identifier_id] = (system, country, value)

    def remove(self, identifier_id: UUID) -> None:
        """Raises IdentifierNotFound."""
        if identifier_id not in self.held:
            raise IdentifierNotFound
        self.trigger_event(self.Removed, person_id=self.person_id, identifier_id=identifier_id)

    @event(Removed)
    def _removed(self, identifier_id: UUID) -> None:
        del self.held[identifier_id]
