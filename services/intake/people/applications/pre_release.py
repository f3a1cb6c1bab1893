"""Commands and queries of pre-release cases: load, call, save."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from contracts.deadlines import rule
from contracts.vocabulary.persons import RaceColour
from contracts.vocabulary.release import CivilDocument, ReleaseDateReason, ReleaseListSource, ReleaseProgramme
from infra.application import Application
from infra.eventstore.unit_of_work import UnitOfWork
from infra.kernel import Sealed
from infra.sealed import ERASED, AccessContext
from services.intake.people.applications.contact_wishes import add_case, wishes_contact
from services.intake.people.applications.look_backs import forget_release, look_back_on, released_day
from services.intake.people.applications.placing import save_at, today_at
from services.intake.people.applications.pre_release_standing import flag, standing_cases, tracing
from services.intake.people.domain.case_resemblance import CaseResemblance, DuplicateNotFlagged
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.pre_release_case import PreReleaseCase
from services.intake.people.domain.pre_release_refusals import OfficeOfAnotherState, PreReleaseCaseStands
from services.intake.people.views.person_index import PersonIndex
from services.intake.people.views.pre_release_cases import CaseLine, PreReleaseCases, Wanted
from services.intake.people.views.pre_release_index import PreReleaseIndex


class PreReleaseApplication(Application):
    def open_case(self, office_id: UUID, programme: ReleaseProgramme, **said: Any) -> PreReleaseCase:
        """A case that no list told of. Raises PreReleaseCaseStands."""
        source, days = ReleaseListSource.BY_HAND, window_days(programme)
        with self.unit_of_work() as unit:
            told = tracing(source, said)
            found = standing_cases(unit, lambda: self.view(PreReleaseIndex), office_id, [told]).like(told)
            if found.same is not None:
                raise PreReleaseCaseStands(found.same.id if found.same.office_id == office_id else None)
            case = new_case(office_id=office_id, source=source, window_days=days, **said)
            save_at(unit, office_id, case)
            flag(unit, case, found.perhaps)
        return case

    def assign(self, case_id: UUID, expected: int, office_id: UUID) -> PreReleaseCase:
        """To another office of the state, whose team has it from now on.

        Raises OfficeUnchanged, OfficeOfAnotherState, OfficeDoesNotServe, CaseAlreadyLinked, NotFound, StaleVersion.
        """
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            office = unit.get(Office, office_id)
            if office.uf is not unit.get(Office, case.office_id).uf:
                raise OfficeOfAnotherState
            office.refuse_unless_serving()
            case.assign(office_id)
            save_at(unit, office_id, case)
        return case

    def resemblance(self, case_id: UUID) -> CaseResemblance | None:
        with self.unit_of_work() as unit:
            return unit.find(CaseResemblance, CaseResemblance.create_id(case_id))

    def settle(
        self, case_id: UUID, expected: int, other_case_id: UUID, *, same: bool, offices: Collection[UUID]
    ) -> PreReleaseCase:
        """What people of these offices found of two of their cases. The first one ends when it is the other's.

        Raises DuplicateNotFlagged, DuplicateDecided, CaseAlreadyLinked, AlreadyReleased, StaleVersion.
        """
        with self.unit_of_work() as unit:
            case = unit.get(PreReleaseCase, case_id, expected)
            resemblance = unit.find(CaseResemblance, CaseResemblance.create_id(case_id))
            if resemblance is None or not resemblance.asks_about(other_case_id, offices):
                raise DuplicateNotFlagged
            if same:
                case.refuse_to_end()
                resemblance.confirm(other_case_id)
            else:
                resemblance.dismiss(other_case_id, case.expected_release_on, case.window_days)
            save_at(unit, case.office_id, resemblance)
        return case

    def known_persons(self, case: PreReleaseCase, offices: tuple[UUID, ...]) -> list[UUID]:
        """Who of these offices is registered with a number that the list gave: a hint, and no link."""
        if not (case.cpf or case.rji):
            return []
        with self.unit_of_work() as unit:
            return self.view(PreReleaseIndex).persons(unit, self.view(PersonIndex), case.id, offices)

    def case(self, case_id: UUID) -> PreReleaseCase:
        """Raises SubjectErased when the case is that of somebody whose data were erased."""
        with self.unit_of_work() as unit:
            return _case(unit, case_id)

    def person(self, person_id: UUID) -> Person:
        """Raises SubjectErased."""
        with self.unit_of_work() as unit:
            return unit.get(Person, person_id).unerased()

    def name(self, case: PreReleaseCase, access_context: AccessContext) -> Any:
        """Who it is; None once that is erased."""
        with self.unit_of_work() as unit:
            found = unit.open(case.name, access_context)
        return None if found is ERASED else found

    def hold_meeting(self, case_id: UUID, expected: int) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.hold_meeting()
            save_at(unit, case.office_id, case)
        return case

    def answer(self, case_id: UUID, expected: int, accepts: bool) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.answer(accepts)
            save_at(unit, case.office_id, case)
        return case

    def request_document(self, case_id: UUID, expected: int, document: CivilDocument) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.request_document(document)
            save_at(unit, case.office_id, case)
        return case

    def document_issued(self, case_id: UUID, expected: int, document: CivilDocument) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.document_issued(document)
            save_at(unit, case.office_id, case)
        return case

    def hand_over_documents(self, case_id: UUID, expected: int) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.hand_over_documents()
            save_at(unit, case.office_id, case)
        return case

    def change_release_date(
        self, case_id: UUID, expected: int, expected_release_on: date, reason: ReleaseDateReason
    ) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.change_release_date(expected_release_on, reason)
            save_at(unit, case.office_id, case)
        return case

    def release(self, case_id: UUID, expected: int) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.release(contact_wished=wishes_contact(unit, case.person_id))
            save_at(unit, case.office_id, case)
            look_back_on(unit, case, today_at(unit, case.office_id))
        return case

    def revoke_release(self, case_id: UUID, expected: int, expected_release_on: date | None) -> PreReleaseCase:
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.revoke_release(expected_release_on)
            save_at(unit, case.office_id, case)
            forget_release(unit, case)
        return case

    def make_first_contact(self, case_id: UUID, expected: int, *, came: bool = False) -> PreReleaseCase:
        """`came`: the person got in touch, which needs nobody's consent. Raises ContactNotWished, NotReleased."""
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            case.make_first_contact(wished=came or wishes_contact(unit, case.person_id))
            save_at(unit, case.office_id, case)
        return case

    def link(self, case_id: UUID, expected: int, person_id: UUID) -> PreReleaseCase:
        """Raises AcceptanceMissing, CaseAlreadyLinked, SubjectErased."""
        with self.unit_of_work() as unit:
            case = _case(unit, case_id, expected)
            unit.get(Person, person_id).standing()
            case.link(person_id)
            case.follow_wish(wishes_contact(unit, person_id))
            save_at(unit, case.office_id, case)
            add_case(unit, case, person_id)
            if case.released:
                look_back_on(unit, case, released_day(unit, case))
        return case

    def cases(
        self,
        office_id: UUID,
        wanted: Wanted,
        access_context: AccessContext,
        limit: int,
        after: tuple[Any, ...] | None = None,
    ) -> list[tuple[CaseLine, Any]]:
        """An office's cases by the expected day, each with its name."""
        with self.unit_of_work() as unit:
            lines = self.view(PreReleaseCases).of_office(unit, office_id, wanted, limit, after)
            names = unit.open_many([line.name for line in lines], access_context)
        return [(line, None if name is ERASED else name) for line, name in zip(lines, names, strict=True)]


