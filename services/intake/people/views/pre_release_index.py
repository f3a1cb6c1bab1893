"""By which blind tokens a row of a list is told to be about somebody who has a case; nothing can be read from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.persons import IdentifierSystem
from contracts.vocabulary.release import ReleaseListSource
from infra.blind import BlindView, fresh
from infra.eventstore.records import Statement
from infra.locks import PRE_RELEASE_LISTS
from infra.metadata import Metadata
from infra.views import Query, handles
from services.intake.people.applications.registers import indexed
from services.intake.people.domain.name_sounds import sounds
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_likeness import BORN, LISTED, NAMED, NUMBER, Token
from services.intake.people.views.person_index import PersonIndex

# One word and a day are too many people's.
WORDS = 2
LIKE = """
    SELECT t.case_id, t.kind, t.token FROM {table} t WHERE t.uf = %s AND t.case_id IN (
        SELECT m.case_id FROM {table} m JOIN unnest(%s::text[], %s::bytea[]) AS sought(kind, token) USING (kind, token)
         WHERE m.uf = %s AND m.kind <> %s)"""


def numbers(cpf: str | None, rji: str | None) -> Iterator[tuple[str, str]]:
    """What a person's own numbers are found by: as in the index of persons, so that a case leads to a person."""
    given = ((IdentifierSystem.CPF, cpf), (IdentifierSystem.RJI, rji))
    yield from ((NUMBER, indexed(system, None, value)) for system, value in given if value)


def traces(
    source: ReleaseListSource,
    name: str,
    reference: str | None = None,
    birth_date: date | str | None = None,
    cpf: str | None = None,
    rji: str | None = None,
) -> Iterator[tuple[str, str]]:
    """What a row is found by. A source's own number has no check digit: it counts together with the name alone."""
    heard, born = sounds(name), str(birth_date) if birth_date else None
    yield from numbers(cpf, rji)
    if reference and heard:
        yield LISTED, f"{source}:{' '.join(reference.split()).upper()}:{' '.join(heard)}"
    if born:
        yield BORN, born
    if born and len(heard) >= WORDS:
        yield NAMED, f"{born}:{' '.join(heard)}"


class PreReleaseIndex(BlindView):
    """Of the cases of a state; the tokens go with the case."""

    name = "pre_release_index"
    erased_by = ("case_id",)
    columns = """
        case_id uuid NOT NULL,
        uf text NOT NULL,
        kind text NOT NULL,
        token bytea NOT NULL,
        PRIMARY KEY (token, kind, case_id),
        UNIQUE (case_id, kind, token)"""

    @handles(PreReleaseCase.Opened)
    def opened(self, event: PreReleaseCase.Opened, metadata: Metadata) -> list[Statement]:
        said = [fresh(value) for value in (event.reference, event.birth_date, event.cpf, event.rji)]
        return self._rows(event.originator_id, metadata, traces(event.source, fresh(event.name) or "", *said))

    @handles(PreReleaseCase.ListedAgain)
    def listed_again(self, event: PreReleaseCase.ListedAgain, metadata: Metadata) -> list[Statement]:
        """What the row was the first to say; without a name a source's number and a birth date say nothing of it."""
        said = [fresh(value) for value in (event.reference, event.birth_date, event.cpf, event.rji)]
        return self._rows(event.originator_id, metadata, traces(event.source, fresh(event.name) or "", *said))

    @handles(PreReleaseCase.OfficeAssigned)
    def office_assigned(self, event: PreReleaseCase.OfficeAssigned, metadata: Metadata) -> Statement:
        """In the lists of the state whose office follows the case now."""
        return self.statement(
            "UPDATE {table} SET uf = %s WHERE case_id = %s", str(metadata.tenant.uf), event.originator_id
        )

    def blinded(self, said: Iterable[tuple[str, str]]) -> frozenset[Token]:
        return frozenset((kind, self.blind.of(kind, value)) for kind, value in said)

    def alone(self, source: Query, uf: UF) -> None:
        """From here to the commit nobody else opens a case in this state: two lists at once make one case of one."""
        source.query("SELECT pg_advisory_xact_lock(%s, %s)", (PRE_RELEASE_LISTS, [*UF].index(uf)))

    def like(self, source: Query, uf: UF, tokens: Iterable[Token]) -> dict[UUID, set[Token]]:
        """All tokens of those cases of a state that have one of these, a birth date alone apart."""
        sought = sorted(tokens)
        kinds, values = [kind for kind, _ in sought], [token for _, token in sought]
        found: dict[UUID, set[Token]] = {}
        for case_id, kind, token in self.rows(source, LIKE, uf.value, kinds, values, uf.value, BORN):
            found.setdefault(case_id, set()).add((kind, bytes(token)))
        return found

    def persons(self, source: Query, persons: PersonIndex, case_id: UUID, offices: Sequence[UUID]) -> list[UUID]:
        """Who of these offices is registered with a number of the case."""
        rows = self.rows(
            source,
            f"SELECT DISTINCT p.person_id FROM {{table}} c JOIN {persons.table} p USING (kind, token)"
            " WHERE c.case_id = %s AND c.kind = %s AND p.office_id = ANY(%s) ORDER BY 1",
            case_id, NUMBER, list(offices),
        )  # fmt: skip
        return [person for (person,) in rows]

    def _rows(self, case_id: UUID, metadata: Metadata, said: Iterable[tuple[str, str]]) -> list[Statement]:
        uf = str(metadata.tenant.uf)
        return [
            self.statement(
                "INSERT INTO {table} VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                case_id, uf, kind, token,
            )
            for kind, token in self.blinded(said)
        ]  # fmt: skip
