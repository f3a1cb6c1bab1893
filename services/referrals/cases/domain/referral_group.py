"""Referral group: several partners serve one person at the same time, and exactly one of them leads (R4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.refusals import ReferralOver
from services.referrals.cases.domain.standing import OVER

SMALLEST = 2


class GroupOfOnePerson(DomainError):
    code = "referrals.group-of-one-person"
    detail = "A group holds referrals of one person by one office."
    fix = "Name referrals of the same person and office."


class GroupTooSmall(DomainError):
    code = "referrals.group-too-small"
    detail = "A group holds two referrals or more."
    fix = "Name another referral of the person."


class LeadNotInGroup(DomainError):
    code = "referrals.lead-not-in-group"
    detail = "The lead is one of the group's referrals."
    fix = "Name one of them, or add the referral first."


class AlreadyInGroup(DomainError):
    code = "referrals.already-in-group"
    detail = "The referral is in the group."
    fix = "Nothing is left to do."


class AlreadyLeads(DomainError):
    code = "referrals.already-leads"
    detail = "The referral leads the group."
    fix = "Nothing is left to do; to take it out, let another one lead first."


class ReferralGroup(Aggregate, store="referrals"):
    class Formed(InitialEvent):
        person_id: UUID
        office_id: UUID
        members: tuple[UUID, ...]
        lead: UUID

    class MemberAdded(Event):
        referral_id: UUID

    class MemberRemoved(Event):
        referral_id: UUID

    class LeadChanged(Event):
        lead: UUID

    class TakenOver(Event):
        """The person's case is led by another office; what was issued anew there is in the place of what ended."""

        office_id: UUID
        members: tuple[UUID, ...]
        lead: UUID

    @event(Formed)
    def __init__(self, person_id: UUID, office_id: UUID, members: tuple[UUID, ...], lead: UUID) -> None:
        self.person_id, self.office_id = person_id, office_id
        self.members, self.lead = list(members), lead

    @classmethod
    def form(cls, referrals: Sequence[Referral], lead: UUID) -> ReferralGroup:
        """Of two or more that are not over. Raises GroupTooSmall, GroupOfOnePerson, ReferralOver, LeadNotInGroup."""
        if len(referrals) < SMALLEST:
            raise GroupTooSmall
        first = referrals[0]
        for referral in referrals:
            _refuse_unless_of(referral, first.person_id, first.office_id)
        members = tuple(referral.id for referral in referrals)
        if lead not in members:
            raise LeadNotInGroup
        return cls(person_id=first.person_id, office_id=first.office_id, members=members, lead=lead)

    def add(self, referral: Referral) -> None:
        _refuse_unless_of(referral, self.person_id, self.office_id)
        if referral.id in self.members:
            raise AlreadyInGroup
        self.trigger_event(self.MemberAdded, referral_id=referral.id)

    @event(MemberAdded)
    def _member_added(self, referral_id: UUID) -> None:
        self.members.append(referral_id)

    def remove(self, referral_id: UUID) -> None:
        """A group is never without its lead: another one leads before this one goes."""
        if referral_id not in self.members:
            raise LeadNotInGroup
        if referral_id == self.lead:
            raise AlreadyLeads
        self.trigger_event(self.MemberRemoved, referral_id=referral_id)

    @event(MemberRemoved)
    def _member_removed(self, referral_id: UUID) -> None:
        self.members.remove(referral_id)

    def let_lead(self, referral: Referral) -> None:
        """One of the group that is not over leads from now on, and the last lead no longer."""
        if referral.id not in self.members:
            raise LeadNotInGroup
        if referral.id == self.lead:
            raise AlreadyLeads
        _refuse_unless_of(referral, self.person_id, self.office_id)
        self.trigger_event(self.LeadChanged, lead=referral.id)

    @event(LeadChanged)
    def _lead_changed(self, lead: UUID) -> None:
        self.lead = lead

    def take_over(self, office_id: UUID, successors: Mapping[UUID, UUID]) -> None:
        """With its lead, or with what stands for the lead in the new territory: exactly one leads (R4)."""
        members = tuple(successors.get(member, member) for member in self.members)
        lead = successors.get(self.lead, self.lead)
        self.trigger_event(self.TakenOver, office_id=office_id, members=members, lead=lead)

    @event(TakenOver)
    def _taken_over(self, office_id: UUID, members: tuple[UUID, ...], lead: UUID) -> None:
        self.office_id, self.members, self.lead = office_id, list(members), lead


def _refuse_unless_of(referral: Referral, person_id: UUID, office_id: UUID) -> None:
    if (referral.person_id, referral.office_id) != (person_id, office_id):
        raise GroupOfOnePerson
    if referral.status in OVER:
        raise ReferralOver
