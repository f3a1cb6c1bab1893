"""Which office leads a person's case, from intake over HTTP at that moment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from infra.refusals import Unavailable
from infra.web.client import StoreClient, UnexpectedAnswer
from services.referrals.transfers.domain.refusals import RecordMergedAway
from services.referrals.transfers.leading_offices import LeadingOffice

CONFLICT = 409


class IntakeOffices:
    def __init__(self, intake: StoreClient) -> None:
        self.intake = intake

    def leading(self, person_id: UUID) -> LeadingOffice:
        """Raises NotFound, Gone, RecordMergedAway, Unavailable."""
        answer = self._asked(person_id)
        try:
            return LeadingOffice(UUID(answer["office_id"]), UF(answer["uf"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unavailable("intake") from error

    def _asked(self, person_id: UUID) -> Any:
        try:
            return self.intake.get("/v1/persons/{person}/leading-office", person=person_id).body
        except UnexpectedAnswer as error:
            if error.status != CONFLICT:
                raise
            raise RecordMergedAway from error
