"""What becomes of the rows of one chunk: a case, the renewal of one that was there, or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.vocabulary.persons import IdentifierSystem, RaceColour
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import DomainError, Sealed
from services.intake.people.applications.placing import save_at
from services.intake.people.applications.pre_release import new_case
from services.intake.people.applications.pre_release_standing import StandingCases, flag, tracing
from services.intake.people.applications.registers import canonical
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_list import (
    Chunk,
    Note,
    NotedRow,
    PreReleaseList,
    RefusedRow,
    Renewal,
    RenewedRow,
)
from services.intake.people.domain.pre_release_listed import Listed
from services.intake.people.domain.race_codes import race_colour

NUMBERS = {"cpf": IdentifierSystem.CPF, "rji": IdentifierSystem.RJI}
Row = Mapping[str, Any]


def checked(row: Row) -> dict[str, Any]:
    """The row with its numbers as their registers write them; one that no register has written tells of nobody."""
    valid = {name: canonical(system, row[name]) if row.get(name) else None for name, system in NUMBERS.items()}
    return {**row, **valid}


class Taking:
    """Rows one after the other, each against the cases that were there and those of the rows before it."""

    def __init__(self, unit: UnitOfWork, taken: PreReleaseList, standing: StandingCases) -> None:
        self._unit, self._list, self._standing = unit, taken, standing
        self._refused: list[RefusedRow] = []
        self._renewed: list[RenewedRow] = []
        self._noted: list[NotedRow] = []

    def became(self, rows: int) -> Chunk:
        return Chunk(rows, tuple(self._refused), tuple(self._renewed), tuple(self._noted))

    def take(self, row: Row) -> None:
        said = checked(row)
        try:
            self._place(said)
        except DomainError as error:
            self._refused.append(RefusedRow(row["row"], error.code))
            return
        if any(row.get(name) and not said[name] for name in NUMBERS):
            self._noted.append(NotedRow(row["row"], Note.NUMBER_NOT_VALID))

    def _place(self, said: Row) -> None:
        """Raises RaceCodeUnknown, RowRepeated."""
        code = said["race_code"]
        colour = race_colour(code, self._list.race_code_system) if code else None
        found = self._standing.like(tracing(self._list.source, said))
        if found.same is not None:
            self._renew(found.same, said, found.written_otherwise)
            return
        case = self._opened(said, colour)
        save_at(self._unit, self._list.office_id, case)
        self._standing.opened(case, tracing(self._list.source, said))
        flag(self._unit, case, found.perhaps)
        if found.perhaps:
            self._noted.append(NotedRow(said["row"], Note.POSSIBLE_DUPLICATE))

    def _renew(self, case: PreReleaseCase, said: Row, written_otherwise: bool) -> None:
        """In the territory of the office that has the case."""
        born = said["birth_date"].isoformat() if said["birth_date"] else None
        learnt = {name: Sealed.of(value) if value else None for name, value in
                  (("cpf", said["cpf"]), ("rji", said["rji"]), ("birth_date", born))}  # fmt: skip
        listed = Listed(
            office_id=self._list.office_id, list_id=self._list.id, row=said["row"], source=self._list.source,
            expected_release_on=said["expected_release_on"], missing_documents=tuple(said["missing_documents"]),
            name=Sealed.of(said["name"]) if written_otherwise else None,
            reference=Sealed.of(said["reference"]) if written_otherwise and said["reference"] else None, **learnt,
        )  # fmt: skip
        case.list_again(listed)
        save_at(self._unit, case.office_id, case)
        self._renewed.append(RenewedRow(said["row"], case.id, case.office_id, self._renewal(case)))

    def _renewal(self, case: PreReleaseCase) -> Renewal:
        if case.office_id != self._list.office_id:
            return Renewal.AT_ANOTHER_OFFICE
        return Renewal.RELEASED_ALREADY if case.released else Renewal.LISTED_AGAIN

    def _opened(self, said: Row, colour: RaceColour | None) -> PreReleaseCase:
        told = {name: value for name, value in said.items() if name != "race_code"}
        return new_case(
            office_id=self._list.office_id,
            source=self._list.source,
            window_days=self._list.window_days,
            list_id=self._list.id,
            race_colour=colour,
            **told,
        )
