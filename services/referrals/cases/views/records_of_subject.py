"""Which records of referrals are about whom: what an erasure has to look for."""

from __future__ import annotations

from infra.erasure.views import RecordsOfSubject
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import handles
from services.referrals.cases.domain.absence_contact import AbsenceContact
from services.referrals.cases.domain.answer_link import AnswerLink
from services.referrals.cases.domain.documents_draft import DocumentsDraft
from services.referrals.cases.domain.handover import Handover
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.cases.domain.person_link import PersonLink
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.referral_group import ReferralGroup
from services.referrals.transfers.domain.case_transfer import CaseTransfer
from services.referrals.transfers.domain.custody import Custody
from services.referrals.work.domain.candidate import Candidate
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.micro_credit import MicroCredit
from services.referrals.work.domain.placement import Placement

Begun = (
    Referral.Drafted
    | KnownGrant.Learned
    | PersonLink.Opened
    | DocumentsDraft.Made
    | AnswerLink.Issued
    | ReferralGroup.Formed
    | Custody.Opened
)


class RecordsOfPerson(RecordsOfSubject):
    @handles(
        Referral.Drafted, KnownGrant.Learned, PersonLink.Opened, DocumentsDraft.Made, AnswerLink.Issued,
        ReferralGroup.Formed, Custody.Opened,
    )  # fmt: skip
    def recorded(self, event: Begun, metadata: Metadata) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)

    @handles(Handover.Made, AbsenceContact.Recorded)
    def met(self, event: Handover.Made | AbsenceContact.Recorded, metadata: Metadata) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)

    @handles(CaseTransfer.Requested)
    def transferred(self, event: CaseTransfer.Requested, metadata: Metadata) -> list[Statement]:
        return self.about(event.route.person_id, event.originator_id)

    @handles(Candidate.Presented)
    def presented(self, event: Candidate.Presented, metadata: Metadata) -> list[Statement]:
        return self.about(event.candidacy.person_id, event.originator_id)

    @handles(Enrolment.Enrolled)
    def enrolled(self, event: Enrolment.Enrolled, metadata: Metadata) -> list[Statement]:
        return self.about(event.attendance.person_id, event.originator_id)

    @handles(Placement.Started)
    def placed(self, event: Placement.Started, metadata: Metadata) -> list[Statement]:
        return self.about(event.engagement.person_id, event.originator_id)

    @handles(MicroCredit.Requested)
    def asked(self, event: MicroCredit.Requested, metadata: Metadata) -> list[Statement]:
        return self.about(event.loan.person_id, event.originator_id)
