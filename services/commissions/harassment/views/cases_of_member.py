"""Which cases a member needs to know of: one row for each name on a need-to-know list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.commissions.harassment.domain.commission import Commission
from services.commissions.harassment.domain.notice_case import DueTimes, NoticeCase

COLUMNS = "case_id, commission_id, status, received_at, urgent_look_due_at, deliberation_due_at, deliberation_due_on"


@dataclass(frozen=True)
class MemberCase:
    """A case in a member's list: due times and no content."""

    case_id: UUID
    commission_id: UUID
    status: str
    received_at: datetime
    urgent_look_due_at: datetime
    deliberation_due_at: datetime
    deliberation_due_on: date


class CasesOfMember(View):
    name = "cases_of_member"
    erased_by = ("case_id",)
    columns = """
        case_id uuid NOT NULL,
        commission_id uuid NOT NULL,
        status text NOT NULL,
        received_at timestamptz NOT NULL,
        urgent_look_due_at timestamptz NOT NULL,
        deliberation_due_at timestamptz NOT NULL,
        deliberation_due_on date NOT NULL,
        account text NOT NULL,
        PRIMARY KEY (account, case_id)"""

    @handles(NoticeCase.Opened)
    def opened(self, event: NoticeCase.Opened, metadata: Metadata) -> list[Statement]:
        return [
            self._row(event.originator_id, event.commission_id, event.received_at, event.due, account)
            for account in event.need_to_know
        ]

    @handles(NoticeCase.MemberAdmitted)
    def admitted(self, event: NoticeCase.MemberAdmitted, metadata: Metadata) -> Statement:
        return self._row(event.originator_id, event.commission_id, event.received_at, event.due, event.account)

    def _row(self, case: UUID, commission: UUID, received_at: datetime, due: DueTimes, account: str) -> Statement:
        return self.statement(
            f"INSERT INTO {{table}} ({COLUMNS}, account) VALUES (%s, %s, 'open', %s, %s, %s, %s, %s)",
            case,
            commission,
            received_at,
            due.urgent_look_due_at,
            due.deliberation_due_at,
            due.deliberation_due_on,
            account,
        )

    @handles(NoticeCase.MemberRecused)
    def recused(self, event: NoticeCase.MemberRecused, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE account = %s AND case_id = %s", event.account, event.originator_id
        )

    @handles(Commission.MemberEnded)
    def member_ended(self, event: Commission.MemberEnded, metadata: Metadata) -> Statement:
        return self.statement(
            "DELETE FROM {table} WHERE account = %s AND commission_id = %s", event.account, event.originator_id
        )

    @handles(NoticeCase.DueExtended)
    def due_extended(self, event: NoticeCase.DueExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET deliberation_due_at = %s, deliberation_due_on = %s WHERE case_id = %s",
            event.due.deliberation_due_at,
            event.due.deliberation_due_on,
            event.originator_id,
        )

    @handles(NoticeCase.Closed)
    def closed(self, event: NoticeCase.Closed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET status = 'closed' WHERE case_id = %s", event.originator_id)

    def of_member(self, source: Query, account: str, limit: int, after: tuple[Any, ...] | None) -> list[MemberCase]:
        """Next due first; at most `limit` rows behind the sort key (due, id) `after`."""
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE account = %s"
            " AND (%s::timestamptz IS NULL OR (deliberation_due_at, case_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY deliberation_due_at, case_id LIMIT %s",
            account,
            *((after[0], after[0], after[1]) if after else (None, None, None)),
            limit,
        )
        return [MemberCase(*row) for row in rows]
