"""Commitments: one lead in a group, and in time until the end of the day where the organisation is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from contracts.coordination import CommitmentAssigned, CommitmentFulfilled, CommitmentOverdue
from contracts.vocabulary.coordination import CommitmentRole, MeetingLevel
from infra import world
from infra.deadlines.deadline import deadline, deadline_id
from infra.deadlines.following import Following
from infra.eventstore.store import EventStore
from infra.kernel import NotFound, new_id
from infra.publishing import Publisher
from services.commissions.coordination import deadlines, published
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.domain import commitment as c
from services.commissions.coordination.domain import commitment_group as g
from services.commissions.coordination.domain.plain_text import TextNamesSomebody

PRISONS, INSTITUTE, BANK = UUID(int=1), UUID(int=2), UUID(int=3)
TEHRAN = "Asia/Tehran"


class At(world.RealWorld):
    def __init__(self, *instant: int) -> None:
        super().__init__()
        self.instant = datetime(*instant, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant


@pytest.fixture(autouse=True)
def afternoon():
    with world.use(At(2025, 4, 17, 14, 0)):
        yield


@pytest.fixture
def app() -> CoordinationApplication:
    followers = Following("coordination", (deadlines,))
    return CoordinationApplication(
        EventStore.in_memory("coordination", Publisher("coordination", (published,)), followers)
    )


@pytest.fixture
def group(app: CoordinationApplication) -> g.CommitmentGroup:
    return app.open_commitment_group("JTD-6", MeetingLevel.NATIONAL)


def assign(
    app: CoordinationApplication,
    group: g.CommitmentGroup,
    role: CommitmentRole = CommitmentRole.LEAD,
    org: UUID = PRISONS,
    due_on: date | None = date(2025, 4, 30),
    text: str = "Vocational training for every second person",
) -> c.Commitment:
    return app.assign_commitment(group.id, role, org, text, TEHRAN, due_on)[1]


def told(app: CoordinationApplication, contract: type) -> list:
    messages = [m.body for m in app.store.recorder.messages]
    return [contract.parse(m["data"]) for m in messages if m["type"] == contract.cloudevent_type()]


def test_several_organisations_take_on_one_objective(app, group):
    assign(app, group)
    assign(app, group, CommitmentRole.SUPPORT, INSTITUTE)
    assign(app, group, CommitmentRole.FUNDING, BANK)
    assert [t.role for t in told(app, CommitmentAssigned)] == ["lead", "support", "funding"]


def test_a_group_has_one_lead(app, group):
    assign(app, group)
    with pytest.raises(g.GroupHasLead):
        assign(app, group, org=INSTITUTE)


def test_an_organisation_takes_a_role_once(app, group):
    assign(app, group, CommitmentRole.FUNDING, BANK)
    with pytest.raises(g.RoleAlreadyTaken):
        assign(app, group, CommitmentRole.FUNDING, BANK)


def test_a_dropped_lead_makes_room(app, group):
    first = assign(app, group)
    app.drop_commitment(first.id, 1, "Budget not approved")
    assign(app, group, org=INSTITUTE)
    assert app.commitment(first.id).status == "dropped"


@pytest.mark.parametrize(
    ("at", "on_time"),
    [((2025, 4, 30, 20, 29), True), ((2025, 4, 30, 20, 30), False)],
)
def test_in_time_until_midnight_where_the_organisation_is(app, group, at, on_time):
    commitment = assign(app, group)
    app.accept_commitment(commitment.id, 1)
    with world.use(At(*at)):
        app.fulfil_commitment(commitment.id, 2)
    assert [t.on_time for t in told(app, CommitmentFulfilled)] == [on_time]


def test_without_a_day_it_is_never_late(app, group):
    commitment = assign(app, group, due_on=None)
    app.accept_commitment(commitment.id, 1)
    with world.use(At(2031, 1, 1)):
        app.fulfil_commitment(commitment.id, 2)
    assert told(app, CommitmentFulfilled)[0].on_time


def test_today_is_not_past_but_yesterday_is(app, group):
    assign(app, group, due_on=date(2025, 4, 17))
    with pytest.raises(c.DueInThePast):
        assign(app, group, CommitmentRole.SUPPORT, INSTITUTE, date(2025, 4, 17) - timedelta(days=1))


def test_accepted_once_and_before_any_progress(app, group):
    commitment = assign(app, group)
    with pytest.raises(c.CommitmentNotAccepted):
        app.record_progress(commitment.id, 1, "Half done")
    with pytest.raises(c.CommitmentNotAccepted):
        app.fulfil_commitment(commitment.id, 1)
    app.accept_commitment(commitment.id, 1)
    with pytest.raises(c.CommitmentAlreadyAccepted):
        app.accept_commitment(commitment.id, 2)
    assert app.record_progress(commitment.id, 2, "Half done").status == "in_progress"


def test_nothing_follows_the_end(app, group):
    commitment = assign(app, group)
    app.accept_commitment(commitment.id, 1)
    app.fulfil_commitment(commitment.id, 2)
    for after in (
        lambda: app.accept_commitment(commitment.id, 3),
        lambda: app.record_progress(commitment.id, 3, "more"),
        lambda: app.fulfil_commitment(commitment.id, 3),
        lambda: app.drop_commitment(commitment.id, 3, "too late"),
    ):
        with pytest.raises(c.CommitmentOver):
            after()


def test_no_text_of_a_commitment_names_somebody(app, group):
    personal = "Write to ana@exemplo.org.br"
    with pytest.raises(TextNamesSomebody):
        assign(app, group, text=personal)
    commitment = assign(app, group)
    app.accept_commitment(commitment.id, 1)
    with pytest.raises(TextNamesSomebody):
        app.record_progress(commitment.id, 2, personal)
    with pytest.raises(TextNamesSomebody):
        app.drop_commitment(commitment.id, 2, personal)


def test_a_refused_text_leaves_the_role_free(app, group):
    with pytest.raises(TextNamesSomebody):
        assign(app, group, text="CPF 529.982.247-25")
    assert app.group(group.id).roles == set()


def test_a_group_of_a_meeting_needs_the_meeting(app):
    with pytest.raises(NotFound):
        app.open_commitment_group("JTD-6", MeetingLevel.NATIONAL, meeting_id=new_id())


def kept(app: CoordinationApplication, commitment: c.Commitment) -> Any:
    with app.store.unit_of_work() as unit:
        return unit.get(deadline("coordination"), deadline_id("coordination", "DL19", commitment.id))


def test_a_day_is_a_deadline_where_the_organisation_is(app: CoordinationApplication, group: g.CommitmentGroup) -> None:
    """DL19: the last second of 20 April in Tehran."""
    _, lead = app.assign_commitment(group.id, CommitmentRole.LEAD, PRISONS, "Open a school", TEHRAN, date(2025, 4, 20))
    assert kept(app, lead).due.at == datetime(2025, 4, 20, 20, 29, 59, tzinfo=UTC)


def test_without_a_day_there_is_no_deadline(app: CoordinationApplication, group: g.CommitmentGroup) -> None:
    _, lead = app.assign_commitment(group.id, CommitmentRole.LEAD, PRISONS, "Open a school", TEHRAN)
    with pytest.raises(NotFound):
        kept(app, lead)


def test_done_or_dropped_it_is_no_longer_waited_for(app: CoordinationApplication, group: g.CommitmentGroup) -> None:
    due_on = date(2025, 4, 20)
    _, lead = app.assign_commitment(group.id, CommitmentRole.LEAD, PRISONS, "Open a school", TEHRAN, due_on)
    _, fund = app.assign_commitment(group.id, CommitmentRole.FUNDING, BANK, "Pay for it", TEHRAN, due_on)
    lead = app.accept_commitment(lead.id, lead.version)
    app.fulfil_commitment(lead.id, lead.version)
    app.drop_commitment(fund.id, fund.version, "No budget this year")
    assert (kept(app, lead).status, kept(app, fund).status) == ("met", "dropped")


def test_an_overdue_commitment_is_told_and_can_still_be_done(
    app: CoordinationApplication, group: g.CommitmentGroup
) -> None:
    """PL34."""
    _, lead = app.assign_commitment(group.id, CommitmentRole.LEAD, PRISONS, "Open a school", TEHRAN, date(2025, 4, 20))
    app.mark_overdue(lead.id)
    message = app.store.recorder.messages[-1].body
    assert CommitmentOverdue.parse(message["data"]).org_id == PRISONS
    lead = app.accept_commitment(lead.id, lead.version + 1)
    with world.use(At(2025, 4, 22, 9, 0)):
        assert app.fulfil_commitment(lead.id, lead.version).on_time is False


def test_what_is_over_is_not_overdue(app: CoordinationApplication, group: g.CommitmentGroup) -> None:
    _, lead = app.assign_commitment(group.id, CommitmentRole.LEAD, PRISONS, "Open a school", TEHRAN)
    app.drop_commitment(lead.id, lead.version, "No budget this year")
    with pytest.raises(c.CommitmentOver):
        app.mark_overdue(lead.id)
