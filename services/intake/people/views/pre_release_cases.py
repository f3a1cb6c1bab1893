"""Whose release an office expects when, which documents are missing, and what the person has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import VoluntaryAnswer
from contracts.vocabulary.release import CivilDocument, FirstContact
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.sealed import Sealed
from infra.views import Query, View, handles, restored, stored
from services.intake.people.domain.case_resemblance import CaseResemblance
from services.intake.people.domain.pre_release_case import PreReleaseCase

# A day nobody knows yet comes after all others.
UNKNOWN = date(9999, 12, 31)
FIELDS = """case_id, expected_release_on, window_opens_on, missing, answer, released, person_id, name,
    waiting, listed_at, listed_elsewhere, resembles, contact"""

# UNION, not UNION ALL: what leads back to itself ends there.
DUPLICATES = """
    WITH RECURSIVE found AS (
        SELECT case_id FROM {table} WHERE same_as = ANY(%s)
        UNION SELECT t.case_id FROM {table} t JOIN found ON t.same_as = found.case_id)
    SELECT case_id FROM found ORDER BY case_id"""


@dataclass(frozen=True)
class CaseLine:
    """One case; `name` is still sealed, `missing_documents` what the person does not have in hand.

    `documents_waiting` are issued and not handed over yet; `resembles` cases that may be the same person's.
    """

    case_id: UUID
    day: date
    window_opens_on: date | None
    missing_documents: list[CivilDocument]
    voluntary_answer: VoluntaryAnswer
    released: bool
    person_id: UUID | None
    name: Sealed | None
    documents_waiting: list[CivilDocument]
    last_listed_at: datetime | None
    listed_elsewhere: bool
    resembles: list[UUID]
    first_contact: FirstContact | None

    @property
    def expected_release_on(self) -> date | None:
        return None if self.day == UNKNOWN else self.day

    @property
    def key(self) -> tuple[str, str]:
        """Where the next page begins."""
        return self.day.isoformat(), str(self.case_id)


@dataclass(frozen=True)
class Wanted:
    """Which of an office's cases: all, who lacks a document, who may be there twice, who is to be called or not."""

    document: CivilDocument | None = None
    possible_duplicates: bool = False
    first_contact: FirstContact | None = None


