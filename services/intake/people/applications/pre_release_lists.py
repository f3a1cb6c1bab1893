"""Commands and queries of pre-release lists: announced, taken chunk by chunk, completed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from contracts.vocabulary.persons import RaceCodeSystem
from contracts.vocabulary.release import ReleaseListSource, ReleaseProgramme
from infra.application import Application
from infra.kernel import DomainError
from infra.metadata import amended
from services.intake.people.applications.placing import save_at
from services.intake.people.applications.pre_release import new_case, window_days
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_list import Chunk, PreReleaseList, RefusedRow
from services.intake.people.domain.race_codes import race_colour

ORIGIN = "import"
Row = Mapping[str, Any]


class PreReleaseListsApplication(Application):
    def open_list(
        self,
        office_id: UUID,
        source: ReleaseListSource,
        programme: ReleaseProgramme,
        rows: int,
        race_code_system: RaceCodeSystem | None,
        race_codes: Sequence[str],
    ) -> PreReleaseList:
        """Announce a list by all the codes that are in it: ambiguous ones reject it before a single row is taken."""
        with self.unit_of_work() as unit, amended(origin=ORIGIN):
            opened = PreReleaseList(
                office_id=office_id,
                source=source,
                rows=rows,
                window_days=window_days(programme),
                race_code_system=race_code_system,
            )
            opened.check_codes(race_codes)
            save_at(unit, office_id, opened)
        return opened

    def pre_release_list(self, list_id: UUID) -> PreReleaseList:
        with self.unit_of_work() as unit:
            return unit.get(PreReleaseList, list_id)

    def take_rows(self, list_id: UUID, chunk: int, rows: Sequence[Row]) -> PreReleaseList:
        """Open a case for each row, all in one transaction; a chunk that was taken before is left as it is.

        Raises ListRejected, ListCompleted, RowsOutsideList.
        """
        with self.unit_of_work() as unit, amended(origin=ORIGIN):
            taken = unit.get(PreReleaseList, list_id)
            if chunk in taken.chunks:
                return taken
            taken.refuse_unless_open()
            taken.check_codes([row["race_code"] for row in rows if row["race_code"]])
            if taken.status == "open":
                cases, refused = _cases(taken, rows)
                taken.take_rows(chunk, [row["row"] for row in rows], refused)
                save_at(unit, taken.office_id, *cases)
            save_at(unit, taken.office_id, taken)
        return taken

    def complete(self, list_id: UUID, expected: int, left_out: int) -> PreReleaseList:
        """Raises RowsMissing, ListRejected, ListCompleted, StaleVersion."""
        with self.unit_of_work() as unit, amended(origin=ORIGIN):
            found = unit.get(PreReleaseList, list_id, expected)
            found.complete(left_out)
            save_at(unit, found.office_id, found)
        return found


def outcome(taken: PreReleaseList, chunk: int) -> Chunk:
    """What became of a chunk; of none of its rows a case, when the list was rejected by it."""
    return taken.chunks.get(chunk, Chunk(0, ()))


def _cases(taken: PreReleaseList, rows: Sequence[Row]) -> tuple[list[PreReleaseCase], list[RefusedRow]]:
    cases, refused = [], []
    for row in rows:
        try:
            cases.append(_case(taken, row))
        except DomainError as error:
            refused.append(RefusedRow(row["row"], error.code))
    return cases, refused


def _case(taken: PreReleaseList, row: Row) -> PreReleaseCase:
    """Raises RaceCodeUnknown."""
    said = {name: value for name, value in row.items() if name != "race_code"}
    code = row["race_code"]
    return new_case(
        office_id=taken.office_id,
        source=taken.source,
        window_days=taken.window_days,
        list_id=taken.id,
        race_colour=race_colour(code, taken.race_code_system) if code else None,
        **said,
    )
