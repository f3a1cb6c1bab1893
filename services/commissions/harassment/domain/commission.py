"""Commission: permanent body of a court against harassment; its composition is checked after each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from contracts.vocabulary.courts import (
    AppointmentBasis,
    CourtDegree,
    CourtSegment,
    CourtSize,
    MemberCategory,
    MemberPosition,
    MembershipEnd,
    OtherBody,
    VoteReason,
)
from contracts.vocabulary.network import UF
from contracts.vocabulary.notices import Severity
from infra.kernel import (
    Aggregate,
    DomainError,
    Event,
    InitialEvent,
    Label,
    NotFound,
    Seal,
    Sealed,
    event,
    happening,
    random_id,
)
from services.commissions.harassment.domain.composition import Violation
from services.commissions.harassment.domain.member import Member, Nomination

FALLBACK_SEGMENTS = frozenset({CourtSegment.MILITARY, CourtSegment.ELECTORAL})
OfMember = Annotated[Sealed, Seal(Label.C3, subject="member_id")]


class IncompatibleMember(DomainError):
    code = "commissions.incompatible-member"
    detail = "A member cannot sit in an inquiry or disciplinary commission at the same time (art. 16 §5)."
    fix = "Appoint somebody else, or wait until the other mandate is over."


class FallbackNotAllowed(DomainError):
    code = "commissions.fallback-not-allowed"
    detail = "Only military and electoral courts may appoint by fallback (art. 15 §5)."
    fix = "Appoint on another basis."


class AlreadyMember(DomainError):
    code = "commissions.already-member"
    detail = "This person already sits in the commission."
    fix = "Nothing is left to do."


class CommissionAlreadyActive(DomainError):
    code = "commissions.already-active"
    detail = "The commission is already active."
    fix = "Nothing is left to do."


class CommissionWithoutMembers(DomainError):
    code = "commissions.without-members"
    detail = "A commission without members cannot be active."
    fix = "Appoint members first."


class Commission(Aggregate, store="commissions", confidential=True):
    class Constituted(InitialEvent):
        court_id: UUID
        segment: CourtSegment
        size: CourtSize
        degree: CourtDegree
        uf: UF
        zone: str
        constituted_on: date
        quorum: int | None

    class SecretariatDesignated(Event):
        secretariat: str

    class Activated(Event):
        pass

    class MemberAppointed(Event):
        member_id: UUID
        account: str
        member_ref: Annotated[Sealed, Seal(Label.C2, subject="member_id")]
        member_token: str
        category: MemberCategory
        position: MemberPosition
        basis: AppointmentBasis
        vote_reason: VoteReason | None
        gender: OfMember
        seat_iii_qualifies: OfMember
        since: date

    class MemberEnded(Event):
        member_id: UUID
        account: str
        member_token: str
        reason: MembershipEnd

    class IncompatibilityDeclared(Event):
        member_id: UUID
        body: OtherBody

    class IncompatibilityResolved(Event):
        member_id: UUID
        body: OtherBody

    class CompositionChecked(Event):
        ruleset_version: str
        violations: tuple[Violation, ...]
        irregular_since: datetime | None

    @event(Constituted)
    def __init__(
        self,
        court_id: UUID,
        segment: CourtSegment,
        size: CourtSize,
        degree: CourtDegree,
        uf: UF,
        zone: str,
        constituted_on: date,
        quorum: int | None,
    ) -> None:
        self.court_id, self.segment, self.size, self.degree = court_id, segment, size, degree
        self.uf, self.zone, self.constituted_on, self.quorum = uf, zone, constituted_on, quorum
        self.secretariat: str | None = None
        self.members: dict[UUID, Member] = {}
        self.violations: tuple[Violation, ...] = ()
        self.irregular_since: datetime | None = None
        self.status = "being_constituted"

    @property
    def is_active(self) -> bool:
        return self.status == "active"

    @property
    def full_accounts(self) -> tuple[str, ...]:
        """The accounts of the full members; substitutes sit in when they are called."""
        full = {m.account for m in self.members.values() if m.position == MemberPosition.FULL}
        return tuple(sorted(full))

    def seats(self, account: str) -> bool:
        return any(member.account == account for member in self.members.values())

    def token_of(self, account: str) -> str | None:
        return next((m.member_token for m in self.members.values() if m.account == account), None)

    def designate_secretariat(self, secretariat: str) -> None:
        """Name the unit or staff that serves the commission (art. 16 §7)."""
        self.trigger_event(self.SecretariatDesignated, secretariat=secretariat)

    @event(SecretariatDesignated)
    def _secretariat_designated(self, secretariat: str) -> None:
        self.secretariat = secretariat

    def activate(self) -> None:
        """Receive notices from now on. Violations are shown, and do not stop it: that would harm who needs it."""
        if self.is_active:
            raise CommissionAlreadyActive
        if not self.members:
            raise CommissionWithoutMembers
        self.trigger_event(self.Activated)

    @event(Activated)
    def _activated(self) -> None:
        self.status = "active"

    def appoint(self, nomination: Nomination, member_token: str) -> UUID:
        """Seat a member. Raises IncompatibleMember, FallbackNotAllowed, AlreadyMember."""
        if nomination.other_bodies:
            raise IncompatibleMember
        if nomination.basis == AppointmentBasis.TRIBUNAL_FALLBACK and self.segment not in FALLBACK_SEGMENTS:
            raise FallbackNotAllowed
        if any(member_token == m.member_token or nomination.account == m.account for m in self.members.values()):
            raise AlreadyMember
        member_id = random_id()
        self.trigger_event(
            self.MemberAppointed,
            member_id=member_id,
            account=nomination.account,
            member_ref=Sealed.of(nomination.member_ref),
            member_token=member_token,
            category=nomination.category,
            position=nomination.position,
            basis=nomination.basis,
            vote_reason=nomination.vote_reason,
            gender=Sealed.of(nomination.gender.value),
            seat_iii_qualifies=Sealed.of(nomination.seat_iii_qualifies),
            since=nomination.since,
        )
        return member_id

    @event(MemberAppointed)
    def _member_appointed(
        self,
        member_id: UUID,
        account: str,
        member_token: str,
        category: MemberCategory,
        position: MemberPosition,
        basis: AppointmentBasis,
        vote_reason: VoteReason | None,
        gender: Sealed,
        seat_iii_qualifies: Sealed,
    ) -> None:
        self.members[member_id] = Member(
            member_id, account, member_token, category, position, basis, vote_reason, gender, seat_iii_qualifies
        )  # fmt: skip

    def end_membership(self, member_id: UUID, reason: MembershipEnd) -> None:
        """A seat becomes vacant. Raises NotFound."""
        member = self._member(member_id)
        self.trigger_event(
            self.MemberEnded,
            member_id=member_id,
            account=member.account,
            member_token=member.member_token,
            reason=reason,
        )

    @event(MemberEnded)
    def _member_ended(self, member_id: UUID) -> None:
        del self.members[member_id]

    def declare_other_body(self, member_id: UUID, body: OtherBody) -> None:
        """A member has come into a body that is incompatible; the check will show it until it is resolved."""
        if body not in self._member(member_id).other_bodies:
            self.trigger_event(self.IncompatibilityDeclared, member_id=member_id, body=body)

    @event(IncompatibilityDeclared)
    def _incompatibility_declared(self, member_id: UUID, body: OtherBody) -> None:
        member = self.members[member_id]
        self.members[member_id] = replace(member, other_bodies=(*member.other_bodies, body))

    def resolve_other_body(self, member_id: UUID, body: OtherBody) -> None:
        """The member has left the other body."""
        if body in self._member(member_id).other_bodies:
            self.trigger_event(self.IncompatibilityResolved, member_id=member_id, body=body)

    @event(IncompatibilityResolved)
    def _incompatibility_resolved(self, member_id: UUID, body: OtherBody) -> None:
        member = self.members[member_id]
        self.members[member_id] = replace(member, other_bodies=tuple(b for b in member.other_bodies if b != body))

    def note_composition(self, ruleset_version: str, violations: Sequence[Violation]) -> None:
        """Record what a check found; a hard violation makes the commission irregular from its first finding on."""
        hard = any(violation.severity == Severity.HARD for violation in violations)
        since = (self.irregular_since or happening()) if hard else None
        self.trigger_event(
            self.CompositionChecked,
            ruleset_version=ruleset_version,
            violations=tuple(violations),
            irregular_since=since,
        )

    @event(CompositionChecked)
    def _composition_checked(self, violations: tuple[Violation, ...], irregular_since: datetime | None) -> None:
        self.violations, self.irregular_since = violations, irregular_since

    def _member(self, member_id: UUID) -> Member:
        if member_id not in self.members:
            raise NotFound
        return self.members[member_id]