class PreReleaseCases(View):
    """A case that turned out to be another one's person is listed no more."""

    name = "pre_release_cases"
    version = 2
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
        name jsonb,
        waiting text[] NOT NULL DEFAULT '{}',
        listed_at timestamptz,
        listed_elsewhere boolean NOT NULL DEFAULT false,
        resembles uuid[] NOT NULL DEFAULT '{}',
        same_as uuid,
        contact text"""

    @property
    def ddl(self) -> str:
        """With the indexes of an office's list and of what ended in another case."""
        listed = f"CREATE INDEX ON {self.table} (office_id, expected_release_on, case_id)"
        return f"{super().ddl}; {listed}; CREATE INDEX ON {self.table} (same_as) WHERE same_as IS NOT NULL"

    @handles(PreReleaseCase.Opened)
    def opened(self, event: PreReleaseCase.Opened, metadata: Metadata) -> Statement:
        day = event.expected_release_on
        return self.statement(
            "INSERT INTO {table} VALUES"
            " (%s, %s, NULL, %s, %s::date - %s::int, %s, 'pending', false, %s, '{}', %s, false, '{}', NULL, NULL)",
            event.originator_id,
            event.office_id,
            day,
            day,
            event.window_days,
            [document.value for document in event.missing_documents],
            stored(event.name),
            event.timestamp if event.list_id is not None else None,
        )

    @handles(PreReleaseCase.ListedAgain)
    def listed_again(self, event: PreReleaseCase.ListedAgain, metadata: Metadata) -> Statement:
        """`missing` gains what only this list knew to be lacking."""
        return self.statement(
            "UPDATE {table} SET missing = missing || %s::text[], listed_at = %s, listed_elsewhere = %s"
            " WHERE case_id = %s",
            [document.value for document in event.missing_documents],
            event.timestamp,
            event.listed_by != event.office_id,
            event.originator_id,
        )

    @handles(PreReleaseCase.OfficeAssigned)
    def office_assigned(self, event: PreReleaseCase.OfficeAssigned, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET office_id = %s, listed_elsewhere = false WHERE case_id = %s",
            event.office_id,
            event.originator_id,
        )

    @handles(CaseResemblance.PossibleDuplicateFlagged)
    def flagged(self, event: CaseResemblance.PossibleDuplicateFlagged, metadata: Metadata) -> Statement:
        others = [other.case_id for other in event.others]
        return self.statement("UPDATE {table} SET resembles = %s WHERE case_id = %s", others, event.case_id)

    @handles(CaseResemblance.DuplicateConfirmed)
    def duplicate(self, event: CaseResemblance.DuplicateConfirmed, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET same_as = %s WHERE case_id = %s", event.other_case_id, event.case_id)

    @handles(CaseResemblance.DuplicateDismissed)
    def parted(self, event: CaseResemblance.DuplicateDismissed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET resembles = array_remove(resembles, %s), same_as = nullif(same_as, %s)"
            " WHERE case_id = %s",
            event.other_case_id,
            event.other_case_id,
            event.case_id,
        )

    @handles(PreReleaseCase.Accepted)
    def accepted(self, event: PreReleaseCase.Accepted, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET answer = 'accepts' WHERE case_id = %s", event.originator_id)

    @handles(PreReleaseCase.Declined)
    def declined(self, event: PreReleaseCase.Declined, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET answer = 'declines' WHERE case_id = %s", event.originator_id)

    @handles(PreReleaseCase.DocumentIssued)
    def document_issued(self, event: PreReleaseCase.DocumentIssued, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET waiting = waiting || %s::text WHERE case_id = %s",
            event.document.value,
            event.originator_id,
        )

    @handles(PreReleaseCase.DocumentsHandedOver)
    def documents_handed_over(self, event: PreReleaseCase.DocumentsHandedOver, metadata: Metadata) -> list[Statement]:
        return [
            self.statement(
                "UPDATE {table} SET missing = array_remove(missing, %s), waiting = array_remove(waiting, %s)"
                " WHERE case_id = %s",
                document.value,
                document.value,
                event.originator_id,
            )
            for document in event.documents
        ]

    @handles(PreReleaseCase.ReleaseDateChanged)
    def release_date_changed(self, event: PreReleaseCase.ReleaseDateChanged, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET expected_release_on = %s, window_opens_on = %s::date - %s::int, released = false,"
            " contact = NULL"
            " WHERE case_id = %s",
            event.expected_release_on or UNKNOWN,
            event.expected_release_on,
            event.window_days,
            event.originator_id,
        )

    @handles(PreReleaseCase.PersonReleased)
    def person_released(self, event: PreReleaseCase.PersonReleased, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET released = true, contact = %s WHERE case_id = %s",
            (FirstContact.DUE if event.contact_wished else FirstContact.NOT_WISHED).value,
            event.originator_id,
        )

    @handles(PreReleaseCase.ContactWished)
    def contact_wished(self, event: PreReleaseCase.ContactWished, metadata: Metadata) -> Statement:
        return self._contact(event.originator_id, FirstContact.DUE)

    @handles(PreReleaseCase.ContactNotWished)
    def contact_not_wished(self, event: PreReleaseCase.ContactNotWished, metadata: Metadata) -> Statement:
        return self._contact(event.originator_id, FirstContact.NOT_WISHED)

    @handles(PreReleaseCase.FirstContactMade)
    def first_contact_made(self, event: PreReleaseCase.FirstContactMade, metadata: Metadata) -> Statement:
        return self._contact(event.originator_id, FirstContact.MADE)

    @handles(PreReleaseCase.Linked)
    def linked(self, event: PreReleaseCase.Linked, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET person_id = %s WHERE case_id = %s", event.person_id, event.originator_id
        )

    def awaited(self, source: Query, office_id: UUID) -> int:
        """Cases that an office still follows: nobody has declined, and no person's record has taken over."""
        found = self.rows(
            source,
            "SELECT count(*) FROM {table} WHERE office_id = %s AND answer <> 'declines'"
            " AND person_id IS NULL AND same_as IS NULL",
            office_id,
        )
        return int(found[0][0])

    def duplicates(self, source: Query, cases: Sequence[UUID]) -> tuple[UUID, ...]:
        """Cases that turned out to be the person's of one of these, or of such a one: they go where that one goes."""
        rows = self.rows(source, DUPLICATES, list(cases))
        return tuple(case for (case,) in rows)

    def of_office(
        self,
        source: Query,
        office_id: UUID,
        wanted: Wanted,
        limit: int,
        after: tuple[Any, ...] | None,
    ) -> list[CaseLine]:
        """Behind `after`, the earliest day first."""
        document = wanted.document and wanted.document.value
        contact = wanted.first_contact and wanted.first_contact.value
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s AND same_as IS NULL"
            " AND (%s::text IS NULL OR %s = ANY(missing)) AND (NOT %s OR resembles <> '{}')"
            " AND (%s::text IS NULL OR contact = %s)"
            " AND (expected_release_on, case_id) > (%s::date, %s::uuid) ORDER BY expected_release_on, case_id LIMIT %s",
            office_id, document, document, wanted.possible_duplicates, contact, contact,
            *(after or ("-infinity", UUID(int=0))), limit,
        )  # fmt: skip
        return [_line(*row) for row in rows]

    def _contact(self, case_id: UUID, contact: FirstContact) -> Statement:
        return self.statement("UPDATE {table} SET contact = %s WHERE case_id = %s", contact.value, case_id)


def _line(case: UUID, day: date, opens: date | None, lacking: list[str], answer: str, *rest: Any) -> CaseLine:
    released, person, name, waiting, listed_at, elsewhere, resembles, contact = rest
    return CaseLine(
        case, day, opens, [*map(CivilDocument, lacking)], VoluntaryAnswer(answer), released, person, restored(name),
        [*map(CivilDocument, waiting)], listed_at, elsewhere, resembles,
        FirstContact(contact) if contact else None,
    )  # fmt: skip
