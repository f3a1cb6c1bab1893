"""Commands and queries of duplicates: flagged by anybody, decided by people, merged by linking, undone exactly."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.belonging import called
from services.intake.people.applications.contact_wishes import follow_contact_wish
from services.intake.people.applications.custody import CustodyApplication
from services.intake.people.applications.erasures import retention_of
from services.intake.people.applications.papers import follow_name
from services.intake.people.applications.placing import save_at
from services.intake.people.domain.duplicate_codes import DismissalReason, DuplicateReason, Observation, PairStatus
from services.intake.people.domain.duplicate_pair import DuplicatePair, Side
from services.intake.people.domain.merged_refusals import ErasureUnderWay
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.views.duplicate_pairs import DuplicatePairs, PairLine, Territory


class DuplicatesApplication(Application):
    def side(self, person_id: UUID) -> Side:
        """Where somebody's record belongs. Raises NotFound, SubjectErased."""
        with self.unit_of_work() as unit:
            return side_of(unit, unit.get(Person, person_id).unerased())

    def pair(self, pair_id: UUID) -> DuplicatePair:
        with self.unit_of_work() as unit:
            return unit.get(DuplicatePair, pair_id)

    def sides(self, pair: DuplicatePair) -> tuple[Side, Side]:
        """Where the two records belong by now: cases move."""
        with self.unit_of_work() as unit:
            first, second = (side_of(unit, unit.get(Person, side.person_id)) for side in pair.sides)
        return first, second

    def flag(self, one: Side, other: Side, observation: Observation) -> DuplicatePair:
        """A person says that two records may be one. Raises PairNeedsTwoRecords, PairAlreadyFlagged, RecordMerged."""
        with self.unit_of_work() as unit:
            pair = pair_of(unit, one, other)
            pair.flag(DuplicateReason(observation.value))
            for side in pair.sides:
                unit.get(Person, side.person_id).standing()
            save_at(unit, one.office_id, pair)
        return pair

    def dismiss(self, pair_id: UUID, expected: int, reason: DismissalReason) -> DuplicatePair:
        """They are two people's, or nobody knows. Raises PairNotFlagged, StaleVersion."""
        with self.unit_of_work() as unit:
            pair = unit.get(DuplicatePair, pair_id, expected)
            pair.dismiss(reason)
            save_at(unit, unit.get(Person, pair.first.person_id).office_id, pair)
        return pair

    def merge(self, pair_id: UUID, expected: int, survivor_id: UUID) -> DuplicatePair:
        """Link the other record to the survivor's; nothing of either is deleted or rewritten (I3).

        Raises PairNotFlagged, SurvivorOutsidePair, RecordMerged, OthersMergedIntoIt, ErasureUnderWay, SubjectErased.
        """
        with self.unit_of_work() as unit:
            pair = unit.get(DuplicatePair, pair_id, expected)
            pair.merge(survivor_id, _led_by(unit, pair))
            merged, survivor = (unit.get(Person, side.person_id) for side in (pair.merged, pair.survivor))
            merged.merge_into(survivor)
            _refuse_while_erasing(unit, merged, survivor)
            _save(unit, pair, merged, survivor)
            follow_contact_wish(unit, survivor.id)
            follow_name(unit, survivor)
        return pair

    def undo(self, pair_id: UUID, expected: int) -> DuplicatePair:
        """Both records stand for themselves again, as before the merge. Raises PairNotMerged, StaleVersion."""
        with self.unit_of_work() as unit:
            pair = unit.get(DuplicatePair, pair_id, expected)
            merged, survivor = (unit.get(Person, side.person_id) for side in (pair.merged, pair.survivor))
            pair.undo(_own_side(unit, merged), _led_by(unit, pair))
            merged.part_from(survivor)
            _save(unit, pair, merged, survivor)
            CustodyApplication(self.store).come_back(unit, merged)
            for person in (merged, survivor):
                follow_contact_wish(unit, person.id)
                follow_name(unit, person)
        return pair

    def pairs(
        self, status: PairStatus, territory: Territory, limit: int, after: tuple[Any, ...] | None
    ) -> list[PairLine]:
        with self.unit_of_work() as unit:
            return self.view(DuplicatePairs).listed(unit, status, territory, limit, after)

    def names(self, pair: DuplicatePair, offices: tuple[UUID, ...], opening: AccessContext) -> dict[UUID, Any]:
        """The names to call of those of the two whose office is one of these; who was erased has none."""
        with self.unit_of_work() as unit:
            persons = [unit.get(Person, side.person_id) for side in pair.sides]
            shown = [person for person in persons if person.office_id in offices and not person.erased]
            values = unit.open_many([called(unit, person) for person in shown], opening)
        return {p.id: None if value is ERASED else value for p, value in zip(shown, values, strict=True)}


def _led_by(unit: UnitOfWork, pair: DuplicatePair) -> dict[UUID, UUID]:
    return {side.person_id: unit.get(Person, side.person_id).office_id for side in pair.sides}


def _own_side(unit: UnitOfWork, person: Person) -> Side:
    """Where a record belongs, whoever leads the one that it is part of."""
    return Side(person.id, person.own_office_id, unit.get(Office, person.own_office_id).uf)


def side_of(unit: UnitOfWork, person: Person) -> Side:
    return Side(person.id, person.office_id, unit.get(Office, person.office_id).uf)


def pair_of(unit: UnitOfWork, one: Side, other: Side) -> DuplicatePair:
    """The pair of these two; a new one, not saved yet, when nobody ever thought of it."""
    found = DuplicatePair.create_id(one, other)
    return unit.find(DuplicatePair, found) or DuplicatePair.of(one, other)


def _refuse_while_erasing(unit: UnitOfWork, *persons: Person) -> None:
    if any(retention_of(unit, person.id).request_id is not None for person in persons):
        raise ErasureUnderWay


def _save(unit: UnitOfWork, pair: DuplicatePair, merged: Person, survivor: Person) -> None:
    """Each in its own office's territory; the pair in the survivor's."""
    save_at(unit, survivor.office_id, pair, survivor)
    save_at(unit, merged.office_id, merged)
