"""Needs assessment: what somebody needs and wants first, domain by domain; everything in it can be left out (B.1.5)."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from contracts.vocabulary.care import IdentityMarker, NeedDomain, NeedSituation
from contracts.vocabulary.network import AnsweredBy
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, Label, Seal, Sealed, event
from services.intake.people.domain.methodology import Item, ItemKind, Methodology

# What is said in an assessment tells of health, violence or belief: it is sealed under the key of the person.
SealedC3 = Annotated[Sealed, Seal(Label.C3, subject="person_id")]


class AssessmentCompleted(DomainError):
    code = "intake.assessment-completed"
    detail = "The assessment is completed."
    fix = "Revise it first, together with the person."


class AssessmentNotCompleted(DomainError):
    code = "intake.assessment-not-completed"
    detail = "The assessment is still under way."
    fix = "Go on with it; nothing has to be revised."


class NeedsAssessment(Aggregate, store="intake"):
    class Started(InitialEvent):
        person_id: UUID
        office_id: UUID
        methodology: str
        methodology_version: str
        answered_by: AnsweredBy
        professional: str

    class DomainAssessed(Event):
        """`assessed`: the situation, the person's own priority beside the professional's, and the narrative."""

        person_id: UUID
        domain: NeedDomain
        assessed: SealedC3

    class StrengthRecorded(Event):
        person_id: UUID
        strength: SealedC3

    class IdentityDescribed(Event):
        """In the person's own words; which marker, is as telling as what is said."""

        person_id: UUID
        described: SealedC3

    class FamilyMapRecorded(Event):
        person_id: UUID
        family_map: SealedC3

    class Completed(Event):
        person_id: UUID
        office_id: UUID
        methodology: str
        methodology_version: str
        skipped_items: tuple[str, ...]

    class Revised(Event):
        """Taken up again; what was said before stays in the history."""

        person_id: UUID
        professional: str

    @event(Started)
    def __init__(
        self, person_id: UUID, office_id: UUID, methodology: str, methodology_version: str, answered_by: AnsweredBy,
        professional: str,
    ) -> None:  # fmt: skip
        self.person_id, self.office_id = person_id, office_id
        self.methodology, self.methodology_version = methodology, methodology_version
        self.answered_by, self.professional = answered_by, professional
        self.status = "under_way"
        self.domains: dict[NeedDomain, Sealed] = {}
        self.strengths: list[Sealed] = []
        self.identity: list[Sealed] = []
        self.family_map: Sealed | None = None
        self.skipped_items: tuple[str, ...] = ()

    def assess(
        self, methodology: Methodology, domain: NeedDomain, situation: NeedSituation,
        person_priority: int | None = None, professional_priority: int | None = None, narrative: str | None = None,
    ) -> None:  # fmt: skip
        """How the person stands in a domain; priorities from 1, the first, to 5. The last word counts."""
        self._refuse_unless_under_way()
        methodology.item(ItemKind.DOMAIN, domain)
        assessed = {
            "situation": situation.value, "person_priority": person_priority,
            "professional_priority": professional_priority, "narrative": narrative,
        }  # fmt: skip
        self.trigger_event(self.DomainAssessed, person_id=self.person_id, domain=domain, assessed=Sealed.of(assessed))

    @event(DomainAssessed)
    def _domain_assessed(self, domain: NeedDomain, assessed: Sealed) -> None:
        self.domains[domain] = assessed

    def record_strength(self, methodology: Methodology, strength: str) -> None:
        self._refuse_unless_under_way()
        methodology.item(ItemKind.STRENGTHS)
        self.trigger_event(self.StrengthRecorded, person_id=self.person_id, strength=Sealed.of(strength))

    @event(StrengthRecorded)
    def _strength_recorded(self, strength: Sealed) -> None:
        self.strengths.append(strength)

    def describe_identity(self, methodology: Methodology, marker: IdentityMarker, description: str) -> None:
        self._refuse_unless_under_way()
        methodology.item(ItemKind.IDENTITY, marker)
        described: dict[str, Any] = {"marker": marker.value, "description": description}
        self.trigger_event(self.IdentityDescribed, person_id=self.person_id, described=Sealed.of(described))

    @event(IdentityDescribed)
    def _identity_described(self, described: Sealed) -> None:
        self.identity.append(described)

    def record_family_map(self, methodology: Methodology, family_map: str) -> None:
        self._refuse_unless_under_way()
        methodology.item(ItemKind.FAMILY_MAP)
        self.trigger_event(self.FamilyMapRecorded, person_id=self.person_id, family_map=Sealed.of(family_map))

    @event(FamilyMapRecorded)
    def _family_map_recorded(self, family_map: Sealed) -> None:
        self.family_map = family_map

    def complete(self, methodology: Methodology, office_id: UUID | None = None) -> None:
        """Never refused because something was left out: all that nobody talked about is noted as skipped.

        `office_id`: the office that completes it, where it is not the one that began.
        """
        self._refuse_unless_under_way()
        self.trigger_event(
            self.Completed, person_id=self.person_id, office_id=office_id or self.office_id,
            methodology=self.methodology, methodology_version=self.methodology_version,
            skipped_items=methodology.skipped(self._talked_about),
        )  # fmt: skip

    @property
    def _talked_about(self) -> frozenset[str]:
        """Item codes. Which identity markers somebody described stays sealed: here it is only whether any."""
        kinds = {
            ItemKind.STRENGTHS: self.strengths,
            ItemKind.IDENTITY: self.identity,
            ItemKind.FAMILY_MAP: self.family_map,
        }
        return frozenset(
            [
                *(Item(ItemKind.DOMAIN, domain).code for domain in self.domains),
                *(k for k, said in kinds.items() if said),
            ]
        )

    @event(Completed)
    def _completed(self, skipped_items: tuple[str, ...]) -> None:
        self.status, self.skipped_items = "completed", skipped_items

    def revise(self, professional: str) -> None:
        if self.status != "completed":
            raise AssessmentNotCompleted
        self.trigger_event(self.Revised, person_id=self.person_id, professional=professional)

    @event(Revised)
    def _revised(self, professional: str) -> None:
        self.status, self.professional = "under_way", professional

    def _refuse_unless_under_way(self) -> None:
        if self.status == "completed":
            raise AssessmentCompleted
