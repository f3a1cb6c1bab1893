"""Which meetings were planned and held, by level, state and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.coordination import DisplayCalendar, MeetingLevel
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.commissions.coordination.calendars import displayed
from services.commissions.coordination.domain.coordination_meeting import CoordinationMeeting


@dataclass(frozen=True)
class MeetingLine:
    """One meeting; `at` is when it is planned or was held, `display_date` the day as its people write it."""

    meeting_id: UUID
    level: str
    country: str
    uf: str | None
    plan_activity_code: str | None
    status: str
    at: datetime
    zone: str
    display_calendar: str
    organisations: int

    @property
    def local_date(self) -> date:
        return self.at.astimezone(ZoneInfo(self.zone)).date()

    @property
    def display_date(self) -> str:
        return displayed(self.local_date, DisplayCalendar(self.display_calendar))


class Meetings(View):
    name = "meetings"
    columns = """
        meeting_id uuid PRIMARY KEY,
        level text NOT NULL,
        country text NOT NULL,
        uf text,
        plan_activity_code text,
        status text NOT NULL,
        at timestamptz NOT NULL,
        zone text NOT NULL,
        display_calendar text NOT NULL,
        organisations integer NOT NULL"""

    @handles(CoordinationMeeting.Planned)
    def planned(self, event: CoordinationMeeting.Planned, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, 'planned', %s, %s, %s, 0)",
            event.originator_id,
            str(event.level),
            event.country,
            str(event.uf) if event.uf else None,
            event.plan_activity_code,
            event.planned_for,
            event.zone,
            str(event.display_calendar),
        )

    @handles(CoordinationMeeting.Held)
    def held(self, event: CoordinationMeeting.Held, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'held', at = %s, organisations = %s WHERE meeting_id = %s",
            event.held_at,
            len({participation.org_id for participation in event.participants}),
            event.originator_id,
        )

    def find(
        self,
        source: Query,
        level: MeetingLevel | None = None,
        uf: str | None = None,
        status: str | None = None,
        after: tuple[Any, ...] | None = None,
        limit: int = 50,
    ) -> list[MeetingLine]:
        """Meetings in the order in which they entered the store (their ids are in time order)."""
        rows = self.rows(
            source,
            "SELECT * FROM {table} WHERE (%s::text IS NULL OR level = %s) AND (%s::text IS NULL OR uf = %s)"
            " AND (%s::text IS NULL OR status = %s) AND (%s::uuid IS NULL OR meeting_id > %s)"
            " ORDER BY meeting_id LIMIT %s",
            *twice(level and str(level)), *twice(uf), *twice(status), *twice(after and UUID(after[0])), limit,
        )  # fmt: skip
        return [MeetingLine(*row) for row in rows]


def twice(value: Any) -> tuple[Any, Any]:
    """A filter that may be absent, for `%s IS NULL OR column = %s`."""
    return value, value
