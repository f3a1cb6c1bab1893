"""Which plans an office follows, for whom, led by whom, and which review is due when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.care import PlanStatus
from infra.deadlines.deadline import deadline
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.follow_up_plan import FollowUpPlan

FIELDS = (
    "plan_id, person_id, office_id, lead_professional, status, opened_on, review_due_on, review_due_at, review_missed"
)
Deadline = deadline("intake")


@dataclass(frozen=True)
class PlanLine:
    """One plan; no review is due of one that is paused or closed. Nobody leads one that has just come over."""

    plan_id: UUID
    person_id: UUID
    office_id: UUID
    lead_professional: str | None
    status: PlanStatus
    opened_on: date
    review_due_on: date | None
    review_due_at: datetime | None
    review_missed: bool


@dataclass(frozen=True)
class Caseload:
    """What one professional has to care for; of None, nobody is named yet."""

    professional: str | None
    open_plans: int
    paused_plans: int
    missed_reviews: int


class FollowUpPlans(View):
    name = "follow_up_plans"
    version = 2
    erased_by = ("person_id",)
    columns = """
        plan_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        lead_professional text,
        status text NOT NULL,
        opened_on date NOT NULL,
        review_id uuid,
        review_due_on date,
        review_due_at timestamptz,
        review_missed boolean NOT NULL"""

    @property
    def ddl(self) -> str:
        """With an index for each way to ask."""
        return (
            f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, review_due_at, plan_id);"
            f" CREATE INDEX ON {self.table} (person_id, plan_id); CREATE INDEX ON {self.table} (review_id)"
        )

    @handles(FollowUpPlan.Opened)
    def opened(self, event: FollowUpPlan.Opened, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, 'open', %s, %s, NULL, NULL, false)",
            event.originator_id, event.person_id, event.office_id, event.lead_professional, event.on, event.review_id,
        )  # fmt: skip

    @handles(FollowUpPlan.LeadAssigned)
    def lead_assigned(self, event: FollowUpPlan.LeadAssigned, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET lead_professional = %s WHERE plan_id = %s", event.lead_professional, event.originator_id
        )

    @handles(FollowUpPlan.CameOver)
    def came_over(self, event: FollowUpPlan.CameOver, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s, lead_professional = NULL WHERE plan_id = %s",
            event.office_id, event.originator_id,
        )  # fmt: skip

    @handles(FollowUpPlan.Reviewed, FollowUpPlan.Reopened)
    def waits(self, event: FollowUpPlan.Reviewed | FollowUpPlan.Reopened, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "open", event.next_review_id)

    @handles(FollowUpPlan.Paused)
    def paused(self, event: FollowUpPlan.Paused, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "paused", None)

    @handles(FollowUpPlan.Closed)
    def closed(self, event: FollowUpPlan.Closed, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, "closed", None)

    @handles(Deadline.Started, Deadline.Extended, Deadline.Resumed, Deadline.Reopened)
    def due(self, event: Any, metadata: Metadata) -> Statement:
        """Of a review; the deadlines of other things concern no row here."""
        return self.statement(
            "UPDATE {table} SET review_due_on = %s, review_due_at = %s WHERE review_id = %s",
            event.due.on, event.due.at, event.subject,
        )  # fmt: skip

    @handles(Deadline.Missed)
    def missed(self, event: Any, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET review_missed = true WHERE review_id = %s", event.subject)

    def _now(self, plan_id: UUID, status: str, review_id: UUID | None) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, review_id = %s, review_due_on = NULL, review_due_at = NULL,"
            " review_missed = false WHERE plan_id = %s",
            status, review_id, plan_id,
        )  # fmt: skip

    def line(self, source: Query, plan_id: UUID) -> PlanLine:
        (row,) = self.rows(source, f"SELECT {FIELDS} FROM {{table}} WHERE plan_id = %s", plan_id)
        return _line(row)

    def due_at_office(
        self, source: Query, office_id: UUID, until: date | None, limit: int, after: tuple[Any, ...] | None
    ) -> list[PlanLine]:
        """Whose review is due, until a day or at all, the earliest first. `after`: end and id of the last one seen."""
        at, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND review_due_at IS NOT NULL"
            " AND (%s::date IS NULL OR review_due_on <= %s)"
            " AND (%s::timestamptz IS NULL OR (review_due_at, plan_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY review_due_at, plan_id LIMIT %s",
            office_id, until, until, at, at, known, limit,
        )  # fmt: skip
        return [_line(row) for row in rows]

    def under_way(self, source: Query, office_id: UUID) -> int:
        """Plans that are open or paused."""
        found = self.rows(source, "SELECT count(*) FROM {table} WHERE office_id = %s AND status <> 'closed'", office_id)
        return int(found[0][0])

    def under_way_of(self, source: Query, person_id: UUID) -> list[UUID]:
        """Plans of one record that are open or paused."""
        sought = "SELECT plan_id FROM {table} WHERE person_id = %s AND status <> 'closed' ORDER BY plan_id"
        return [plan for (plan,) in self.rows(source, sought, person_id)]

    def under_way_at(self, source: Query, office_id: UUID, limit: int, after: UUID | None) -> list[PlanLine]:
        """Plans of an office that are open or paused, in the order of their opening."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND status <> 'closed'"
            " AND (%s::uuid IS NULL OR plan_id > %s) ORDER BY plan_id LIMIT %s",
            office_id, after, after, limit,
        )  # fmt: skip
        return [_line(row) for row in rows]

    def reviews(self, source: Query, office_id: UUID, day: date) -> tuple[int, int]:
        """How many reviews are due until a day, and how many of all were missed."""
        (row,) = self.rows(
            source,
            "SELECT count(*) FILTER (WHERE review_due_on <= %s), count(*) FILTER (WHERE review_missed)"
            " FROM {table} WHERE office_id = %s AND status = 'open'",
            day, office_id,
        )  # fmt: skip
        return int(row[0]), int(row[1])

    def of_person(self, source: Query, records: Sequence[UUID], limit: int, after: UUID | None) -> list[PlanLine]:
        """The latest first; ids are in the order of time."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE person_id = ANY(%s) AND (%s::uuid IS NULL OR plan_id < %s)"
            " ORDER BY plan_id DESC LIMIT %s",
            list(records), after, after, limit,
        )  # fmt: skip
        return [_line(row) for row in rows]

    def caseload(self, source: Query, office_id: UUID, limit: int, after: str | None) -> list[Caseload]:
        """Professional by professional, by account; first what nobody leads yet. `after`: "" for behind that."""
        rows = self.rows(
            source,
            "SELECT lead_professional, count(*) FILTER (WHERE status = 'open'),"
            " count(*) FILTER (WHERE status = 'paused'), count(*) FILTER (WHERE review_missed)"
            " FROM {table} WHERE office_id = %s AND status <> 'closed'"
            " AND (%s::text IS NULL OR lead_professional > %s)"
            " GROUP BY lead_professional ORDER BY lead_professional NULLS FIRST LIMIT %s",
            office_id, after, after, limit,
        )  # fmt: skip
        return [Caseload(*row) for row in rows]


def _line(row: tuple[Any, ...]) -> PlanLine:
    plan_id, person_id, office_id, lead, status, *rest = row
    return PlanLine(plan_id, person_id, office_id, lead, PlanStatus(status), *rest)
