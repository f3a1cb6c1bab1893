"""Meetings: plan, hold, conclude, escalate; and the list by level."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from infra.web.answers import Changed, Created, Found, Page, PageRequest
from infra.web.blueprint import Blueprint
from infra.web.caller import Caller
from services.commissions.coordination import access
from services.commissions.coordination.application import CoordinationApplication
from services.commissions.coordination.calendars import displayed
from services.commissions.coordination.domain.coordination_meeting import CoordinationMeeting
from services.commissions.coordination.domain.participation import Participation
from services.commissions.coordination.schemas import (
    ConclusionBody,
    EscalationBody,
    HoldingBody,
    MeetingAnswer,
    MeetingBody,
    MeetingFilters,
    MeetingLineAnswer,
)

blp = Blueprint("meetings", url_prefix="/v1/meetings")
LISTS = ("hosts", "organisers", "topics")


@blp.command("", MeetingBody, scope="meetings:write", creates=True)
def plan_meeting(app: CoordinationApplication, body: dict[str, Any], caller: Caller) -> Created:
    """Invite to a meeting of a level."""
    access.in_charge(caller, body.get("uf"), (*body["hosts"], *body["organisers"]))
    meeting = app.plan_meeting(**body | {name: tuple(body[name]) for name in LISTS})
    return Created(meeting.id, meeting.version)


@blp.command("/<uuid:meeting_id>/holding", HoldingBody, scope="meetings:write")
def hold_meeting(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, meeting_id: UUID, expected: int
) -> Changed:
    """Record that it took place, and which organisations took part."""
    access.runs_meeting(caller, app.meeting(meeting_id))
    participants = tuple(Participation(**participant) for participant in body["participants"])
    meeting = app.hold_meeting(meeting_id, expected, participants, body.get("held_at"))
    return Changed(meeting.version, {"status": "held", "held_at": meeting.held_at, "display_date": _day(meeting)})


@blp.command("/<uuid:meeting_id>/conclusions", ConclusionBody, scope="meetings:write")
def record_conclusion(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, meeting_id: UUID, expected: int
) -> Changed:
    """Record something the meeting agreed on."""
    access.runs_meeting(caller, app.meeting(meeting_id))
    meeting, conclusion_id = app.record_conclusion(meeting_id, expected, **body)
    return Changed(meeting.version, {"conclusion_id": conclusion_id})


@blp.command("/<uuid:meeting_id>/escalation", EscalationBody, scope="meetings:write")
def escalate_conclusions(
    app: CoordinationApplication, body: dict[str, Any], caller: Caller, meeting_id: UUID, expected: int
) -> Changed:
    """Put the conclusions on the agenda of a higher level."""
    access.runs_meeting(caller, app.meeting(meeting_id))
    meeting = app.escalate_conclusions(meeting_id, expected, **body)
    return Changed(meeting.version, {"escalated_to": body["to_level"]})


@blp.query("/<uuid:meeting_id>", MeetingAnswer, scope="meetings:read", everywhere=True)
def read_meeting(app: CoordinationApplication, caller: Caller, meeting_id: UUID) -> Found:
    """One meeting with its conclusions."""
    meeting = app.meeting(meeting_id)
    body = {**vars(meeting), "id": meeting.id, "display_date": _day(meeting)}
    return Found({**body, "conclusions": list(meeting.conclusions.values())}, meeting.version)


@blp.query_list("", MeetingLineAnswer, scope="meetings:read", everywhere=True, filters=MeetingFilters)
def list_meetings(
    app: CoordinationApplication,
    caller: Caller,
    filters: dict[str, Any],
    page: PageRequest,
) -> Page:
    """Meetings by level, state and status."""
    lines = app.meetings(**filters, after=page.after, limit=page.limit + 1)
    kept = lines[: page.limit]
    return Page(kept, (kept[-1].meeting_id,) if len(lines) > page.limit else None)


def _day(meeting: CoordinationMeeting) -> str:
    at = (meeting.held_at or meeting.planned_for).astimezone(ZoneInfo(meeting.zone))
    return displayed(at.date(), meeting.display_calendar)
