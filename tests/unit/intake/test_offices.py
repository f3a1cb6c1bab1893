"""Offices go step by step, close only when somebody takes their people over, and say what they offer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.offices import OfficeChannel, OfficeLevel, OfficeStatus, Power, TeamRole
from infra.kernel import Metadata, new_id, now
from infra.metadata import acting, at_its_time
from services.intake.people.domain.office import Office
from services.intake.people.domain.office_offer import Hours, Practice
from services.intake.people.domain.office_refusals import (
    AlreadyInTeam,
    ChannelNotOffered,
    HoursContradict,
    MethodologyAlreadyAdopted,
    NotInTeam,
    OfficeDoesNotServe,
    OfficeStatusDiffers,
    ReceivingOfficeDoesNotServe,
    ReceivingOfficeMissing,
    VisitEndsBeforeItBegins,
    VisitHasBegun,
    VisitNotFound,
)

Decision = Callable[[Office], object]
STEPS: dict[str, Decision] = {
    "agree": lambda office: office.agree(),
    "install": lambda office: office.install(),
    "suspend": lambda office: office.suspend(),
    "resume": lambda office: office.resume(),
    "begin_closing": lambda office: office.begin_closing(None, 0),
    "close": lambda office: office.close(0),
}
ALLOWED = {
    OfficeStatus.PLANNED: {"agree"},
    OfficeStatus.AGREED: {"install"},
    OfficeStatus.INSTALLING: set(),
    OfficeStatus.OPEN: {"suspend", "begin_closing"},
    OfficeStatus.SUSPENDED: {"resume", "begin_closing"},
    OfficeStatus.CLOSING: {"close"},
    OfficeStatus.CLOSED: set(),
}
WAY: dict[OfficeStatus, tuple[str, ...]] = {
    OfficeStatus.PLANNED: (),
    OfficeStatus.AGREED: ("agree",),
    OfficeStatus.INSTALLING: ("agree", "install"),
    OfficeStatus.OPEN: ("agree", "install", "open"),
    OfficeStatus.SUSPENDED: ("open", "suspend"),
    OfficeStatus.CLOSING: ("open", "begin_closing"),
    OfficeStatus.CLOSED: ("open", "begin_closing", "close"),
}


def made(status: OfficeStatus = OfficeStatus.OPEN) -> Office:
    office = Office(
        name="Porto", level=OfficeLevel.STATE, uf=UF.AM, municipality_ibge7="1302603", zone="America/Manaus"
    )
    for power in (Power.JUDICIARY, Power.STATE_EXECUTIVE):
        office.add_managing_party(new_id(), power)
    for step in WAY[status]:
        office.open() if step == "open" else STEPS[step](office)
    assert office.status is status
    office.collect_events()
    return office


@pytest.mark.parametrize("status", OfficeStatus)
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_taken_from_its_own_status_only(status: OfficeStatus, step: str) -> None:
    office = made(status)
    if step in ALLOWED[status]:
        STEPS[step](office)
        assert office.status is not status
        return
    with pytest.raises(OfficeStatusDiffers):
        STEPS[step](office)
    assert office.collect_events() == []


@pytest.mark.parametrize("status", [OfficeStatus.SUSPENDED, OfficeStatus.CLOSING, OfficeStatus.CLOSED])
def test_an_office_opens_before_its_first_day_only(status: OfficeStatus) -> None:
    with pytest.raises(OfficeStatusDiffers):
        made(status).open()


def test_each_step_says_from_where_to_where() -> None:
    office = made(OfficeStatus.INSTALLING)
    office.open()
    office.suspend()
    office.resume()
    steps = [(e.from_status, e.to_status) for e in office.collect_events() if isinstance(e, Office.StatusChanged)]
    assert steps == [("installing", "open"), ("open", "suspended"), ("suspended", "open")]


def test_an_office_with_people_closes_only_when_another_one_receives_them() -> None:
    office, receiving = made(), made()
    with pytest.raises(ReceivingOfficeMissing):
        office.begin_closing(None, 1)
    for wrong in (office, made(OfficeStatus.SUSPENDED), made(OfficeStatus.PLANNED)):
        with pytest.raises(ReceivingOfficeDoesNotServe):
            office.begin_closing(wrong, 1)
    office.begin_closing(receiving, 300)
    office.close(300)
    closed = next(e for e in office.collect_events() if isinstance(e, Office.Closed))
    assert (office.status, closed.receiving_office_id) == (OfficeStatus.CLOSED, receiving.id)


def test_what_is_opened_while_an_office_closes_needs_a_receiving_office_too() -> None:
    office = made()
    office.begin_closing(None, 0)
    with pytest.raises(ReceivingOfficeMissing):
        office.close(1)


@pytest.mark.parametrize(
    "hours",
    [
        [(1, "17:00", "08:00")],
        [(1, "08:00", "08:00")],
        [(1, "08:00", "12:00"), (1, "11:59", "17:00")],
    ],
)
def test_hours_that_contradict_are_refused(hours: list[tuple[int, str, str]]) -> None:
    with pytest.raises(HoursContradict):
        made().offer_channel(OfficeChannel.PHONE, tuple(Hours(*one) for one in hours), accessible=True)


def test_a_channel_is_what_was_said_of_it_last() -> None:
    office = made()
    day = (Hours(1, "08:00", "12:00"), Hours(1, "12:00", "17:00"), Hours(2, "08:00", "17:00"))
    office.offer_channel(OfficeChannel.PHONE, (), accessible=False)
    office.offer_channel(OfficeChannel.PHONE, day, accessible=True)
    assert (office.channels[OfficeChannel.PHONE].hours, len(office.channels)) == (day, 1)
    office.withdraw_channel(OfficeChannel.PHONE)
    with pytest.raises(ChannelNotOffered):
        office.withdraw_channel(OfficeChannel.PHONE)


def test_somebody_has_a_role_in_the_team_once() -> None:
    office = made()
    office.join_team("lia", TeamRole.SOCIAL_WORKER)
    office.join_team("lia", TeamRole.COORDINATOR)
    with pytest.raises(AlreadyInTeam):
        office.join_team("lia", TeamRole.COORDINATOR)
    office.leave_team("lia", TeamRole.COORDINATOR)
    with pytest.raises(NotInTeam):
        office.leave_team("lia", TeamRole.COORDINATOR)
    assert office.team == {("lia", TeamRole.SOCIAL_WORKER)}


def test_a_methodology_is_adopted_in_one_version_at_a_time() -> None:
    office = made()
    office.adopt_methodology(Practice("singularization", "1", "2.0"))
    with pytest.raises(MethodologyAlreadyAdopted):
        office.adopt_methodology(Practice("singularization", "1", "2.0"))
    office.adopt_methodology(Practice("singularization", "2", "2.0"))
    assert [p.version for p in office.practices.values()] == ["2"]


def test_a_visit_of_the_mobile_unit_has_a_beginning_and_an_end() -> None:
    office, at = made(), now() + timedelta(days=1)
    for end in (at, at - timedelta(hours=1), at + timedelta(days=7, seconds=1)):
        with pytest.raises(VisitEndsBeforeItBegins):
            office.schedule_mobile_unit("1302603", at, end)
    visit = office.schedule_mobile_unit("1302603", at, at + timedelta(hours=8))
    with pytest.raises(VisitNotFound):
        office.cancel_mobile_unit(new_id())
    with acting(at_its_time(Metadata(), at)), pytest.raises(VisitHasBegun):
        office.cancel_mobile_unit(visit)
    office.cancel_mobile_unit(visit)
    assert office.visits == {}


@pytest.mark.parametrize("status", [OfficeStatus.SUSPENDED, OfficeStatus.CLOSED])
def test_an_office_that_does_not_serve_sends_no_mobile_unit(status: OfficeStatus) -> None:
    with pytest.raises(OfficeDoesNotServe):
        made(status).schedule_mobile_unit("1302603", now(), now() + timedelta(hours=1))
