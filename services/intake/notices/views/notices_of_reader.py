"""Which notices somebody may know of: one row for each notice, which tells nobody who that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from infra import veil
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.notices.domain.notice import Notice

FIELDS = "notice_id, readers, status, version, told, due"
READERS = 2


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
    """Readers stand in it by tags that are good for one notice; who looks for hers tries her name on each row."""

    name = "notices_of_reader"
    version = 2
    erased_by = ("notice_id",)
    columns = """
        notice_id uuid PRIMARY KEY,
        readers bytea[] NOT NULL,
        status text NOT NULL,
        version bigint NOT NULL,
        told text NOT NULL,
        due text NOT NULL"""

    @handles(Notice.Recorded)
    def recorded(self, event: Notice.Recorded, metadata: Metadata) -> Statement:
        notice, clocks = event.originator_id, event.clocks
        told = [event.public_ref, clocks.urgent_look_due_at.isoformat()]
        return self.statement(
            f"INSERT INTO {{table}} ({FIELDS}) VALUES (%s, %s, 'recorded', 1, %s, %s)",
            notice,
            _tags(notice, {event.attending, event.notifier_token or event.attending}),
            veil.hide(told, f"known:{notice}"),
            _hidden(notice, clocks.deliberation_due_on),
        )

    @handles(Notice.AttendingMemberChosen)
    def attending_member_chosen(self, event: Notice.AttendingMemberChosen, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET readers = %s, version = %s WHERE notice_id = %s",
            _tags(event.originator_id, event.readers),
            event.originator_version,
            event.originator_id,
        )

    @handles(Notice.ConsentChanged)
    def consent_changed(self, event: Notice.ConsentChanged, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET version = %s WHERE notice_id = %s", event.originator_version, event.originator_id
        )

    @handles(Notice.SentToCommission)
    def sent(self, event: Notice.SentToCommission, metadata: Metadata) -> Statement:
        return self._at("sent_to_commission", event)

    @handles(Notice.ReturnedUnopened)
    def returned(self, event: Notice.ReturnedUnopened, metadata: Metadata) -> Statement:
        return self._at("recorded", event)

    @handles(Notice.DeliberationExtended)
    def deliberation_extended(self, event: Notice.DeliberationExtended, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET due = %s, version = %s WHERE notice_id = %s",
            _hidden(event.originator_id, event.clocks.deliberation_due_on),
            event.originator_version,
            event.originator_id,
        )

    @handles(Notice.Withdrawn)
    def withdrawn(self, event: Notice.Withdrawn, metadata: Metadata) -> Statement:
        return self._at("withdrawn", event)

    @handles(Notice.Closed)
    def closed(self, event: Notice.Closed, metadata: Metadata) -> Statement:
        return self._at("closed", event)

    def _at(self, status: str, event: Any) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, version = %s WHERE notice_id = %s",
            status,
            event.originator_version,
            event.originator_id,
        )

    def of_reader(
        self, source: Query, names: tuple[str, str], limit: int, after: tuple[Any, ...] | None
    ) -> list[Known]:
        """By account or by token; next due first; at most `limit` rows behind the sort key (due, id) `after`."""
        rows = self.rows(source, f"SELECT {FIELDS} FROM {{table}}")
        mine = [_known(row) for row in rows if any(_tag(row[0], name) in row[1] for name in names)]
        last = (datetime.fromisoformat(str(after[0])), UUID(str(after[1]))) if after else None
        behind = [known for known in mine if last is None or _order(known) > last]
        return sorted(behind, key=_order)[:limit]


def _tag(notice: UUID, reader: str) -> bytes:
    return veil.tag("reader", notice, reader)


def _tags(notice: UUID, readers: Iterable[str]) -> list[bytes]:
    """Always as many, so that nobody sees whether the notifier has an account."""
    tags = [_tag(notice, reader) for reader in sorted(set(readers))]
    return sorted([*tags, *(veil.tag("nobody", notice, n) for n in range(READERS - len(tags)))])


def _hidden(notice: UUID, due_on: date) -> str:
    return veil.hide(due_on.isoformat(), f"known-due:{notice}")


def _known(row: tuple[Any, ...]) -> Known:
    notice, _, status, version, told, due = row
    public_ref, look = veil.show(told, f"known:{notice}")
    due_on = date.fromisoformat(veil.show(due, f"known-due:{notice}"))
    return Known(notice, public_ref, status, datetime.fromisoformat(look), due_on, version)


def _order(known: Known) -> tuple[datetime, UUID]:
    return known.urgent_look_due_at, known.notice_id
