"""Contacts that do no harm, accommodations in the person's words, corrections that keep the rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contracts.vocabulary.persons import AddressKind, ClientType, ContactType, Disability
from infra.kernel import new_id, now
from services.intake.people.domain.accommodations import Accommodations, DisabilitiesContradict
from services.intake.people.domain.contact_details import (
    MOST,
    ContactDetails,
    ContactPointNotFound,
    SafeHours,
    SafeHoursOfNoUse,
    TooManyContactPoints,
)
from services.intake.people.domain.person import MinorsAreRelatives, NothingToCorrect, Person


@pytest.fixture
def details() -> ContactDetails:
    return ContactDetails(person_id=new_id())


@pytest.mark.parametrize(
    ("hours", "clock", "usable"),
    [
        (None, "03:00", True),
        (SafeHours("09:00", "17:30"), "09:00", True),
        (SafeHours("09:00", "17:30"), "17:30", False),
        (SafeHours("09:00", "17:30"), "08:59", False),
        (SafeHours("22:00", "06:00"), "23:10", True),
        (SafeHours("22:00", "06:00"), "05:59", True),
        (SafeHours("22:00", "06:00"), "12:00", False),
    ],
)
def test_a_contact_point_is_used_in_its_safe_hours_only(
    details: ContactDetails, hours: SafeHours | None, clock: str, usable: bool
) -> None:
    point = details.add_contact_point(ContactType.PHONE, "+55 92 0000-0000", True, hours)
    assert details.points[point].may_be_used(clock) is usable


def test_what_is_not_safe_is_never_used(details: ContactDetails) -> None:
    point = details.add_contact_point(ContactType.PHONE, "+55 92 0000-0000", False)
    assert not details.points[point].may_be_used("12:00")


@pytest.mark.parametrize(("safe", "hours"), [(False, SafeHours("09:00", "10:00")), (True, SafeHours("09:00", "09:00"))])
def test_safe_hours_that_say_nothing_are_refused(details: ContactDetails, safe: bool, hours: SafeHours) -> None:
    with pytest.raises(SafeHoursOfNoUse):
        details.add_contact_point(ContactType.PHONE, "+55 92 0000-0000", safe, hours)


def test_a_contact_point_is_removed_once(details: ContactDetails) -> None:
    point = details.add_contact_point(ContactType.EMAIL, "someone@example.org", True)
    details.remove_contact_point(point)
    with pytest.raises(ContactPointNotFound):
        details.remove_contact_point(point)


def test_there_is_an_end_to_contact_points(details: ContactDetails) -> None:
    for _ in range(MOST):
        details.add_contact_point(ContactType.EMAIL, "someone@example.org", True)
    with pytest.raises(TooManyContactPoints):
        details.add_contact_point(ContactType.EMAIL, "someone@example.org", True)


def test_the_street_is_an_address(details: ContactDetails) -> None:
    details.declare_address(AddressKind.STREET, "1302603")
    assert details.address is not None
    assert details.address.plain == {"kind": "street", "municipality_ibge7": "1302603", "description": None}


@pytest.mark.parametrize("alone", [Disability.NONE, Disability.NOT_INFORMED])
def test_no_disability_and_one_contradict(alone: Disability) -> None:
    found = Accommodations(person_id=new_id())
    with pytest.raises(DisabilitiesContradict):
        found.declare(None, (), frozenset({alone, Disability.HEARING}), None)
    found.declare(None, (), frozenset({alone}), None)
    assert found.disabilities is not None
    assert found.disabilities.plain == [alone]


def test_a_correction_says_something() -> None:
    with pytest.raises(NothingToCorrect):
        Person.register(new_id(), (ClientType.RELEASED,)).correct()


def test_a_corrected_birth_date_makes_no_child_a_client() -> None:
    child = (now() - timedelta(days=10 * 365)).date()
    person = Person.register(new_id(), (ClientType.RELEASED,), birth_date=date(1980, 1, 2))
    with pytest.raises(MinorsAreRelatives):
        person.correct(birth_date=child)
    relative = Person.register(new_id(), (ClientType.RELATIVE,))
    relative.correct(birth_date=child)
    assert relative.birth_date is not None


def test_a_correction_leaves_the_rest_as_it_was() -> None:
    person = Person.register(new_id(), (ClientType.RELEASED,), "Luis", date(1980, 1, 2))
    born = person.birth_date
    person.correct(civil_name="Luiz")
    assert person.civil_name is not None
    assert (person.civil_name.plain, person.birth_date) == ("Luiz", born)
