"""PL15 in referrals: a consent of either record carries, and the surviving record is told to its own office alone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from services.referrals.cases.domain.known_grant import GrantForSomethingElse
from services.referrals.cases.domain.person_link import PersonLink
from services.referrals.cases.links import LinksApplication
from tests.unit.referrals.house import OFFICE, PERSON, House

SURVIVOR, OTHER, ELSEWHERE = uuid4(), uuid4(), uuid4()


@pytest.fixture
def links(house: House) -> LinksApplication:
    return LinksApplication(house.store)


def test_the_office_of_the_survivor_sees_the_survivor_and_no_other_office_does(
    house: House, links: LinksApplication
) -> None:
    referral = house.draft()
    links.follow_merge(PERSON, SURVIVOR, OFFICE)
    assert house.cases.person_of(referral, (OFFICE,)) == SURVIVOR
    assert house.cases.person_of(referral, (ELSEWHERE,)) == PERSON
    links.follow_undoing(PERSON, SURVIVOR)
    assert house.cases.person_of(referral, (OFFICE,)) == PERSON
    assert house.cases.referral(referral.id).person_id == PERSON


def test_a_consent_of_the_surviving_record_carries_a_referral_of_the_other_until_they_are_parted(
    house: House, links: LinksApplication
) -> None:
    offer = house.offer()
    grant = house.consent(offer.partner_id, person_id=SURVIVOR)
    with pytest.raises(GrantForSomethingElse):
        house.send(house.draft(), offer, grant)
    links.follow_merge(PERSON, SURVIVOR, OFFICE)
    assert house.send(house.draft(), offer, grant).status == "sent"
    links.follow_undoing(PERSON, SURVIVOR)
    with pytest.raises(GrantForSomethingElse):
        house.send(house.draft(), offer, grant)


def test_messages_about_two_pairs_may_overtake_each_other_and_may_come_twice(
    house: House, links: LinksApplication
) -> None:
    links.follow_undoing(PERSON, SURVIVOR)
    for _ in range(2):
        links.follow_merge(PERSON, OTHER, OFFICE)
    links.follow_merge(PERSON, SURVIVOR, OFFICE)
    for _ in range(2):
        links.follow_undoing(PERSON, SURVIVOR)
    with house.store.unit_of_work() as unit:
        link = unit.get(PersonLink, PersonLink.create_id(PERSON))
    assert (link.survivor_id, link.version) == (OTHER, 4)
