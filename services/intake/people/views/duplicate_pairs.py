"""Which pairs of records wait for a decision, in whose territory, the likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.duplicate_codes import PairStatus
from services.intake.people.domain.duplicate_pair import DuplicatePair
from services.intake.people.domain.person import Person

CERTAIN = 100
FIELDS = "pair_id, first_id, second_id, status, score, reasons, survivor_id, flagged_at"


@dataclass(frozen=True)
class Territory:
    """Offices, and states whose offices all count."""

    offices: Sequence[UUID]
    ufs: Sequence[str]


@dataclass(frozen=True)
class PairLine:
    """`score` is None for what a person flagged; such pairs stand first."""

    pair_id: UUID
    first_id: UUID
    second_id: UUID
    status: str
    score: int | None
    reasons: list[str]
    survivor_id: UUID | None
    flagged_at: datetime

    @property
    def key(self) -> tuple[int, str]:
        """Where the next page begins."""
        return -(CERTAIN if self.score is None else self.score), str(self.pair_id)


class DuplicatePairs(View):
    name = "duplicate_pairs"
    version = 2
    erased_by = ("first_id", "second_id")
    columns = """
        pair_id uuid PRIMARY KEY,
        first_id uuid NOT NULL,
        second_id uuid NOT NULL,
        first_office uuid NOT NULL,
        second_office uuid NOT NULL,
        first_uf text NOT NULL,
        second_uf text NOT NULL,
        status text NOT NULL,
        score integer,
        rank integer NOT NULL,
        reasons text[] NOT NULL,
        survivor_id uuid,
        flagged_at timestamptz NOT NULL"""

    @property
    def ddl(self) -> str:
        """With the indexes of a record's pairs."""
        indexes = (f"CREATE INDEX ON {self.table} ({column})" for column in ("first_id", "second_id"))
        return "; ".join([super().ddl, *indexes])

    @handles(Person.CustodyMoved)
    def custody_moved(self, event: Person.CustodyMoved, metadata: Metadata) -> list[Statement]:
        """A pair is seen by who has both records in his or her territory as it is now."""
        return [
            self.statement(
                f"UPDATE {{table}} SET {side}_office = %s, {side}_uf = %s WHERE {side}_id = %s",
                event.office_id, event.uf.value, event.originator_id,
            )
            for side in ("first", "second")
        ]  # fmt: skip

    @handles(DuplicatePair.PossibleDuplicateFlagged)
    def flagged(self, event: DuplicatePair.PossibleDuplicateFlagged, metadata: Metadata) -> Statement:
        first, second = event.first, event.second
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL, %s)"
            " ON CONFLICT (pair_id) DO UPDATE SET status = excluded.status, score = excluded.score,"
            " rank = excluded.rank, reasons = excluded.reasons, flagged_at = excluded.flagged_at",
            event.originator_id, first.person_id, second.person_id, first.office_id, second.office_id,
            str(first.uf), str(second.uf), PairStatus.FLAGGED.value, event.score,
            -(CERTAIN if event.score is None else event.score), [reason.value for reason in event.reasons],
            event.timestamp,
        )  # fmt: skip

    @handles(DuplicatePair.Dismissed)
    def dismissed(self, event: DuplicatePair.Dismissed, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, PairStatus.DISMISSED, None)

    @handles(DuplicatePair.PersonsMerged)
    def merged(self, event: DuplicatePair.PersonsMerged, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, PairStatus.MERGED, event.survivor_id)

    @handles(DuplicatePair.PersonMergeUndone)
    def undone(self, event: DuplicatePair.PersonMergeUndone, metadata: Metadata) -> Statement:
        return self._now(event.originator_id, PairStatus.UNDONE, None)

    def _now(self, pair_id: UUID, status: PairStatus, survivor_id: UUID | None) -> Statement:
        return self.statement(
            "UPDATE {table} SET status = %s, survivor_id = %s WHERE pair_id = %s", status.value, survivor_id, pair_id
        )

    def listed(
        self, source: Query, status: PairStatus, territory: Territory, limit: int, after: tuple[Any, ...] | None
    ) -> list[PairLine]:
        """Pairs of which both records lie in a territory."""
        offices, ufs = list(territory.offices), list(territory.ufs)
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE status = %s"
            " AND (first_office = ANY(%s) OR first_uf = ANY(%s))"
            " AND (second_office = ANY(%s) OR second_uf = ANY(%s))"
            " AND (rank, pair_id) > (%s::integer, %s::uuid) ORDER BY rank, pair_id LIMIT %s",
            status.value, offices, ufs, offices, ufs, *(after or (-CERTAIN - 1, UUID(int=0))), limit,
        )  # fmt: skip
        return [PairLine(*row) for row in rows]
