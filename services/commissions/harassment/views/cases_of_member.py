"""Which cases a member needs to know of: one row for each case, which tells nobody who they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from infra import veil
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.commissions.harassment.domain.notice_case import DueTimes, NoticeCase

FIELDS = "case_id, members, status, told, due"
BLOCK = 16


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
    """Members stand in it by tags that are good for one case, among decoys; commission and times behind the veil."""

    name = "cases_of_member"
    version = 2
    erased_by = ("case_id",)
    columns = """
        case_id uuid PRIMARY KEY,
        members bytea[] NOT NULL,
        status text NOT NULL,
        told text NOT NULL,
        due text NOT NULL"""

    @handles(NoticeCase.Opened)
    def opened(self, event: NoticeCase.Opened, metadata: Metadata) -> Statement:
        case, due = event.originator_id, event.due
        told = [str(event.commission_id), event.received_at.isoformat(), due.urgent_look_due_at.isoformat()]
        return self.statement(
            f"INSERT INTO {{table}} ({FIELDS}) VALUES (%s, %s, 'open', %s, %s)",
            case,
            _tags(case, event.need_to_know),
            veil.hide(told, f"case:{case}"),
            _hidden(case, due),
        )

    @handles(NoticeCase.MemberAdmitted)
    def admitted(self, event: NoticeCase.MemberAdmitted, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET members = array_append(members, %s) WHERE case_id = %s",
            _tag(event.originator_id, event.account),
            event.originator_id,
        )

    @handles(NoticeCase.MemberRecused)
    def recused(self, event: NoticeCase.MemberRecused, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET members = array_replace(members, %s, %s) WHERE case_id = %s",
            _tag(event.originator_id, event.account),
            veil.tag("nobody", event.originator_id, event.account),
            event.originator_id,
        )

    @handles(NoticeCase.DueExtended)
    def due_extended(self, event: NoticeCase.DueExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET due = %s WHERE case_id = %s",
            _hidden(event.originator_id, event.due),
            event.originator_id,
        )

    @handles(NoticeCase.Closed)
    def closed(self, event: NoticeCase.Closed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET status = 'closed' WHERE case_id = %s", event.originator_id)

    def of_member(self, source: Query, account: str, after: tuple[Any, ...] | None) -> Iterator[MemberCase]:
        """Next due first, behind the sort key (due, id) `after`; also of commissions that the member has left."""
        rows = self.rows(source, f"SELECT {FIELDS} FROM {{table}}")
        mine = [_case(row) for row in rows if _tag(row[0], account) in row[1]]
        last = (datetime.fromisoformat(str(after[0])), UUID(str(after[1]))) if after else None
        return (case for case in sorted(mine, key=_order) if last is None or _order(case) > last)


def _tag(case: UUID, account: str) -> bytes:
    return veil.tag("member", case, account)


def _tags(case: UUID, accounts: Sequence[str]) -> list[bytes]:
    """Filled up to a block, so that the length of the list does not tell a commission by its size."""
    tags = [_tag(case, account) for account in accounts]
    return sorted([*tags, *(veil.tag("nobody", case, n) for n in range(-len(tags) % BLOCK))])


def _hidden(case: UUID, due: DueTimes) -> str:
    told = [due.deliberation_due_at.isoformat(), due.deliberation_due_on.isoformat()]
    return veil.hide(told, f"case-due:{case}")


def _case(row: tuple[Any, ...]) -> MemberCase:
    case, _, status, told, due = row
    commission, received_at, look = veil.show(told, f"case:{case}")
    due_at, due_on = veil.show(due, f"case-due:{case}")
    return MemberCase(
        case, UUID(commission), status, datetime.fromisoformat(received_at), datetime.fromisoformat(look),
        datetime.fromisoformat(due_at), date.fromisoformat(due_on),
    )  # fmt: skip


def _order(case: MemberCase) -> tuple[datetime, UUID]:
    return case.deliberation_due_at, case.case_id
