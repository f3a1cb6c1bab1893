"""Candidate: one person for one vacancy, presented under a consent, selected or not; never with a past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.rights import DataClass
from contracts.vocabulary.work import CandidacyEnd, NotSelectedReason
from infra.kernel import Aggregate, Event, InitialEvent, derived_id, event, happening, now
from services.referrals.work.domain import candidate_refusals as refusals
from services.referrals.work.domain.candidate_recall import CandidateRecall
from services.referrals.work.domain.workplace import Workplace

NAMESPACE = UUID("8b5a4a55-0b3c-4d0b-bb0b-2f3c1f7a6b21")
READABLE_AFTER_SELECTION = timedelta(days=30)


class CandidateStatus(StrEnum):
    PRESENTED = "presented"
    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Candidacy:
    """Who presents whom to whom for what; every event carries it to its readers. `occupation_code`: CBO."""

    person_id: UUID
    office_id: UUID
    vacancy_id: UUID
    employer_id: UUID
    occupation_code: str


class Candidate(CandidateRecall, Aggregate, store="referrals"):
    class Presented(InitialEvent):
        candidacy: Candidacy
        grant_id: UUID
        shared_fields: tuple[DataClass, ...]
        workplace: Workplace

    class PresentedAnew(Event):
        """With a new consent, after the person's side had ended it; what was recalled before may be read again."""

        candidacy: Candidacy
        grant_id: UUID
        instead_of: UUID
        shared_fields: tuple[DataClass, ...]

    class Selected(Event):
        candidacy: Candidacy
        readable_until: datetime

    class NotSelected(Event):
        candidacy: Candidacy
        reason: NotSelectedReason

    class Withdrawn(Event):
        """Seen by the office; the employer sees that it is over, and no reason."""

        candidacy: Candidacy
        reason: CandidacyEnd

    class SharedDataRecallSent(Event):
        candidacy: Candidacy
        grant_id: UUID
        confirm_by: datetime

    class SharedDataRecallConfirmed(Event):
        candidacy: Candidacy
        grant_id: UUID
        in_time: bool

    class RecallOverdue(Event):
        REMARK = True
        candidacy: Candidacy
        due_at: datetime

    class RecallExtended(Event):
        REMARK = True
        due_at: datetime

    class TakenOver(Event):
        """Another office leads the person's case."""

        office_id: UUID

    @staticmethod
    def create_id(candidacy: Candidacy, **_: object) -> UUID:
        """Somebody is presented for a vacancy once; who knows the vacancy cannot tell the person by it."""
        return derived_id(NAMESPACE, f"{candidacy.vacancy_id.hex}:{candidacy.person_id.hex}")

    @event(Presented)
    def __init__(
        self, candidacy: Candidacy, grant_id: UUID, shared_fields: tuple[DataClass, ...], workplace: Workplace
    ) -> None:
        self.candidacy, self.workplace = candidacy, workplace
        self.grant_id, self.shared_fields = grant_id, shared_fields
        self.status = CandidateStatus.PRESENTED
        self.reason: NotSelectedReason | CandidacyEnd | None = None
        self.readable_until: datetime | None = None
        self.recall_due_at: datetime | None = None
        self.recall_confirmed = False

    def present_anew(self, grant_id: UUID, shared_fields: tuple[DataClass, ...]) -> None:
        """Raises CandidateAlreadyPresented unless the person's side had ended it."""
        if self.status is not CandidateStatus.WITHDRAWN:
            raise refusals.CandidateAlreadyPresented
        self.trigger_event(
            self.PresentedAnew, candidacy=self.candidacy, grant_id=grant_id, instead_of=self.grant_id,
            shared_fields=shared_fields,
        )  # fmt: skip

    @event(PresentedAnew)
    def _presented_anew(self, grant_id: UUID, shared_fields: tuple[DataClass, ...]) -> None:
        self.grant_id, self.shared_fields = grant_id, shared_fields
        self.status, self.reason, self.readable_until = CandidateStatus.PRESENTED, None, None
        self.recall_due_at, self.recall_confirmed = None, False

    def select(self) -> None:
        """The employer takes the person. Raises CandidacyDecided, CandidacyOver."""
        self._refuse_unless_presented()
        self.trigger_event(
            self.Selected, candidacy=self.candidacy, readable_until=happening() + READABLE_AFTER_SELECTION
        )

    @event(Selected)
    def _selected(self, readable_until: datetime) -> None:
        self.status, self.readable_until = CandidateStatus.SELECTED, readable_until

    def do_not_select(self, reason: NotSelectedReason) -> None:
        """The employer takes nobody, or somebody else. Raises CandidacyDecided, CandidacyOver."""
        self._refuse_unless_presented()
        self.trigger_event(self.NotSelected, candidacy=self.candidacy, reason=reason)

    @event(NotSelected)
    def _not_selected(self, reason: NotSelectedReason) -> None:
        self.status, self.reason = CandidateStatus.NOT_SELECTED, reason

    def withdraw(self, reason: CandidacyEnd = CandidacyEnd.PERSON) -> None:
        """The person does not want the work, or not any more. Raises CandidacyDecided, CandidacyOver."""
        if self.status is CandidateStatus.NOT_SELECTED:
            raise refusals.CandidacyDecided
        if self.status is CandidateStatus.WITHDRAWN:
            raise refusals.CandidacyOver
        self.trigger_event(self.Withdrawn, candidacy=self.candidacy, reason=reason)

    @event(Withdrawn)
    def _withdrawn(self, reason: CandidacyEnd) -> None:
        self.status, self.reason = CandidateStatus.WITHDRAWN, reason

    def refuse_unless_selected(self) -> None:
        """Raises NotSelected."""
        if self.status is not CandidateStatus.SELECTED:
            raise refusals.NotSelected

    def refuse_unless_readable(self) -> None:
        """Raises what closes the shared fields to the employer at this moment (CONF-31, CONF-36)."""
        if self.recall_due_at is not None:
            raise refusals.CandidateRecalled
        if self.status is CandidateStatus.PRESENTED:
            return
        if self.readable_until is None or self.readable_until <= now() or self.status is CandidateStatus.WITHDRAWN:
            raise refusals.CandidateDataOver

    @event(SharedDataRecallSent)
    def _shared_data_recall_sent(self, confirm_by: datetime) -> None:
        self.recall_due_at = confirm_by

    @event(SharedDataRecallConfirmed)
    def _shared_data_recall_confirmed(self) -> None:
        self.recall_confirmed = True

    @event(RecallExtended)
    def _recall_extended(self, due_at: datetime) -> None:
        self.recall_due_at = due_at

    def take_over(self, office_id: UUID) -> None:
        """The office that leads the person's case from now on follows it, also what is over."""
        self.trigger_event(self.TakenOver, office_id=office_id)

    @event(TakenOver)
    def _taken_over(self, office_id: UUID) -> None:
        self.candidacy = replace(self.candidacy, office_id=office_id)

    def _refuse_unless_presented(self) -> None:
        if self.status is CandidateStatus.WITHDRAWN:
            raise refusals.CandidacyOver
        if self.status is not CandidateStatus.PRESENTED:
            raise refusals.CandidacyDecided
