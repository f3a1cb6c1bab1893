"""Whose names, birth date or numbers have changed since they were last compared with everybody else's."""

from __future__ import annotations

from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.identifiers import Identifiers
from services.intake.people.domain.matching_round import MatchingRound
from services.intake.people.domain.person import Person


class PersonsToMatch(View):
    name = "persons_to_match"
    erased_by = ("person_id",)
    columns = "person_id uuid PRIMARY KEY, changes bigint NOT NULL"

    @handles(Person.Registered, Person.SocialNameDeclared, Person.DataCorrected, Person.MergeUndone)
    def changed(self, event: Person.Event, metadata: Metadata) -> Statement:
        return self._one_more(event.originator_id)

    @handles(Identifiers.Recorded)
    def identifier_recorded(self, event: Identifiers.Recorded, metadata: Metadata) -> Statement:
        return self._one_more(event.person_id)

    @handles(MatchingRound.Compared)
    def compared(self, event: MatchingRound.Compared, metadata: Metadata) -> Statement:
        """Who has changed again meanwhile stays."""
        return self.statement(
            "DELETE FROM {table} t USING unnest(%s::uuid[], %s::bigint[]) AS seen(person_id, changes)"
            " WHERE t.person_id = seen.person_id AND t.changes = seen.changes",
            list(event.persons),
            list(event.changes),
        )

    def _one_more(self, person_id: UUID) -> Statement:
        return self.statement(
            "INSERT INTO {table} AS t VALUES (%s, 1) ON CONFLICT (person_id) DO UPDATE SET changes = t.changes + 1",
            person_id,
        )

    def waiting(self, source: Query, limit: int) -> dict[UUID, int]:
        """Persons and how many changes are to be seen, the longest known first."""
        rows = self.rows(source, "SELECT person_id, changes FROM {table} ORDER BY person_id LIMIT %s", limit)
        return dict(rows)