def window_days(programme: ReleaseProgramme) -> int:
    """How long before the release the work begins (DL07)."""
    return rule("DL07").term(programme.value).length


def new_case(
    *,
    office_id: UUID,
    source: ReleaseListSource,
    window_days: int,
    expected_release_on: date,
    name: str,
    missing_documents: tuple[CivilDocument, ...] = (),
    reference: str | None = None,
    birth_date: date | None = None,
    prison_unit: str | None = None,
    race_colour: RaceColour | None = None,
    cpf: str | None = None,
    rji: str | None = None,
    list_id: UUID | None = None,
    row: int | None = None,
) -> PreReleaseCase:
    """A case with all that identifies concealed."""
    return PreReleaseCase(
        office_id=office_id, list_id=list_id, row=row, source=source, expected_release_on=expected_release_on,
        window_days=window_days, missing_documents=tuple(sorted(set(missing_documents))), name=Sealed.of(name),
        reference=Sealed.of(reference) if reference else None,
        birth_date=Sealed.of(birth_date.isoformat()) if birth_date else None,
        prison_unit=Sealed.of(prison_unit) if prison_unit else None,
        race_colour=Sealed.of(race_colour.value) if race_colour else None,
        cpf=Sealed.of(cpf) if cpf else None, rji=Sealed.of(rji) if rji else None,
    )  # fmt: skip


def _case(unit: UnitOfWork, case_id: UUID, expected: int | None = None) -> PreReleaseCase:
    """Raises SubjectErased before it compares versions, CaseIsAnother for a step, StaleVersion, NotFound."""
    person_id = unit.get(PreReleaseCase, case_id).person_id
    if person_id is not None:
        unit.get(Person, person_id).unerased()
    resemblance = unit.find(CaseResemblance, CaseResemblance.create_id(case_id))
    if resemblance is not None and resemblance.same_as is not None:
        _case(unit, resemblance.same_as)
        if expected is not None:
            resemblance.standing()
    return unit.get(PreReleaseCase, case_id, expected)
