"""Commands and queries of pre-release lists: announced, taken chunk by chunk, completed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from contracts.vocabulary.persons import RaceCodeSystem
from contracts.vocabulary.release import ReleaseListSource, ReleaseProgramme
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import amended
from services.intake.people.applications.placing import save_at
from services.intake.people.applications.pre_release import window_days
from services.intake.people.applications.pre_release_rows import Row, Taking, checked
from services.intake.people.applications.pre_release_standing import standing_cases, tracing
from services.intake.people.domain.pre_release_list import Chunk, PreReleaseList
from services.intake.people.views.pre_release_index import PreReleaseIndex

ORIGIN = "import"


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
        """A case for each row, or the renewal of the one that its person has (PL01), all in one transaction.

        A chunk that was taken before is left as it is.

        Raises ListRejected, ListCompleted, RowsOutsideList.
        """
        with self.unit_of_work() as unit, amended(origin=ORIGIN):
            taken = unit.get(PreReleaseList, list_id)
            if chunk in taken.chunks:
                return taken
            taken.refuse_unless_open()
            taken.check_codes([row["race_code"] for row in rows if row["race_code"]])
            if taken.status == "open":
                taken.take_rows(chunk, [row["row"] for row in rows], self._placed(unit, taken, rows))
            save_at(unit, taken.office_id, taken)
        return taken

    def _placed(self, unit: UnitOfWork, taken: PreReleaseList, rows: Sequence[Row]) -> Chunk:
        wanted = [tracing(taken.source, checked(row)) for row in rows]
        standing = standing_cases(unit, lambda: self.view(PreReleaseIndex), taken.office_id, wanted)
        taking = Taking(unit, taken, standing)
        for row in rows:
            taking.take(row)
        return taking.became(len(rows))

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
