"""Commands and queries of look-backs: started by a release, reviewed at each point of time, ended when nobody asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from contracts.vocabulary.outcomes import LookBackEnd, LookBackMark
from contracts.vocabulary.persons import ClientType
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Sealed
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.placing import known_person, save_at, today_at
from services.intake.people.domain.look_back import LookBack
from services.intake.people.domain.look_back_refusals import LookBackNotFound, OnlyAfterARelease
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.views.look_backs import LookBackLine, LookBacks


class LookBacksApplication(Application):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def start(self, person_id: UUID, released_on: date) -> LookBack:
        """Raises OnlyAfterARelease, ReleaseDayAhead, LookBackRunning, RecordMerged, SubjectErased."""
        with self.unit_of_work() as unit:
            person = known_person(unit, person_id).standing()
            if ClientType.RELEASED not in person.client_types:
                raise OnlyAfterARelease
            look_back = _of_person(unit, person_id) or LookBack(person_id=person_id)
            look_back.start(person.office_id, released_on, today_at(unit, person.office_id))
            save_at(unit, person.office_id, look_back)
        return look_back

    def review(self, person_id: UUID, expected: int, mark: LookBackMark, **said: Any) -> LookBack:
        return self._decide(person_id, expected, lambda kept, today: kept.review(mark, today, **said))

    def end(self, person_id: UUID, expected: int, reason: LookBackEnd) -> LookBack:
        return self._decide(person_id, expected, lambda kept, _: kept.end(reason))

    def resume(self, person_id: UUID, expected: int) -> LookBack:
        return self._decide(person_id, expected, lambda kept, today: kept.resume(today))

    def opened(self, person_id: UUID, access_context: AccessContext) -> tuple[LookBack, dict[LookBackMark, Any]]:
        """With what was said at each point of time, in clear."""
        with self.unit_of_work() as unit:
            known_person(unit, person_id)
            kept = _kept(unit, person_id)
            sealed: list[Sealed | None] = list(kept.reviews.values())
            said = unit.open_many(sealed, access_context)
        return kept, {mark: None if v is ERASED else v for mark, v in zip(kept.reviews, said, strict=True)}

    def due_at_office(
        self, office_id: UUID, until: date | None, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[LookBackLine]:
        with self.unit_of_work() as unit:
            return self.view(LookBacks).due_at_office(unit, office_id, until, limit, after)

    def _decide(self, person_id: UUID, expected: int, decision: Callable[[LookBack, date], None]) -> LookBack:
        with self.unit_of_work() as unit:
            known_person(unit, person_id)
            kept = _kept(unit, person_id, expected)
            decision(kept, today_at(unit, _office(kept)))
            save_at(unit, _office(kept), kept)
        return kept


def look_back_on(unit: UnitOfWork, case: PreReleaseCase, released_on: date | None) -> None:
    """The person of a released case is asked from now on; again for the same release is harmless."""
    person_id = case.person_id
    if person_id is None or released_on is None:
        return
    look_back = _of_person(unit, person_id) or LookBack(person_id=person_id)
    if not (look_back.running and look_back.released_on == released_on):
        look_back.start(case.office_id, released_on, today_at(unit, case.office_id))
        save_at(unit, case.office_id, look_back)


def forget_release(unit: UnitOfWork, case: PreReleaseCase) -> None:
    """The release was none (X21): nobody is asked about the time since."""
    if case.person_id is not None:
        _end(unit, case.person_id, LookBackEnd.RELEASE_REVOKED, released_day(unit, case))


def end_look_back(unit: UnitOfWork, person_id: UUID, reason: LookBackEnd) -> None:
    """When somebody has died, or the data are erased; without a look-back nothing is to do."""
    _end(unit, person_id, reason, None)


def released_day(unit: UnitOfWork, case: PreReleaseCase) -> date | None:
    """The day of the last release that the case tells of, where the office is."""
    zone = ZoneInfo(unit.get(Office, case.office_id).zone)
    told = [e.event for e in unit.history(case.id) if isinstance(e.event, PreReleaseCase.PersonReleased)]
    return told[-1].timestamp.astimezone(zone).date() if told else None


def _end(unit: UnitOfWork, person_id: UUID, reason: LookBackEnd, released_on: date | None) -> None:
    kept = _of_person(unit, person_id)
    if kept is not None and kept.running and released_on in (None, kept.released_on):
        kept.end(reason)
        save_at(unit, _office(kept), kept)


def _of_person(unit: UnitOfWork, person_id: UUID) -> LookBack | None:
    found = LookBack.create_id(person_id)
    return unit.get(LookBack, found) if unit.exists(LookBack, found) else None


def _kept(unit: UnitOfWork, person_id: UUID, expected: int | None = None) -> LookBack:
    """Raises LookBackNotFound, StaleVersion."""
    if _of_person(unit, person_id) is None:
        raise LookBackNotFound
    return unit.get(LookBack, LookBack.create_id(person_id), expected)


def _office(kept: LookBack) -> UUID:
    """It was started at one: nothing is saved before."""
    if kept.office_id is None:
        raise LookBackNotFound
    return kept.office_id
