"""Offices under two powers, persons without documents: what each of them refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeLevel, Power
from contracts.vocabulary.persons import ClientType
from infra.kernel import new_id, now
from services.intake.people.domain.office import Office
from services.intake.people.domain.office_refusals import (
    ManagingPartyAlreadyNamed,
    OfficeAlreadyOpen,
    OfficeNeedsBothPowers,
)
from services.intake.people.domain.person import MinorsAreRelatives, Person


@pytest.fixture
def office() -> Office:
    return Office(name="Porto", level=OfficeLevel.STATE, uf=UF.AM, municipality_ibge7="1399991", zone="America/Manaus")


@pytest.mark.parametrize("powers", [(), (Power.JUDICIARY,), (Power.STATE_EXECUTIVE, Power.MUNICIPAL_EXECUTIVE)])
def test_an_office_of_one_power_does_not_open(office: Office, powers: tuple[Power, ...]) -> None:
    for power in powers:
        office.add_managing_party(new_id(), power)
    with pytest.raises(OfficeNeedsBothPowers):
        office.open()


def test_an_office_opens_once(office: Office) -> None:
    for power in (Power.JUDICIARY, Power.MUNICIPAL_EXECUTIVE):
        office.add_managing_party(new_id(), power)
    office.open()
    with pytest.raises(OfficeAlreadyOpen):
        office.open()


def test_an_organisation_manages_an_office_once(office: Office) -> None:
    court = new_id()
    office.add_managing_party(court, Power.JUDICIARY)
    with pytest.raises(ManagingPartyAlreadyNamed):
        office.add_managing_party(court, Power.STATE_EXECUTIVE)


def test_a_child_is_registered_as_a_relative_only() -> None:
    child = (now() - timedelta(days=10 * 365)).date()
    with pytest.raises(MinorsAreRelatives):
        Person.register(new_id(), (ClientType.RELEASED,), birth_date=child)
    assert Person.register(new_id(), (ClientType.RELATIVE,), birth_date=child).birth_date is not None


def test_nobody_needs_a_name_or_a_date() -> None:
    assert Person.register(new_id(), (ClientType.RELEASED,)).display_name is None
