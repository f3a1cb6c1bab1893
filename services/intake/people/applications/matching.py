"""The machine's part in finding duplicates: it compares tokens and asks people; it decides nothing."""

from __future__ import annotations

from uuid import UUID

from infra.application import Application, repeated
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.duplicates import pair_of, side_of
from services.intake.people.applications.placing import save_at
from services.intake.people.domain.likeness import Likeness, common_names, likeness
from services.intake.people.domain.matching_round import MatchingRound
from services.intake.people.domain.person import Person
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.persons_to_match import PersonsToMatch

AT_ONCE, ROUNDS = 50, 20
CANDIDATES = 200


class MatchingApplication(Application):
    def compare_some(self) -> int:
        """Compare who has changed with everybody else, and flag who may be the same. Gives how many were compared."""
        with self.unit_of_work() as unit:
            waiting = self.view(PersonsToMatch).waiting(unit, AT_ONCE)
            if not waiting:
                return 0
            likely = {person_id: self._likely(unit, person_id) for person_id in waiting}
            for person_id, others in likely.items():
                for other, found in others.items():
                    _suggest(unit, person_id, other, found)
            unit.save(MatchingRound(persons=tuple(waiting), changes=tuple(waiting.values())))
        return len(waiting)

    def _likely(self, unit: UnitOfWork, person_id: UUID) -> dict[UUID, Likeness]:
        """Who is like enough, wherever they are registered: people move, and offices do not know it."""
        traces = self.view(PersonIndex).likely(unit, person_id, CANDIDATES)
        common = common_names(traces.values())
        mine = traces.pop(person_id, None)
        if mine is None:
            return {}
        found = {other: likeness(mine, theirs, common) for other, theirs in traces.items()}
        return {other: like for other, like in found.items() if like.enough}


def _suggest(unit: UnitOfWork, one: UUID, other: UUID, found: Likeness) -> None:
    persons = [unit.get(Person, person_id) for person_id in (one, other)]
    if any(person.erased or person.merged_into for person in persons):
        return
    pair = pair_of(unit, *(side_of(unit, person) for person in persons))
    if pair.suggest(found.score, found.reasons):
        save_at(unit, unit.get(Person, pair.first.person_id).office_id, pair)


def find_duplicates(app: MatchingApplication) -> None:
    """In the worker, every few seconds, until nobody waits or other work is due."""
    for _ in range(ROUNDS):
        if repeated(app.store, app.compare_some) < AT_ONCE:
            return
