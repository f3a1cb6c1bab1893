"""Pre-release list: one file of a source, taken chunk by chunk so that an interrupted import goes on (B.1.7, X18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from contracts.vocabulary.persons import RaceCodeSystem
from contracts.vocabulary.release import ReleaseListSource
from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event
from services.intake.people.domain.race_codes import ambiguous

AMBIGUOUS_CODES = "ambiguous_code_system"


class ListRejected(DomainError):
    code = "intake.pre-release-list-rejected"
    detail = "The list was rejected as a whole: its race/colour codes 3 and 4 mean opposite things in two tables."
    fix = "Ask the source which table it uses, declare it, and import the list again."


class ListCompleted(DomainError):
    code = "intake.pre-release-list-completed"
    detail = "The list is completed."
    fix = "Import a new list."


class RowsOutsideList(DomainError):
    code = "intake.rows-outside-list"
    detail = "The list was announced with fewer rows than these."
    fix = "Send each data row of the file once, by its number."


class RowsMissing(DomainError):
    code = "intake.rows-missing"
    detail = "Not every row that was announced was taken or left out."
    fix = "Send the missing rows, or say how many were left out."


@dataclass(frozen=True)
class RefusedRow:
    """A row that no case came of, and why, as a code."""

    row: int
    code: str


class Renewal(StrEnum):
    """What became of a row about somebody who has a case: that one goes on, and no second is opened (PL01)."""

    LISTED_AGAIN = "listed-again"
    RELEASED_ALREADY = "released-already"
    AT_ANOTHER_OFFICE = "at-another-office"


class Note(StrEnum):
    """What people should look at in a row of which a case came."""

    POSSIBLE_DUPLICATE = "possible-duplicate"
    NUMBER_NOT_VALID = "number-not-valid"


@dataclass(frozen=True)
class RenewedRow:
    """A row that tells of a case which was there."""

    row: int
    case_id: UUID
    office_id: UUID
    code: Renewal


@dataclass(frozen=True)
class NotedRow:
    row: int
    code: Note


@dataclass(frozen=True)
class Chunk:
    """What became of the rows of one chunk."""

    rows: int
    refused: tuple[RefusedRow, ...]
    renewed: tuple[RenewedRow, ...] = ()
    noted: tuple[NotedRow, ...] = ()

    @property
    def cases(self) -> int:
        """How many were opened."""
        return self.rows - len(self.refused) - len(self.renewed)


class PreReleaseList(Aggregate, store="intake"):
    snapshot_version = 2

    class Opened(InitialEvent):
        office_id: UUID
        source: ReleaseListSource
        rows: int
        window_days: int
        race_code_system: RaceCodeSystem | None

    class DataQualityIssueRaised(Event):
        """Nothing of the list is taken: no digit is ever mapped by guessing."""

        office_id: UUID
        issue: str

    class RowsTaken(Event):
        chunk: int
        rows: int
        refused: tuple[RefusedRow, ...]
        renewed: tuple[RenewedRow, ...] = ()
        noted: tuple[NotedRow, ...] = ()

    class Completed(Event):
        office_id: UUID
        source: ReleaseListSource
        rows: int
        cases: int
        refused: int
        renewed: int = 0

    @event(Opened)
    def __init__(
        self,
        office_id: UUID,
        source: ReleaseListSource,
        rows: int,
        window_days: int,
        race_code_system: RaceCodeSystem | None,
    ) -> None:
        self.office_id, self.source, self.rows, self.window_days = office_id, source, rows, window_days
        self.race_code_system = race_code_system
        self.status = "open"
        self.chunks: dict[int, Chunk] = {}

    @property
    def taken(self) -> int:
        return sum(chunk.rows for chunk in self.chunks.values())

    @property
    def refused(self) -> int:
        return sum(len(chunk.refused) for chunk in self.chunks.values())

    @property
    def renewed(self) -> int:
        return sum(len(chunk.renewed) for chunk in self.chunks.values())

    def check_codes(self, codes: Sequence[str]) -> None:
        """Reject the list when its codes could mean two things; a decision, so that it stays on record."""
        if self.status == "open" and ambiguous(codes, self.race_code_system):
            self.trigger_event(self.DataQualityIssueRaised, office_id=self.office_id, issue=AMBIGUOUS_CODES)

    @event(DataQualityIssueRaised)
    def _data_quality_issue_raised(self) -> None:
        self.status = "rejected"

    def refuse_unless_open(self) -> None:
        """Raises ListRejected, ListCompleted."""
        if self.status == "rejected":
            raise ListRejected
        if self.status == "completed":
            raise ListCompleted

    def take_rows(self, chunk: int, numbers: Sequence[int], became: Chunk) -> None:
        """A chunk is taken once. Raises ListRejected, ListCompleted, RowsOutsideList."""
        self.refuse_unless_open()
        if max(numbers) > self.rows or self.taken + len(numbers) > self.rows:
            raise RowsOutsideList
        self.trigger_event(self.RowsTaken, chunk=chunk, **vars(became))

    @event(RowsTaken)
    def _rows_taken(
        self,
        chunk: int,
        rows: int,
        refused: tuple[RefusedRow, ...],
        renewed: tuple[RenewedRow, ...],
        noted: tuple[NotedRow, ...],
    ) -> None:
        self.chunks[chunk] = Chunk(rows, refused, renewed, noted)

    def complete(self, left_out: int) -> None:
        """All rows are accounted for; `left_out` were no rows at all, such as broken ones. Raises RowsMissing."""
        self.refuse_unless_open()
        if self.taken + left_out != self.rows:
            raise RowsMissing
        self.trigger_event(
            self.Completed,
            office_id=self.office_id,
            source=self.source,
            rows=self.rows,
            cases=self.taken - self.refused - self.renewed,
            renewed=self.renewed,
            refused=self.refused + left_out,
        )

    @event(Completed)
    def _completed(self) -> None:
        self.status = "completed"
