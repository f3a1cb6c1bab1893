"""Which papers an office has issued that carry another name than the one by which the person is called (X06)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.issued_papers import IssuedPapers
from services.intake.people.domain.paper_codes import OutdatedReason, PaperKind
from services.intake.people.domain.person import Person

FIELDS = "paper_id, person_id, kind, record_id, issued_at, outdated_since, reason"


@dataclass(frozen=True)
class OutdatedPaper:
    """`record_id`: the reception, plan or request under which it is issued again."""

    paper_id: UUID
    person_id: UUID
    kind: PaperKind
    record_id: UUID
    issued_at: datetime
    outdated_since: datetime
    reason: OutdatedReason


class OutdatedPapers(View):
    name = "outdated_papers"
    version = 2
    erased_by = ("person_id", "record_id")
    columns = """
        paper_id uuid PRIMARY KEY,
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        kind text NOT NULL,
        record_id uuid NOT NULL,
        issued_at timestamptz NOT NULL,
        outdated_since timestamptz,
        reason text"""

    @property
    def ddl(self) -> str:
        """With the index of an office's list, and of a person's papers."""
        listed = "(office_id, outdated_since, paper_id) WHERE outdated_since IS NOT NULL"
        indexes = f"CREATE INDEX ON {self.table} {listed}; CREATE INDEX ON {self.table} (person_id)"
        return f"{super().ddl}; {indexes}"

    @handles(IssuedPapers.PaperIssued)
    def issued(self, event: IssuedPapers.PaperIssued, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, NULL, NULL)",
            event.paper_id, event.person_id, event.office_id, event.kind.value, event.record_id, event.timestamp,
        )  # fmt: skip

    @handles(IssuedPapers.PaperOutdated)
    def outdated(self, event: IssuedPapers.PaperOutdated, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET outdated_since = %s, reason = %s WHERE paper_id = %s",
            event.timestamp, event.reason.value, event.paper_id,
        )  # fmt: skip

    @handles(Person.CustodyMoved)
    def custody_moved(self, event: Person.CustodyMoved, metadata: Metadata) -> Statement:
        """Whichever office issued a paper, the one that leads the case issues it again."""
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE person_id = %s", event.office_id, event.originator_id
        )

    @handles(IssuedPapers.PaperValidAgain, IssuedPapers.PaperSettled)
    def settled(self, event: IssuedPapers.PaperValidAgain | IssuedPapers.PaperSettled, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET outdated_since = NULL, reason = NULL WHERE paper_id = %s", event.paper_id
        )

    def of_office(
        self, source: Query, office_id: UUID, limit: int, after: tuple[Any, ...] | None
    ) -> list[OutdatedPaper]:
        """`after`: since when and id of the last one seen."""
        since, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND outdated_since IS NOT NULL"
            " AND (%s::timestamptz IS NULL OR (outdated_since, paper_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY outdated_since, paper_id LIMIT %s",
            office_id, since, since, known, limit,
        )  # fmt: skip
        return [
            OutdatedPaper(paper, person, PaperKind(kind), record, issued, outdated, OutdatedReason(reason))
            for paper, person, kind, record, issued, outdated, reason in rows
        ]
