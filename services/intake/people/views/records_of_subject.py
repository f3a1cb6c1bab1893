"""Which records of intake are about whom: what an erasure has to look for."""

from __future__ import annotations

from infra.erasure.views import RecordsOfSubject
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import handles
from services.intake.people.domain.accommodations import Accommodations
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.contact_details import ContactDetails
from services.intake.people.domain.data_subject_request import DataSubjectRequest
from services.intake.people.domain.follow_up_plan import FollowUpPlan
from services.intake.people.domain.identifiers import Identifiers
from services.intake.people.domain.issued_papers import IssuedPapers
from services.intake.people.domain.look_back import LookBack
from services.intake.people.domain.needs_assessment import NeedsAssessment
from services.intake.people.domain.person import Person
from services.intake.people.domain.persons_cases import PersonsCases
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.reception import Reception
from services.intake.people.domain.served_goal import ServedGoal
from services.intake.people.domain.shared_reading import SharedReading


class RecordsOfPerson(RecordsOfSubject):
    @handles(Person.Registered)
    def registered(self, event: Person.Registered, metadata: Metadata) -> list[Statement]:
        return self.about(event.originator_id, event.originator_id)

    @handles(Identifiers.Opened, ContactDetails.Opened, Accommodations.Opened, PersonsCases.Opened, IssuedPapers.Opened)
    def opened(
        self,
        event: Identifiers.Opened
        | ContactDetails.Opened
        | Accommodations.Opened
        | PersonsCases.Opened
        | IssuedPapers.Opened,
        metadata: Metadata,
    ) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)

    @handles(ConsentLedger.Opened, Reception.Arrived, SharedReading.Recorded)
    def recorded(
        self,
        event: ConsentLedger.Opened | Reception.Arrived | SharedReading.Recorded,
        metadata: Metadata,
    ) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)

    @handles(DataSubjectRequest.Opened)
    def requested(self, event: DataSubjectRequest.Opened, metadata: Metadata) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)

    @handles(NeedsAssessment.Started, FollowUpPlan.Opened, ServedGoal.Named, LookBack.Opened)
    def followed_up(
        self,
        event: NeedsAssessment.Started | FollowUpPlan.Opened | ServedGoal.Named | LookBack.Opened,
        metadata: Metadata,
    ) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)

    @handles(PreReleaseCase.Linked)
    def linked(self, event: PreReleaseCase.Linked, metadata: Metadata) -> list[Statement]:
        """From here on the case goes when the person does."""
        return self.about(event.person_id, event.originator_id)
