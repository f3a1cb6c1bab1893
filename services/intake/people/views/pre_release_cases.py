"""Whose release an office expects when, which documents are missing, and what the person has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import VoluntaryAnswer
from contracts.vocabulary.release import CivilDocument
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.sealed import Sealed
from infra.views import Query, View, handles, restored, stored
from services.intake.people.domain.pre_release_case import PreReleaseCase

# A day nobody knows yet comes after all others.
UNKNOWN = date(9999, 12, 31)
FIELDS = "case_id, expected_release_on, window_opens_on, missing, answer, released, person_id, name"


@dataclass(frozen=True)
class CaseLine:
    """One case; `name` is still sealed, `missing` what the person does not have in hand."""

    case_id: UUID
    day: date
    window_opens_on: date | None
    missing_documents: list[CivilDocument]
    voluntary_answer: VoluntaryAnswer
    released: bool
    person_id: UUID | None
    name: Sealed | None

    @property
    def expected_release_on(self) -> date | None:
        return None if self.day == UNKNOWN else self.day

    @property
    def key(self) -> tuple[str, str]:
        """Where the next page begins."""
        return self.day.isoformat(), str(self.case_id)


class PreReleaseCases(View):
    name = "pre_release_cases"
    erased_by = ("case_id", "person_id")
    columns = """
        case_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        person_id uuid,
        expected_release_on date NOT NULL,
        window_opens_on date,
        missing text[] NOT NULL,
        answer text NOT NULL,
        released boolean NOT NULL,
        name jsonb"""

    @property
    def ddl(self) -> str:
        """With the index of an office's list."""
        return f"{super().ddl}; CREATE INDEX ON {self.table} (office_id, expected_release_on, case_id)"

    @handles(PreReleaseCase.Opened)
    def opened(self, event: PreReleaseCase.Opened, metadata: Metadata) -> Statement:
        day = event.expected_release_on
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, NULL, %s, %s::date - %s::int, %s, 'pending', false, %s)",
            event.originator_id,
            event.office_id,
            day,
            day,
            event.window_days,
            [document.value for document in event.missing_documents],
            stored(event.name),
        )

    @handles(PreReleaseCase.Accepted)
    def accepted(self, event: PreReleaseCase.Accepted, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET answer = 'accepts' WHERE case_id = %s", event.originator_id)

    @handles(PreReleaseCase.Declined)
    def declined(self, event: PreReleaseCase.Declined, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET answer = 'declines' WHERE case_id = %s", event.originator_id)

    @handles(PreReleaseCase.DocumentsHandedOver)
    def documents_handed_over(self, event: PreReleaseCase.DocumentsHandedOver, metadata: Metadata) -> list[Statement]:
        return [
            self.statement(
                "UPDATE {table} SET missing = array_remove(missing, %s) WHERE case_id = %s",
                document.value,
                event.originator_id,
            )
            for document in event.documents
        ]

    @handles(PreReleaseCase.ReleaseDateChanged)
    def release_date_changed(self, event: PreReleaseCase.ReleaseDateChanged, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET expected_release_on = %s, window_opens_on = %s::date - %s::int, released = false"
            " WHERE case_id = %s",
            event.expected_release_on or UNKNOWN,
            event.expected_release_on,
            event.window_days,
            event.originator_id,
        )

    @handles(PreReleaseCase.PersonReleased)
    def person_released(self, event: PreReleaseCase.PersonReleased, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET released = true WHERE case_id = %s", event.originator_id)

    @handles(PreReleaseCase.Linked)
    def linked(self, event: PreReleaseCase.Linked, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET person_id = %s WHERE case_id = %s", event.person_id, event.originator_id
        )

    def awaited(self, source: Query, office_id: UUID) -> int:
        """Cases that an office still follows: nobody has declined, and no person's record has taken over."""
        found = self.rows(
            source,
            "SELECT count(*) FROM {table} WHERE office_id = %s AND answer <> 'declines' AND person_id IS NULL",
            office_id,
        )
        return int(found[0][0])

    def of_office(
        self,
        source: Query,
        office_id: UUID,
        document: CivilDocument | None,
        limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[CaseLine]:
        """Behind `after`, the earliest day first; of all, or of those who lack a document."""
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND (%s::text IS NULL OR %s = ANY(missing))"
            " AND (expected_release_on, case_id) > (%s::date, %s::uuid) ORDER BY expected_release_on, case_id LIMIT %s",
            office_id,
            document and document.value,
            document and document.value,
            *(after or ("-infinity", UUID(int=0))),
            limit,
        )
        return [
            CaseLine(
                case, day, opens, [*map(CivilDocument, lacking)], VoluntaryAnswer(answer), out, who, restored(name)
            )
            for case, day, opens, lacking, answer, out, who, name in rows
        ]
