"""Accommodations: how somebody wants to be addressed, in which languages, and what he or she needs to take part."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from contracts.vocabulary.persons import Disability
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, Label, Seal, Sealed, derived_id, event

NAMESPACE = UUID("91f6d2de-7c1b-4a58-8f3e-6f0d5b1c9a33")
NO_DISABILITY = frozenset({Disability.NONE, Disability.NOT_INFORMED})


class DisabilitiesContradict(DomainError):
    code = "intake.disabilities-contradict"
    detail = "`none` and `not_informed` stand alone."
    fix = "Name the disabilities that the person declares, or one of these two."


class Accommodations(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class Declared(Event):
        """What the person says now, in the place of all that was said before."""

        person_id: UUID
        preferred_address: Annotated[Sealed | None, Seal(Label.C2, subject="person_id")]
        languages: Annotated[Sealed, Seal(Label.C2, subject="person_id")]
        disabilities: Annotated[Sealed, Seal(Label.C3, subject="person_id")]
        assistive_needs: Annotated[Sealed | None, Seal(Label.C3, subject="person_id")]

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return derived_id(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.preferred_address: Sealed | None = None
        self.languages: Sealed | None = None
        self.disabilities: Sealed | None = None
        self.assistive_needs: Sealed | None = None

    def declare(
        self,
        preferred_address: str | None,
        languages: tuple[str, ...],
        disabilities: frozenset[Disability],
        assistive_needs: str | None,
    ) -> None:
        """`languages`: ISO 639 codes. Raises DisabilitiesContradict."""
        if disabilities & NO_DISABILITY and len(disabilities) > 1:
            raise DisabilitiesContradict
        self.trigger_event(
            self.Declared,
            person_id=self.person_id,
            preferred_address=Sealed.of(preferred_address) if preferred_address else None,
            languages=Sealed.of(list(languages)),
            disabilities=Sealed.of(sorted(disabilities)),
            assistive_needs=Sealed.of(assistive_needs) if assistive_needs else None,
        )

    @event(Declared)
    def _declared(
        self,
        preferred_address: Sealed | None,
        languages: Sealed,
        disabilities: Sealed,
        assistive_needs: Sealed | None,
    ) -> None:
        self.preferred_address, self.languages = preferred_address, languages
        self.disabilities, self.assistive_needs = disabilities, assistive_needs
