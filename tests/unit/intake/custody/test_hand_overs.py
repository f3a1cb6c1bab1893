"""X12: an office that closes hands each person over with a consent of the person, and leaves an address behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.care import PlanStatus
from contracts.vocabulary.offices import OfficeChannel, OfficeStatus, Power
from contracts.vocabulary.persons import ContactType
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, GrantedBy
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import NotFound
from infra.web.caller import Caller
from services.intake.people import access
from services.intake.people.api.hand_overs import read_entry
from services.intake.people.applications.details import DetailsApplication
from services.intake.people.applications.hand_overs import HandOversApplication
from services.intake.people.domain.contact_details import SafeHours
from services.intake.people.domain.grant import Allowed, Given
from services.intake.people.domain.office import Office
from services.intake.people.views.follow_up_plans import PlanLine
from tests.clock import Clock
from tests.unit.intake.custody.conftest import Town
from tests.unit.intake.follow_up.house import OPENING

GIVEN = Given(ConsentEvidence.SIGNATURE, "pt", read_aloud=False, granted_by=GrantedBy.SELF)


class Listed(HandOversApplication):
    """With the plans that a test has opened in the place of the read model."""

    def __init__(self, town: Town) -> None:
        super().__init__(town.store)
        self.town = town

    def lines(self, unit: UnitOfWork, office_id: UUID, limit: int, after: UUID | None) -> Sequence[PlanLine]:
        plans = sorted((self.town.plans.plan(one) for one in self.town.custody.opened), key=lambda plan: plan.id)
        kept = [plan for plan in plans if plan.office_id == office_id and (after is None or plan.id > after)]
        return [
            PlanLine(p.id, p.person_id, p.office_id, p.lead_professional, p.status, p.opened_on, None, None, False)
            for p in kept[:limit]
        ]


def team(*offices: UUID) -> Caller:
    return Caller("lia", "social_worker", "client", offices=offices)


def opened(town: Town, *offices: UUID) -> None:
    with town.store.unit_of_work() as unit:
        for office in (unit.get(Office, one) for one in offices):
            for power in (Power.JUDICIARY, Power.STATE_EXECUTIVE):
                office.add_managing_party(uuid4(), power)
            office.open()
            office.offer_channel(OfficeChannel.PHONE, (), accessible=True)
            unit.save(office)


def closes(town: Town, office_id: UUID, receiving_id: UUID, *, closed: bool = False) -> Office:
    with town.store.unit_of_work() as unit:
        office, receiving = unit.get(Office, office_id), unit.get(Office, receiving_id)
        office.begin_closing(receiving, 1)
        if closed:
            office.close(0)
        unit.save(office)
    return office


@pytest.fixture
def app(town: Town) -> Listed:
    opened(town, town.office, town.bahia, town.para)
    town.plan()
    return Listed(town)


def allows(town: Town, person: UUID, office: UUID) -> UUID:
    return town.consents.grant(person, Allowed(ConsentScope.TRANSFER_OFFICE, (office,)), GIVEN)[1]


def test_nothing_is_due_while_an_office_goes_on(app: Listed, town: Town) -> None:
    assert app.due(app.office(town.office), 10, consented=False) == []


def test_each_plan_says_whether_its_person_wants_to_go_there(app: Listed, town: Town) -> None:
    allows(town, town.person, town.para)
    office = closes(town, town.office, town.bahia)
    (due,) = app.due(office, 10, consented=False)
    assert (due.person_id, due.status, due.grant_id) == (town.person, PlanStatus.OPEN, None)
    grant = allows(town, town.person, town.bahia)
    assert app.due(office, 10, consented=False)[0].grant_id == grant
    town.consents.withdraw(town.person, grant)
    assert app.due(office, 10, consented=False)[0].grant_id is None


def test_who_receives_sees_who_wants_to_come(app: Listed, town: Town) -> None:
    others = [town.somebody() for _ in range(3)]
    for other in others:
        town.custody.opened.append(town.plans.open_plan(other, "lia", OPENING).id)
    wanting = {others[0], others[2]}
    for one in wanting:
        allows(town, one, town.bahia)
    office = closes(town, town.office, town.bahia)
    assert {line.person_id for line in app.due(office, 2, consented=True)} == wanting
    assert len(app.due(office, 2, consented=False)) == 2
    assert len(app.due(office, 10, consented=False)) == 4
    first, *_ = app.due(office, 10, consented=False)
    assert len(app.due(office, 10, (first.plan_id,), consented=False)) == 3


def test_who_has_moved_is_on_no_list_any_more(app: Listed, town: Town) -> None:
    office = closes(town, town.office, town.bahia)
    town.moves(town.person, town.bahia)
    assert app.due(office, 10, consented=False) == []


@pytest.mark.parametrize(("hour", "usable"), [(13, True), (23, False)])
def test_somebody_is_reached_in_the_safe_hours_at_the_office(
    app: Listed, town: Town, clock: Clock, hour: int, usable: bool
) -> None:
    details = DetailsApplication(town.store)
    office = closes(town, town.office, town.bahia)
    details.add_contact_point(town.person, ContactType.EMAIL, "someone@example.org", safe_to_contact=False)
    assert not app.due(office, 10, consented=False)[0].reachable
    details.add_contact_point(town.person, ContactType.PHONE, "+55 92 0000-0000", True, SafeHours("08:00", "12:00"))
    clock.instant = datetime(2025, 4, 18, hour, tzinfo=UTC)
    (due,) = app.due(office, 10, consented=False)
    assert (due.reachable, due.usable_now) == (True, usable)


def test_the_list_is_for_the_two_teams(app: Listed, town: Town) -> None:
    office = closes(town, town.office, town.bahia)
    assert not access.receives(team(town.office), office)
    assert access.receives(team(town.bahia), office)
    assert not access.receives(team(town.office, town.bahia), office)
    for stranger in (team(town.para), team()):
        with pytest.raises(NotFound):
            access.receives(stranger, office)


def test_an_office_that_goes_on_has_a_team_of_its_own_and_no_other(app: Listed, town: Town) -> None:
    with pytest.raises(NotFound):
        access.receives(team(), app.office(town.office))


def test_a_closed_office_says_who_receives_instead(app: Listed, town: Town) -> None:
    closes(town, town.office, town.bahia, closed=True)
    entry = read_entry(app, team(), town.office)
    assert (entry["status"], entry["channels"]) == (OfficeStatus.CLOSED, [])
    assert (entry["successor"]["id"], len(entry["successor"]["channels"])) == (town.bahia, 1)


def test_also_when_that_one_has_closed_since(app: Listed, town: Town) -> None:
    closes(town, town.office, town.bahia, closed=True)
    closes(town, town.bahia, town.para, closed=True)
    assert read_entry(app, team(), town.office)["successor"]["id"] == town.para


def test_an_office_that_goes_on_has_no_successor(app: Listed, town: Town) -> None:
    entry = read_entry(app, team(), town.bahia)
    assert (entry["successor"], len(entry["channels"])) == (None, 1)
    assert town.plans.plan(town.custody.opened[0]).opened_on == date(2025, 4, 17)
