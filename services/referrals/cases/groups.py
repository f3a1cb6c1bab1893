"""Groups of referrals that several partners answer for one person, one of them in the lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from infra.application import Application
from infra.kernel import NotFound
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.referral_group import ReferralGroup


@dataclass(frozen=True)
class Member:
    referral_id: UUID
    partner_id: UUID | None
    need_domain: str
    status: str
    leads: bool


class GroupsApplication(Application):
    def referral(self, referral_id: UUID) -> Referral:
        with self.unit_of_work() as unit:
            return unit.get(Referral, referral_id)

    def group(self, group_id: UUID) -> ReferralGroup:
        with self.unit_of_work() as unit:
            return unit.get(ReferralGroup, group_id)

    def members(self, group: ReferralGroup) -> list[Member]:
        with self.unit_of_work() as unit:
            found = [unit.get(Referral, referral_id) for referral_id in group.members]
        return [Member(one.id, one.partner_id, one.need_domain, one.status, one.id == group.lead) for one in found]

    def form(self, office_id: UUID, referrals: Sequence[UUID], lead: UUID) -> ReferralGroup:
        """What another office sent does not exist here. Raises NotFound."""
        with self.unit_of_work() as unit:
            found = [unit.get(Referral, referral_id) for referral_id in dict.fromkeys(referrals)]
            if any(referral.office_id != office_id for referral in found):
                raise NotFound
            group = ReferralGroup.form(found, lead)
            unit.save(group)
        return group

    def add(self, group_id: UUID, expected: int, referral_id: UUID) -> ReferralGroup:
        return self._with(group_id, expected, referral_id, ReferralGroup.add)

    def let_lead(self, group_id: UUID, expected: int, referral_id: UUID) -> ReferralGroup:
        return self._with(group_id, expected, referral_id, ReferralGroup.let_lead)

    def remove(self, group_id: UUID, expected: int, referral_id: UUID) -> ReferralGroup:
        with self.changing(ReferralGroup, group_id, expected) as group:
            group.remove(referral_id)
        return group

    def _with(
        self, group_id: UUID, expected: int, referral_id: UUID, decide: Callable[[ReferralGroup, Referral], None]
    ) -> ReferralGroup:
        with self.unit_of_work() as unit:
            group, referral = unit.get(ReferralGroup, group_id, expected), unit.get(Referral, referral_id)
            if referral.office_id != group.office_id:
                raise NotFound
            decide(group, referral)
            unit.save(group)
        return group
