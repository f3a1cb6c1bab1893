"""Which notices somebody may know of: one row for each name on a need-to-know list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.notices.domain.notice import Notice

FIELDS = "notice_id, public_ref, status, urgent_look_due_at, deliberation_due_on, version"


@dataclass(frozen=True)
class Known:
    """A notice as its readers see it in a list: nothing of what it says."""

    notice_id: UUID
    public_ref: str
    status: str
    urgent_look_due_at: datetime
    deliberation_due_on: date
    version: int


class NoticesOfReader(View):
    name = "notices_of_reader"
    erased_by = ("notice_id",)
    columns = """
        notice_id uuid NOT NULL,
        reader text NOT NULL,
        public_ref text NOT NULL,
        status text NOT NULL,
        urgent_look_due_at timestamptz NOT NULL,
        deliberation_due_on date NOT NULL,
        version bigint NOT NULL,
        PRIMARY KEY (reader, notice_id)"""

    @handles(Notice.Recorded)
    def recorded(self, event: Notice.Recorded, metadata: Metadata) -> list[Statement]:
        readers = sorted({event.attending, event.notifier_token or event.attending})
        values = (event.public_ref, "recorded", event.clocks.urgent_look_due_at, event.clocks.deliberation_due_on)
        return [
            self.statement(
                f"INSERT INTO {{table}} ({FIELDS}, reader) VALUES (%s, %s, %s, %s, %s, 1, %s)",
                event.originator_id,
                *values,
                reader,
            )
            for reader in readers
        ]

    @handles(Notice.AttendingMemberChosen)
    def attending_member_chosen(self, event: Notice.AttendingMemberChosen, metadata: Metadata) -> list[Statement]:
        notice = event.originator_id
        return [
            self.statement(
                f"INSERT INTO {{table}} ({FIELDS}, reader) SELECT DISTINCT {FIELDS}, %s FROM {{table}}"
                " WHERE notice_id = %s ON CONFLICT DO NOTHING",
                event.attending,
                notice,
            ),
            self.statement("DELETE FROM {table} WHERE notice_id = %s AND reader <> ALL (%s)", notice, [*event.readers]),
            self._at("recorded", event, keep_status=True),
        ]

    @handles(Notice.ConsentChanged)
    def consent_changed(self, event: Notice.ConsentChanged, metadata: Metadata) -> Statement:
        return self._at("recorded", event, keep_status=True)

    @handles(Notice.SentToCommission)
    def sent(self, event: Notice.SentToCommission, metadata: Metadata) -> Statement:
        return self._at("sent_to_commission", event)

    @handles(Notice.ReturnedUnopened)
    def returned(self, event: Notice.ReturnedUnopened, metadata: Metadata) -> Statement:
        return self._at("recorded", event)

    @handles(Notice.DeliberationExtended)
    def deliberation_extended(self, event: Notice.DeliberationExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET deliberation_due_on = %s, version = %s WHERE notice_id = %s",
            event.clocks.deliberation_due_on,
            event.originator_version,
            event.originator_id,
        )

    @handles(Notice.Withdrawn)
    def withdrawn(self, event: Notice.Withdrawn, metadata: Metadata) -> Statement:
        return self._at("withdrawn", event)

    @handles(Notice.Closed)
    def closed(self, event: Notice.Closed, metadata: Metadata) -> Statement:
        return self._at("closed", event)

    def _at(self, status: str, event: Any, *, keep_status: bool = False) -> Statement:
        change = "" if keep_status else "status = %s, "
        values = () if keep_status else (status,)
        return self.statement(
            f"UPDATE {{table}} SET {change}version = %s WHERE notice_id = %s",
            *values,
            event.originator_version,
            event.originator_id,
        )

    def of_reader(
        self, source: Query, names: tuple[str, str], limit: int, after: tuple[Any, ...] | None
    ) -> Iterator[Known]:
        """By account or by token; next due first; at most `limit` rows behind the sort key (due, id) `after`."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE reader = ANY (%s)"
            " AND (%s::timestamptz IS NULL OR (urgent_look_due_at, notice_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY urgent_look_due_at, notice_id LIMIT %s",
            [*names],
            *((after[0], after[0], after[1]) if after else (None, None, None)),
            limit,
        )
        return (Known(*row) for row in rows)
