"""Commands and queries of data subjects' requests; one for erasure leads into the request that decides on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.rights import (
    AnswerMeans,
    IdentityMethod,
    RequestedBy,
    SubjectRequestKind,
    SubjectRequestRefusal,
)
from infra.eventstore.unit_of_work import UnitOfWork
from infra.sealed import AccessContext
from services.intake.people.applications.package import Package
from services.intake.people.applications.packaging import Packaging
from services.intake.people.applications.papers import remember
from services.intake.people.applications.placing import OfficeApplication, known_person, leading_office, save_at
from services.intake.people.domain.data_subject_request import OPEN, DataSubjectRequest
from services.intake.people.domain.erasure_request import ErasureRequest
from services.intake.people.domain.office import Office
from services.intake.people.domain.paper_codes import PaperKind
from services.intake.people.domain.person import Person
from services.intake.people.views.disclosures import PersonDisclosures
from services.intake.people.views.pre_release_cases import PreReleaseCases
from services.intake.people.views.records_of_subject import RecordsOfPerson
from services.intake.people.views.subject_requests import SubjectRequestLine, SubjectRequests

# What of them is handed over with the person's name in it.
NAMED = frozenset({SubjectRequestKind.ACCESS, SubjectRequestKind.PORTABILITY})


class SubjectRequestsApplication(OfficeApplication):
    def person(self, person_id: UUID) -> Person:
        with self.unit_of_work() as unit:
            return known_person(unit, person_id)

    def uf_of(self, office_id: UUID) -> UF:
        with self.unit_of_work() as unit:
            return unit.get(Office, office_id).uf

    def leading(self, request_id: UUID) -> UUID:
        """The office that answers it: who leads the person's case. Raises NotFound."""
        with self.unit_of_work() as unit:
            request = unit.get(DataSubjectRequest, request_id)
            return leading_office(unit, request.person_id, request.office_id)

    def request(self, request_id: UUID) -> DataSubjectRequest:
        with self.unit_of_work() as unit:
            return unit.get(DataSubjectRequest, request_id)

    def open_request(
        self, person_id: UUID, kind: SubjectRequestKind, requested_by: RequestedBy, opened_by: str
    ) -> DataSubjectRequest:
        """Of every kind but erasure. Raises SubjectErased."""
        with self.unit_of_work() as unit:
            office_id = known_person(unit, person_id).office_id
            request = DataSubjectRequest(
                person_id=person_id, office_id=office_id, kind=kind, requested_by=requested_by, opened_by=opened_by
            )
            save_at(unit, office_id, request)
        return request

    def check_identity(self, request_id: UUID, expected: int, method: IdentityMethod) -> DataSubjectRequest:
        with self.unit_of_work() as unit:
            request = _request(unit, request_id, expected)
            request.check_identity(method)
            self.save(unit, request)
        return request

    def package(self, request_id: UUID, opening: AccessContext) -> Package:
        """What the person is to be given. Raises SubjectRequestOver, RequesterNotIdentified, NothingToPackage."""
        with self.unit_of_work() as unit:
            request = _request(unit, request_id)
            request.refuse_unless_packaged()
            return self._packaging.of(unit, request, opening)

    def answer(
        self,
        request_id: UUID,
        expected: int,
        opening: AccessContext,
        means: AnswerMeans,
        digest: str | None = None,
        reference: str | None = None,
    ) -> DataSubjectRequest:
        """The digest is compared with what is held now, so that the log tells the truth about what was given."""
        with self.unit_of_work() as unit:
            request = _request(unit, request_id, expected)
            corrects = request.kind is SubjectRequestKind.CORRECTION
            current = None if corrects else self.package(request_id, opening).digest
            request.answer(means, digest, current, reference)
            self.save(unit, request)
            if request.kind in NAMED:
                led_by = leading_office(unit, request.person_id, request.office_id)
                remember(unit, request.person_id, PaperKind.DATA_PACKAGE, request.id, led_by, request.id)
        return request

    def refuse(self, request_id: UUID, expected: int, ground: SubjectRequestRefusal) -> DataSubjectRequest:
        with self.changing(DataSubjectRequest, request_id, expected) as request:
            request.refuse(ground)
        return request

    def mark_overdue(self, request_id: UUID, due_at: datetime) -> None:
        """DL15 has passed, of whichever kind."""
        with self.unit_of_work() as unit:
            request = _of_any_kind(unit, request_id)
            request.mark_overdue(due_at)
            self.save(unit, request)

    def due_at_office(
        self, office_id: UUID, limit: int, after: tuple[Any, ...] | None = None
    ) -> list[SubjectRequestLine]:
        with self.unit_of_work() as unit:
            return self.view(SubjectRequests).due_at_office(unit, office_id, limit, after)

    @property
    def _packaging(self) -> Packaging:
        return Packaging(self.view(RecordsOfPerson), self.view(PersonDisclosures), self.view(PreReleaseCases))


def end_requests(unit: UnitOfWork, streams: Iterable[UUID]) -> None:
    """Nothing is left to tell somebody whose data are erased; the ground says so."""
    for stream in streams:
        request = unit.find(DataSubjectRequest, stream)
        if request is not None and request.status in OPEN:
            request.refuse(SubjectRequestRefusal.DATA_ERASED)
            save_at(unit, leading_office(unit, request.person_id, request.office_id), request)


def _request(unit: UnitOfWork, request_id: UUID, expected: int | None = None) -> DataSubjectRequest:
    """Raises SubjectErased before it compares versions, StaleVersion, NotFound."""
    known_person(unit, unit.get(DataSubjectRequest, request_id).person_id)
    return unit.get(DataSubjectRequest, request_id, expected)


def _of_any_kind(unit: UnitOfWork, request_id: UUID) -> DataSubjectRequest | ErasureRequest:
    return unit.find(ErasureRequest, request_id) or unit.get(DataSubjectRequest, request_id)
