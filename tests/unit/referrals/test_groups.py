"""Several partners for one person: exactly one of them leads, whatever is added, taken out or changed (R4)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import CancelledBy, Urgency
from infra.refusals import NotFound
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.referral_group import (
    AlreadyInGroup,
    AlreadyLeads,
    GroupOfOnePerson,
    GroupTooSmall,
    LeadNotInGroup,
    ReferralGroup,
)
from services.referrals.cases.domain.refusals import ReferralOver
from services.referrals.cases.groups import GroupsApplication
from tests.unit.referrals.house import OFFICE, PERSON, House


@pytest.fixture
def groups(house: House) -> GroupsApplication:
    return GroupsApplication(house.store)


@pytest.fixture
def both(house: House) -> tuple[Referral, Referral]:
    return house.draft(), house.sent()


@pytest.fixture
def group(groups: GroupsApplication, both: tuple[Referral, Referral]) -> ReferralGroup:
    return groups.form(OFFICE, [one.id for one in both], both[0].id)


def elsewhere(house: House) -> Referral:
    return house.cases.draft_referral(PERSON, uuid4(), NeedDomain.FOOD, Urgency.WEEK)


def leads(groups: GroupsApplication, group: ReferralGroup) -> list[bool]:
    return [member.leads for member in groups.members(groups.group(group.id))]


def test_one_leads_and_then_another(
    groups: GroupsApplication, group: ReferralGroup, both: tuple[Referral, Referral]
) -> None:
    assert leads(groups, group) == [True, False]
    groups.let_lead(group.id, group.version, both[1].id)
    assert leads(groups, group) == [False, True]
    with pytest.raises(AlreadyLeads):
        groups.let_lead(group.id, group.version + 1, both[1].id)


def test_members_come_and_go_but_not_the_lead(groups: GroupsApplication, group: ReferralGroup, house: House) -> None:
    third = house.draft()
    grown = groups.add(group.id, group.version, third.id)
    with pytest.raises(AlreadyInGroup):
        groups.add(group.id, grown.version, third.id)
    with pytest.raises(AlreadyLeads):
        groups.remove(group.id, grown.version, grown.lead)
    groups.remove(group.id, grown.version, third.id)
    with pytest.raises(LeadNotInGroup):
        groups.let_lead(group.id, grown.version + 1, third.id)
    assert leads(groups, group) == [True, False]


def test_who_is_not_in_it_is_not_taken_out(groups: GroupsApplication, group: ReferralGroup) -> None:
    with pytest.raises(LeadNotInGroup):
        groups.remove(group.id, group.version, uuid4())


def test_a_group_without_its_lead_is_not_formed(groups: GroupsApplication, house: House) -> None:
    with pytest.raises(LeadNotInGroup):
        groups.form(OFFICE, [house.draft().id, house.draft().id], house.draft().id)


def test_one_referral_named_twice_is_no_group(groups: GroupsApplication, house: House) -> None:
    referral = house.draft()
    with pytest.raises(GroupTooSmall):
        groups.form(OFFICE, [referral.id, referral.id], referral.id)


def test_a_group_is_of_one_person(groups: GroupsApplication, group: ReferralGroup, house: House) -> None:
    another = house.cases.draft_referral(uuid4(), OFFICE, NeedDomain.FOOD, Urgency.WEEK)
    with pytest.raises(GroupOfOnePerson):
        groups.add(group.id, group.version, another.id)
    with pytest.raises(GroupOfOnePerson):
        groups.form(OFFICE, [another.id, house.draft().id], another.id)


def test_what_another_office_sent_does_not_exist(groups: GroupsApplication, group: ReferralGroup, house: House) -> None:
    with pytest.raises(NotFound):
        groups.add(group.id, group.version, elsewhere(house).id)
    with pytest.raises(NotFound):
        groups.form(OFFICE, [house.draft().id, elsewhere(house).id], house.draft().id)


def test_what_is_over_neither_joins_nor_leads(
    groups: GroupsApplication, group: ReferralGroup, both: tuple[Referral, Referral], house: House
) -> None:
    house.cases.cancel_referral(both[1].id, both[1].version, CancelledBy.OFFICE)
    with pytest.raises(ReferralOver):
        groups.let_lead(group.id, group.version, both[1].id)
    dropped = house.draft()
    house.cases.discard_referral(dropped.id, dropped.version)
    with pytest.raises(ReferralOver):
        groups.add(group.id, group.version, dropped.id)
