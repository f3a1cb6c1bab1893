"""Which records of referrals are about whom: what an erasure has to look for."""

from __future__ import annotations

from infra.erasure.views import RecordsOfSubject
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import handles
from services.referrals.cases.domain.answer_link import AnswerLink
from services.referrals.cases.domain.known_grant import KnownGrant
from services.referrals.cases.domain.person_link import PersonLink
from services.referrals.cases.domain.referral import Referral

About = Referral.Drafted | KnownGrant.Learned | PersonLink.Opened | AnswerLink.Issued


class RecordsOfPerson(RecordsOfSubject):
    @handles(Referral.Drafted, KnownGrant.Learned, PersonLink.Opened, AnswerLink.Issued)
    def recorded(self, event: About, metadata: Metadata) -> list[Statement]:
        return self.about(event.person_id, event.originator_id)
