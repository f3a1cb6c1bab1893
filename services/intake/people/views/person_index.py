"""By which blind tokens a person is found: identifiers, sounds of names, birth date. Nothing can be read from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from infra.blind import BlindView, fresh
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, handles
from services.intake.people.applications.registers import indexed
from services.intake.people.domain.identifiers import Identifiers
from services.intake.people.domain.likeness import BIRTH, FULL_NAME, IDENTIFIER, SKELETON, SOUND, Traces
from services.intake.people.domain.name_sounds import skeletons, sounds
from services.intake.people.domain.person import Person

FULL = 3
FOUND = """
    SELECT person_id, count(DISTINCT token) AS same FROM {table} t
     WHERE (token = ANY(%s) AND kind = %s OR token = ANY(%s) AND kind = %s) AND office_id = %s
       AND (%s::bytea IS NULL OR EXISTS (
            SELECT FROM {table} b WHERE b.person_id = t.person_id AND b.token = %s AND b.kind = %s))
     GROUP BY person_id HAVING count(DISTINCT token) FILTER (WHERE kind = 'skeleton') >= %s
     ORDER BY same DESC, person_id LIMIT %s"""

LIKELY = """
    WITH candidates AS (
        SELECT DISTINCT o.person_id FROM {table} m JOIN {table} o USING (kind, token)
         WHERE m.person_id = %s AND o.person_id <> %s AND m.kind = ANY(%s) LIMIT %s)
    SELECT person_id, kind, source, token FROM {table}
     WHERE person_id = %s OR person_id IN (SELECT person_id FROM candidates)"""


def named(name: str) -> Iterator[tuple[str, str]]:
    """What a name is found by."""
    heard = sounds(name)
    yield from ((SOUND, word) for word in heard)
    yield from ((SKELETON, word) for word in skeletons(name))
    if len(heard) >= FULL:
        yield FULL_NAME, " ".join(heard)


class PersonIndex(BlindView):
    """`source` is the field or the identifier that a token was made from, so that a correction replaces its own."""

    name = "person_index"
    erased_by = ("person_id",)
    columns = """
        person_id uuid NOT NULL,
        office_id uuid NOT NULL,
        source text NOT NULL,
        kind text NOT NULL,
        token bytea NOT NULL,
        PRIMARY KEY (token, kind, person_id, source),
        UNIQUE (person_id, source, kind, token)"""

    @handles(Person.Registered)
    def registered(self, event: Person.Registered, metadata: Metadata) -> list[Statement]:
        person, office = event.originator_id, event.office_id
        name, born = fresh(event.civil_name), fresh(event.birth_date)
        found = [*(named(name) if name else ()), *([(BIRTH, born)] if born else ())]
        return [self._row(person, office, BIRTH if kind == BIRTH else "civil-name", kind, v) for kind, v in found]

    @handles(Person.SocialNameDeclared)
    def social_name_declared(self, event: Person.SocialNameDeclared, metadata: Metadata) -> list[Statement]:
        found = named(fresh(event.social_name) or "")
        return self._instead(event.originator_id, metadata, "social-name", found)

    @handles(Person.DataCorrected)
    def data_corrected(self, event: Person.DataCorrected, metadata: Metadata) -> list[Statement]:
        person, name, born = event.originator_id, fresh(event.civil_name), fresh(event.birth_date)
        return [
            *(self._instead(person, metadata, "civil-name", named(name)) if name else ()),
            *(self._instead(person, metadata, BIRTH, [(BIRTH, born)]) if born else ()),
        ]

    @handles(Identifiers.Recorded)
    def identifier_recorded(self, event: Identifiers.Recorded, metadata: Metadata) -> list[Statement]:
        value = indexed(event.system, event.country, fresh(event.value) or "")
        return self._instead(event.person_id, metadata, event.identifier_id.hex, [(IDENTIFIER, value)])

    @handles(Identifiers.Removed)
    def identifier_removed(self, event: Identifiers.Removed, metadata: Metadata) -> list[Statement]:
        return self._instead(event.person_id, metadata, event.identifier_id.hex, ())

    @handles(Person.CustodyMoved)
    def custody_moved(self, event: Person.CustodyMoved, metadata: Metadata) -> Statement:
        """Found at the office that leads the case, and no more where it was."""
        return self.statement(
            "UPDATE {table} SET office_id = %s WHERE person_id = %s", event.office_id, event.originator_id
        )

    def holders(self, source: Query, offices: Sequence[UUID], identifier: str) -> list[UUID]:
        """Who of these offices has this identifier."""
        rows = self.rows(
            source,
            "SELECT DISTINCT person_id FROM {table} WHERE token = %s AND kind = %s AND office_id = ANY(%s) ORDER BY 1",
            self.blind.of(IDENTIFIER, identifier), IDENTIFIER, list(offices),
        )  # fmt: skip
        return [person for (person,) in rows]

    def likely(self, source: Query, person_id: UUID, limit: int) -> dict[UUID, Traces]:
        """The tokens of a person, and of those whom a number, a full name or a birth date has in common with it."""
        rows = self.rows(source, LIKELY, person_id, person_id, [IDENTIFIER, FULL_NAME, BIRTH], limit, person_id)
        found: dict[UUID, Traces] = {}
        for person, kind, origin, token in rows:
            found.setdefault(person, Traces()).add(kind, origin, bytes(token))
        return found

    def sounding(self, source: Query, office_id: UUID, name: str, birth_date: str | None, limit: int) -> list[UUID]:
        """Who of an office has each word of `name` in one of his or her names, best heard first.

        A word is found by its skeleton; the more words sound the same, the better.
        """
        bones = [self.blind.of(SKELETON, word) for word in skeletons(name)]
        heard = [self.blind.of(SOUND, word) for word in sounds(name)]
        born = self.blind.of(BIRTH, birth_date) if birth_date else None
        rows = self.rows(source, FOUND, bones, SKELETON, heard, SOUND, office_id, born, born, BIRTH, len(bones), limit)
        return [person for person, _ in rows]

    def _instead(
        self,
        person: UUID,
        metadata: Metadata,
        source: str,
        found: Iterator[tuple[str, str]] | Sequence[tuple[str, str]],
    ) -> list[Statement]:
        """What a source says now, in the place of what it said."""
        office = metadata.tenant.org_id
        old = self.statement("DELETE FROM {table} WHERE person_id = %s AND source = %s", person, source)
        return [old, *(self._row(person, office, source, kind, value) for kind, value in found)]

    def _row(self, person: UUID, office: UUID | None, source: str, kind: str, value: str) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            person, office, source, kind, self.blind.of(kind, value),
        )  # fmt: skip
