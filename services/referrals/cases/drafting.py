"""What becomes a draft by itself: nothing is sent and no datum leaves before the office and the person have said so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import Urgency
from contracts.vocabulary.release import CivilDocument
from infra.application import Application
from infra.erasure.application import is_erased
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import current_metadata
from services.referrals.cases.domain.documents_draft import DocumentsDraft
from services.referrals.cases.domain.referral import Referral
from services.referrals.transfers.custodies import leading


class DraftingApplication(Application):
    def draft_urgent(self, person_id: UUID, office_id: UUID, need_domain: NeedDomain) -> Referral | None:
        """PL04: a draft of the same day, at the office that leads the person's case by now; None after an erasure."""
        with self.unit_of_work() as unit:
            if is_erased(unit, person_id):
                return None
            referral = _draft(unit, person_id, office_id, need_domain, Urgency.SAME_DAY)
            unit.save(referral)
        return referral

    def draft_documents(
        self, case_id: UUID, person_id: UUID, office_id: UUID, documents: Sequence[CivilDocument]
    ) -> Referral | None:
        """PL02: one draft for a case and the documents it lacks; None when there is one, nothing is lacking, or the
        person's data were erased.
        """
        with self.unit_of_work() as unit:
            lacking = tuple(sorted(set(documents)))
            known = unit.exists(DocumentsDraft, DocumentsDraft.create_id(case_id, lacking))
            if not lacking or known or is_erased(unit, person_id):
                return None
            referral = _draft(unit, person_id, office_id, NeedDomain.IDENTITY_DOCUMENTS, Urgency.NORMAL)
            made = DocumentsDraft(case_id=case_id, documents=lacking, person_id=person_id, referral_id=referral.id)
            unit.save(referral, made)
        return referral


def _draft(unit: UnitOfWork, person_id: UUID, office_id: UUID, need_domain: NeedDomain, urgency: Urgency) -> Referral:
    """What an office says late of somebody whose case has moved does not bring the case back."""
    lead, uf = leading(unit, person_id, office_id)
    return Referral(
        person_id=person_id,
        office_id=lead,
        need_domain=need_domain,
        urgency=urgency,
        uf=uf or current_metadata().tenant.uf,
    )
