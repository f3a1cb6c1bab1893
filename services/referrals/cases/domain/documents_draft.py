"""Documents draft: that the documents which a case before release lacks have become a draft, and do so once (PL02)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.release import CivilDocument
from infra.kernel import Aggregate, InitialEvent, derived_id, event


class DocumentsDraft(Aggregate, store="referrals"):
    class Made(InitialEvent):
        case_id: UUID
        documents: tuple[CivilDocument, ...]
        person_id: UUID
        referral_id: UUID

    @staticmethod
    def create_id(case_id: UUID, documents: Sequence[CivilDocument], **_: Any) -> UUID:
        """Found by the case and what it lacks, in whatever order that is named."""
        return derived_id(case_id, "+".join(sorted(set(documents))))

    @event(Made)
    def __init__(self, case_id: UUID, documents: tuple[CivilDocument, ...], person_id: UUID, referral_id: UUID) -> None:
        self.case_id, self.documents = case_id, documents
        self.person_id, self.referral_id = person_id, referral_id
