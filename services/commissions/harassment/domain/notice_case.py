"""Notice case: the commission's view of a notice; exists only for those on its need-to-know list (art. 14, 16)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from contracts.vocabulary.notices import CaseDecision, NoticeScope
from infra.kernel import (
    Aggregate,
    DomainError,
    Event,
    InitialEvent,
    Label,
    Seal,
    Sealed,
    event,
    happening,
    keyed_id,
)


class DeliberationNotAuthorised(DomainError):
    code = "commissions.deliberation-not-authorised"
    detail = "The notifier does not allow this commission to deliberate (art. 14 §2)."
    fix = "Nothing can be done until the notifier allows it."


class NotOnNeedToKnowList(DomainError):
    """Said of blocked, recused and unknown people alike."""

    code = "commissions.not-on-need-to-know-list"
    detail = "This person is not on the need-to-know list of the case."
    fix = "Choose somebody who is on the list."


class BlockedMemberPresent(DomainError):
    code = "commissions.blocked-member-present"
    detail = "Nobody may be present at a deliberation who is not on the need-to-know list of the case."
    fix = "Deliberate again with members of the list only."


class QuorumNotReached(DomainError):
    code = "commissions.quorum-not-reached"
    detail = "Fewer members are present than the court's rule asks for."
    fix = "Deliberate when enough members are present."


class NothingDecided(DomainError):
    code = "commissions.nothing-decided"
    detail = "A deliberation has at least one decision."
    fix = "Name what was decided."


class CaseOver(DomainError):
    code = "commissions.case-over"
    detail = "The case is closed."
    fix = "Nothing is left to do."


@dataclass(frozen=True)
class DueTimes:
    """Set when the notice was recorded, and not computed again."""

    urgent_look_due_at: datetime
    deliberation_due_at: datetime
    deliberation_due_on: date


class NoticeCase(Aggregate, store="commissions", confidential=True):
    class Opened(InitialEvent):
        notice_id: UUID
        commission_id: UUID
        scopes: tuple[NoticeScope, ...]
        need_to_know: tuple[str, ...]
        conflict_tokens: Annotated[Sealed, Seal(Label.C4)]
        received_at: datetime
        due: DueTimes

    class ConsentChanged(Event):
        scopes: tuple[NoticeScope, ...]

    class MemberAdmitted(Event):
        account: str
        commission_id: UUID
        received_at: datetime
        due: DueTimes

    class RapporteurAssigned(Event):
        rapporteur: str

    class MemberRecused(Event):
        account: str

    class DeliberationHeld(Event):
        present: tuple[str, ...]
        decisions: tuple[CaseDecision, ...]
        late: bool

    class DeliberationOverdue(Event):
        """Told to nobody but the members who may know: it stands in their list of cases."""

        REMARK = True
        due_at: datetime

    class DueExtended(Event):
        REMARK = True
        due: DueTimes

    class Closed(Event):
        notice_id: UUID
        by_choice: bool

    @staticmethod
    def create_id(notice_id: UUID, commission_id: UUID, **_: object) -> UUID:
        """One case for a notice in a commission, found by who knows both and holds the zone's key."""
        return keyed_id("case", notice_id, commission_id)

    @event(Opened)
    def __init__(
        self,
        notice_id: UUID,
        commission_id: UUID,
        scopes: tuple[NoticeScope, ...],
        need_to_know: tuple[str, ...],
        conflict_tokens: Sealed,
        received_at: datetime,
        due: DueTimes,
    ) -> None:
        self.notice_id, self.commission_id, self.scopes = notice_id, commission_id, scopes
        self.need_to_know = set(need_to_know)
        self.conflict_tokens, self.received_at, self.due = conflict_tokens, received_at, due
        self.rapporteur: str | None = None
        self.recused: set[str] = set()
        self.decisions: tuple[CaseDecision, ...] = ()
        self.deliberated_at: datetime | None = None
        self.to_be_confirmed = False
        self.status = "open"

    def change_consent(self, scopes: Collection[NoticeScope]) -> None:
        """The notifier allows other things from now on; without DELIBERATE the case ends, by the notifier's choice."""
        if self.status == "closed":
            return
        self.trigger_event(self.ConsentChanged, scopes=tuple(sorted(scopes)))
        if NoticeScope.DELIBERATE not in self.scopes:
            self.close(by_choice=True)

    @event(ConsentChanged)
    def _consent_changed(self, scopes: tuple[NoticeScope, ...]) -> None:
        self.scopes = scopes

    def admit(self, account: str, has_conflict: bool) -> None:
        """Put a member, such as a substitute, on the need-to-know list. Raises NotOnNeedToKnowList."""
        self._refuse_when_over()
        if has_conflict or account in self.recused:
            raise NotOnNeedToKnowList
        if account not in self.need_to_know:
            self.trigger_event(
                self.MemberAdmitted,
                account=account,
                commission_id=self.commission_id,
                received_at=self.received_at,
                due=self.due,
            )

    @event(MemberAdmitted)
    def _member_admitted(self, account: str) -> None:
        self.need_to_know.add(account)

    def assign_rapporteur(self, rapporteur: str) -> None:
        self._refuse_when_over()
        if rapporteur not in self.need_to_know:
            raise NotOnNeedToKnowList
        self.trigger_event(self.RapporteurAssigned, rapporteur=rapporteur)

    @event(RapporteurAssigned)
    def _rapporteur_assigned(self, rapporteur: str) -> None:
        self.rapporteur = rapporteur

    def declare_conflict(self, account: str) -> None:
        """A conflict came out later: access ends at once, and decisions are to be confirmed without that member."""
        self._refuse_when_over()
        if account not in self.need_to_know:
            raise NotOnNeedToKnowList
        self.trigger_event(self.MemberRecused, account=account)

    @event(MemberRecused)
    def _member_recused(self, account: str) -> None:
        self.need_to_know.discard(account)
        self.recused.add(account)
        self.rapporteur = None if self.rapporteur == account else self.rapporteur
        self.to_be_confirmed = self.deliberated_at is not None

    def hold_deliberation(
        self, present: Collection[str], decisions: Collection[CaseDecision], quorum: int | None
    ) -> None:
        """Decide together, members of the list only. Raises also when the court's own quorum is not reached."""
        self._refuse_when_over()
        if NoticeScope.DELIBERATE not in self.scopes:
            raise DeliberationNotAuthorised
        if not set(present) <= self.need_to_know:
            raise BlockedMemberPresent
        if len(set(present)) < (quorum or 1):
            raise QuorumNotReached
        if not decisions:
            raise NothingDecided
        self.trigger_event(
            self.DeliberationHeld,
            present=tuple(sorted(set(present))),
            decisions=tuple(sorted(set(decisions))),
            late=happening() > self.due.deliberation_due_at,
        )

    @event(DeliberationHeld)
    def _deliberation_held(self, decisions: tuple[CaseDecision, ...], timestamp: datetime) -> None:
        self.decisions, self.deliberated_at, self.to_be_confirmed = decisions, timestamp, False

    def mark_overdue(self) -> None:
        """The 30 days have passed without a deliberation (DL04); they are recommended, and nothing else follows."""
        if self.status != "closed" and self.deliberated_at is None:
            self.trigger_event(self.DeliberationOverdue, due_at=self.due.deliberation_due_at)

    def extend_deliberation(self, due_at: datetime, due_on: date) -> None:
        """Deadlines were suspended where the court is."""
        self._refuse_when_over()
        due = replace(self.due, deliberation_due_at=due_at, deliberation_due_on=due_on)
        self.trigger_event(self.DueExtended, due=due)

    @event(DueExtended)
    def _due_extended(self, due: DueTimes) -> None:
        self.due = due

    def close(self, by_choice: bool = False) -> None:
        self._refuse_when_over()
        self.trigger_event(self.Closed, notice_id=self.notice_id, by_choice=by_choice)

    @event(Closed)
    def _closed(self) -> None:
        self.status = "closed"

    def _refuse_when_over(self) -> None:
        if self.status == "closed":
            raise CaseOver
