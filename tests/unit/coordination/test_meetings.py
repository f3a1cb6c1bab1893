"""Meetings: who hosts, when they count as held, and where their conclusions go."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from contracts.coordination import CoordinationMeetingHeld
from contracts.vocabulary.coordination import DisplayCalendar, MeetingLevel
from contracts.vocabulary.network import OrganisationType
from infra.eventstore.store import EventStore
from infra.kernel import NotFound, new_id, now
from infra.publishing import Publisher
from services.commissions.coordination import published
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.domain import coordination_meeting as m
from services.commissions.coordination.domain.participation import Participation
from services.commissions.coordination.domain.plain_text import TextNamesSomebody

HOST, PARTNER = UUID(int=1), UUID(int=2)
BOTH = (Participation(HOST, OrganisationType.PRISON), Participation(PARTNER, OrganisationType.PROBATION))


@pytest.fixture
def app() -> CoordinationApplication:
    return CoordinationApplication(EventStore.in_memory("coordination", Publisher("coordination", (published,))))


@pytest.fixture
def meeting(app: CoordinationApplication) -> m.CoordinationMeeting:
    return plan(app)


def plan(app: CoordinationApplication, **changes: object) -> m.CoordinationMeeting:
    invitation = {
        "level": MeetingLevel.LOCAL,
        "hosts": (HOST,),
        "organisers": (HOST,),
        "planned_for": now() - timedelta(hours=1),
        "zone": "Europe/Bucharest",
        "country": "RO",
        "plan_activity_code": "1.1.4",
    }
    return app.plan_meeting(**invitation | changes)


def test_a_held_meeting_is_told_with_its_level_hosts_and_organisation_types(app, meeting):
    app.hold_meeting(meeting.id, 1, BOTH)
    message = app.store.recorder.messages[0].body
    told = CoordinationMeetingHeld.parse(message["data"])
    assert message["type"] == "org.travessia.coordination.coordination-meeting.held.v1"
    assert (told.level, told.hosts, told.plan_activity_code) == (MeetingLevel.LOCAL, (HOST,), "1.1.4")
    assert told.organisation_types == (OrganisationType.PRISON, OrganisationType.PROBATION)


def test_the_day_of_a_meeting_is_the_day_of_its_place(app):
    late = plan(app, zone="Pacific/Kiritimati", display_calendar=DisplayCalendar.JALALI)
    at = now().replace(hour=11, minute=0) - timedelta(days=2)
    app.hold_meeting(late.id, 1, BOTH, at)
    told = CoordinationMeetingHeld.parse(app.store.recorder.messages[0].body["data"])
    assert told.held_on == (at + timedelta(days=1)).date()


@pytest.mark.parametrize("missing", ["hosts", "organisers"])
def test_a_meeting_needs_a_host_and_an_organiser(app, missing):
    with pytest.raises(m.MeetingNeedsHost):
        plan(app, **{missing: ()})


def test_a_meeting_is_held_once(app, meeting):
    app.hold_meeting(meeting.id, 1, BOTH)
    with pytest.raises(m.MeetingAlreadyHeld):
        app.hold_meeting(meeting.id, 2, BOTH)


def test_a_meeting_is_not_held_in_the_future(app, meeting):
    with pytest.raises(m.MeetingInTheFuture):
        app.hold_meeting(meeting.id, 1, BOTH, now() + timedelta(minutes=1))


@pytest.mark.parametrize("alone", [(), BOTH[:1], (BOTH[0], BOTH[0])])
def test_one_organisation_alone_is_no_coordination(app, meeting, alone):
    with pytest.raises(m.MeetingNeedsSeveralAgencies):
        app.hold_meeting(meeting.id, 1, alone)


def test_nothing_is_concluded_before_the_meeting(app, meeting):
    with pytest.raises(m.MeetingNotHeld):
        app.record_conclusion(meeting.id, 1, "Share the model of Demo county")
    with pytest.raises(m.MeetingNotHeld):
        app.escalate_conclusions(meeting.id, 1, MeetingLevel.NATIONAL)


def test_conclusions_go_up_once(app, meeting):
    app.hold_meeting(meeting.id, 1, BOTH)
    app.record_conclusion(meeting.id, 2, "Health insurance must continue on the day of release")
    held = app.escalate_conclusions(meeting.id, 3, MeetingLevel.INTERREGIONAL)
    assert [c.escalated_to for c in held.conclusions.values()] == [MeetingLevel.INTERREGIONAL]
    with pytest.raises(m.NothingToEscalate):
        app.escalate_conclusions(meeting.id, 4, MeetingLevel.NATIONAL)


@pytest.mark.parametrize(
    ("level", "to_level"),
    [(MeetingLevel.LOCAL, MeetingLevel.LOCAL), (MeetingLevel.NATIONAL, MeetingLevel.NATIONAL),
     (MeetingLevel.INTERREGIONAL, MeetingLevel.LOCAL)],
)  # fmt: skip
def test_conclusions_never_go_sideways_or_down(app, level, to_level):
    meeting = plan(app, level=level)
    app.hold_meeting(meeting.id, 1, BOTH)
    app.record_conclusion(meeting.id, 2, "Agreed")
    with pytest.raises(m.EscalationGoesUp):
        app.escalate_conclusions(meeting.id, 3, to_level)


def test_conclusions_go_to_a_meeting_that_exists(app, meeting):
    app.hold_meeting(meeting.id, 1, BOTH)
    app.record_conclusion(meeting.id, 2, "Agreed")
    with pytest.raises(NotFound):
        app.escalate_conclusions(meeting.id, 3, MeetingLevel.NATIONAL, new_id())


@pytest.mark.parametrize(
    "text",
    ["CPF 529.982.247-25", "52998224725", "ligue (92) 98765-4321", "ana@exemplo.org.br", "tel. +98 21 8888 7777",
     "processo 0000001-45.2025.8.04.0001", "autos 00000014520258040001"],
)  # fmt: skip
def test_a_conclusion_names_nobody(app, meeting, text):
    app.hold_meeting(meeting.id, 1, BOTH)
    with pytest.raises(TextNamesSomebody):
        app.record_conclusion(meeting.id, 2, f"Ask about {text} again")


@pytest.mark.parametrize(
    "text",
    ["Activity 1.1.4 of HG 389/2015: 38 local meetings in 2018", "R$ 1.200.000,00 for JTD-6 until 17/04/2025 14:00",
     "340 public structures, CEP 69000-000", "Lei 12.288/2010, art. 1 IV"],
)  # fmt: skip
def test_plans_sums_and_dates_are_no_identifiers(app, meeting, text):
    app.hold_meeting(meeting.id, 1, BOTH)
    app.record_conclusion(meeting.id, 2, text)
