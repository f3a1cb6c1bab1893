"""Which receptions an office had on which day, who is being heard at this moment, and how often somebody came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.offices import EntryDoor, ReceptionChannel, ReceptionOutcome
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.reception import Reception

FIELDS = "reception_id, office_id, person_id, day, arrived_at, channel, entry_door, professional, status, outcome"


@dataclass(frozen=True)
class ReceptionLine:
    """One reception; `day` is that of the office's place."""

    reception_id: UUID
    office_id: UUID
    person_id: UUID | None
    day: date
    arrived_at: datetime
    channel: ReceptionChannel
    entry_door: EntryDoor
    professional: str | None
    status: str
    outcome: ReceptionOutcome | None


@dataclass(frozen=True)
class DayCount:
    """Of one day: who came, in person or from afar, and what became of it."""

    arrived: int
    by_contact: int
    being_received: int
    completed: int
    left_without_care: int


class OfficeReceptions(View):
    name = "office_receptions"
    erased_by = ("person_id",)
    columns = """
        reception_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid,
        day date NOT NULL,
        arrived_at timestamptz NOT NULL,
        channel text NOT NULL,
        entry_door text NOT NULL,
        professional text,
        status text NOT NULL,
        outcome text"""

    @property
    def ddl(self) -> str:
        """With an index for each way to ask; few are under way at a time."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, day);"
            f" CREATE INDEX ON {self.table} (person_id, reception_id);"
            f" CREATE INDEX ON {self.table} (office_id) WHERE status <> 'completed'"
        )

    @handles(Reception.Arrived)
    def arrived(self, event: Reception.Arrived, metadata: Metadata) -> Statement:
        day = event.timestamp.astimezone(ZoneInfo(metadata.local_zone)).date()
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, NULL, 'waiting', NULL)",
            event.originator_id, event.office_id, event.person_id, day, event.timestamp,
            event.channel.value, event.entry_door.value,
        )  # fmt: skip

    @handles(Reception.VirtualContactReceived, Reception.Started)
    def started(self, event: Reception.VirtualContactReceived | Reception.Started, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'started', professional = %s WHERE reception_id = %s",
            event.professional, event.originator_id,
        )  # fmt: skip

    @handles(Reception.Completed)
    def completed(self, event: Reception.Completed, metadata: Metadata) -> Statement:
        return self._over(event.originator_id, event.outcome)

    @handles(Reception.LeftWithoutCare)
    def left_without_care(self, event: Reception.LeftWithoutCare, metadata: Metadata) -> Statement:
        return self._over(event.originator_id, ReceptionOutcome.LEFT_WITHOUT_CARE)

    def _over(self, reception_id: UUID, outcome: ReceptionOutcome) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = 'completed', outcome = %s WHERE reception_id = %s", outcome.value, reception_id
        )

    def under_way(self, source: Query, office_id: UUID) -> int:
        """Who waits or is being heard, of any day."""
        found = self.rows(
            source, "SELECT count(*) FROM {table} WHERE office_id = %s AND status <> 'completed'", office_id
        )
        return int(found[0][0])

    def of_day(self, source: Query, office_id: UUID, day: date) -> DayCount:
        """Face to face and from afar together; `being_received` as it stands now."""
        (row,) = self.rows(
            source,
            "SELECT count(*), count(*) FILTER (WHERE channel NOT IN ('in_person', 'mobile_unit')),"
            " count(*) FILTER (WHERE status = 'started'),"
            " count(*) FILTER (WHERE status = 'completed' AND outcome <> 'left_without_care'),"
            " count(*) FILTER (WHERE outcome = 'left_without_care') FROM {table} WHERE office_id = %s AND day = %s",
            office_id, day,
        )  # fmt: skip
        return DayCount(*row)

    def of_person(self, source: Query, records: Sequence[UUID], limit: int, after: UUID | None) -> list[ReceptionLine]:
        """The latest first; ids are in the order of recording."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE person_id = ANY(%s) AND (%s::uuid IS NULL OR reception_id < %s)"
            " ORDER BY reception_id DESC LIMIT %s",
            list(records), after, after, limit,
        )  # fmt: skip
        return [_line(row) for row in rows]


def _line(row: tuple[Any, ...]) -> ReceptionLine:
    reception_id, office_id, person_id, day, arrived_at, channel, door, professional, status, outcome = row
    return ReceptionLine(
        reception_id, office_id, person_id, day, arrived_at, ReceptionChannel(channel), EntryDoor(door), professional,
        status, ReceptionOutcome(outcome) if outcome else None,
    )  # fmt: skip
