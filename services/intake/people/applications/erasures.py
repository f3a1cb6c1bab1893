"""Commands and queries of erasure requests: who decides what, and the one transaction that authorises."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from contracts.vocabulary.network import UF
from contracts.vocabulary.outcomes import LookBackEnd
from contracts.vocabulary.rights import ErasureBasis, ErasureRefusal, HoldGround, IdentityMethod, RequestedBy
from infra.erasure.application import ErasureApplication
from infra.erasure.order import Order
from infra.eventstore.unit_of_work import UnitOfWork
from services.intake.people.applications.consents import end_reminders
from services.intake.people.applications.look_backs import end_look_back
from services.intake.people.applications.placing import OfficeApplication, leading_office, save_at
from services.intake.people.applications.plans import end_plans
from services.intake.people.applications.subject_requests import end_requests
from services.intake.people.domain.erasure_request import ErasureRequest, SomethingUnderWay
from services.intake.people.domain.office import Office
from services.intake.people.domain.person import Person
from services.intake.people.domain.reception import Reception
from services.intake.people.domain.retention import Retention
from services.intake.people.views.erasure_requests import ErasureRequests, RequestLine
from services.intake.people.views.pre_release_cases import PreReleaseCases
from services.intake.people.views.records_of_subject import RecordsOfPerson

SCOPE = "person"


class ErasureRequestsApplication(OfficeApplication):
    def person(self, person_id: UUID) -> Person:
        """Raises SubjectErased."""
        with self.unit_of_work() as unit:
            return unit.get(Person, person_id).unerased()

    def uf_of(self, office_id: UUID) -> UF:
        with self.unit_of_work() as unit:
            return unit.get(Office, office_id).uf

    def leading(self, request_id: UUID) -> UUID:
        """The office that has the request: who leads the person's case. Raises NotFound."""
        with self.unit_of_work() as unit:
            return _leading(unit, unit.get(ErasureRequest, request_id))

    def request(self, request_id: UUID) -> ErasureRequest:
        with self.unit_of_work() as unit:
            return unit.get(ErasureRequest, request_id)

    def retention(self, person_id: UUID) -> Retention:
        """What binds somebody's data at this moment."""
        with self.unit_of_work() as unit:
            return retention_of(unit, person_id)

    def open_request(self, person_id: UUID, requested_by: RequestedBy, opened_by: str) -> ErasureRequest:
        """Raises SubjectErased, AlreadyRequested, MergeStands."""
        with self.unit_of_work() as unit:
            person = unit.get(Person, person_id).unerased()
            person.refuse_while_merged()
            request = ErasureRequest(
                person_id=person_id, office_id=person.office_id, requested_by=requested_by, opened_by=opened_by
            )
            retention = retention_of(unit, person_id)
            retention.request_erasure(request.id)
            save_at(unit, person.office_id, request, retention)
        return request

    def check_identity(self, request_id: UUID, expected: int, method: IdentityMethod) -> ErasureRequest:
        with self.changing(ErasureRequest, request_id, expected) as request:
            request.check_identity(method)
        return request

    def ask_stores(self, request_id: UUID, expected: int) -> ErasureRequest:
        with self.changing(ErasureRequest, request_id, expected) as request:
            request.ask_stores()
        return request

    def answered(self, request_id: UUID, store: str, number: int, open_records: int) -> None:
        with self.changing(ErasureRequest, request_id) as request:
            request.answer(store, number, open_records)

    def check_legally(self, request_id: UUID, expected: int, basis: ErasureBasis) -> ErasureRequest:
        """Raises HoldInForce, SomethingUnderWay, AnswersMissing, IdentityNotChecked."""
        with self.unit_of_work() as unit:
            request = unit.get(ErasureRequest, request_id, expected)
            unit.get(Person, request.person_id).refuse_while_merged()
            retention_of(unit, request.person_id).refuse_while_held()
            self._refuse_while_received(unit, request.person_id)
            request.check_legally(basis)
            save_at(unit, _leading(unit, request), request)
        return request

    def approve(self, request_id: UUID, expected: int, approver: str) -> ErasureRequest:
        """The second approval authorises: in one transaction the person is closed and this store begins to erase."""
        with self.unit_of_work() as unit:
            request = unit.get(ErasureRequest, request_id, expected)
            unit.get(Person, request.person_id).refuse_while_merged()
            retention = retention_of(unit, request.person_id)
            retention.refuse_while_held()
            streams = self._refuse_while_received(unit, request.person_id)
            if not request.approve(approver):
                save_at(unit, _leading(unit, request), request)
                return request
            retention.release(request_id)
            end_plans(unit, streams)
            end_requests(unit, streams)
            end_reminders(unit, request.person_id)
            end_look_back(unit, request.person_id, LookBackEnd.ERASURE)
            person = unit.get(Person, request.person_id)
            person.erase(request_id)
            streams = (*streams, *self.view(PreReleaseCases).duplicates(unit, streams))
            save_at(unit, _leading(unit, request), request, retention, person)
            order = Order(person.id, request_id, str(request.basis), tuple(request.approvers), SCOPE, streams)
            ErasureApplication(self.store).authorise(order)
        return request

    def refuse(self, request_id: UUID, expected: int, ground: ErasureRefusal) -> ErasureRequest:
        with self.unit_of_work() as unit:
            request = unit.get(ErasureRequest, request_id, expected)
            request.refuse(ground)
            retention = retention_of(unit, request.person_id)
            retention.drop_request(request_id)
            save_at(unit, _leading(unit, request), request, retention)
        return request

    def store_erased(self, request_id: UUID, store: str, keys: int, rows: int) -> None:
        with self.changing(ErasureRequest, request_id) as request:
            request.store_erased(store, keys, rows)

    def finish(self) -> None:
        """Report what this store itself has erased; the others report by message."""
        erasing = ErasureApplication(self.store)
        with self.unit_of_work() as unit:
            authorised = self.view(ErasureRequests).authorised_ones(unit)
        for request_id in authorised:
            erasure = erasing.state(self.request(request_id).person_id)
            if erasure is not None and erasure.verified:
                rows = sum(erasure.purged.values())
                self.store_erased(request_id, self.store.name, len(erasure.destroyed), rows)

    def place_hold(self, person_id: UUID, ground: HoldGround, until: Any = None) -> tuple[Retention, UUID]:
        with self.unit_of_work() as unit:
            person = unit.get(Person, person_id).unerased()
            retention = retention_of(unit, person_id)
            hold_id = retention.place_hold(ground, until)
            save_at(unit, person.office_id, retention)
        return retention, hold_id

    def lift_hold(self, person_id: UUID, hold_id: UUID) -> Retention:
        with self.unit_of_work() as unit:
            person = unit.get(Person, person_id)
            retention = retention_of(unit, person_id)
            retention.lift_hold(hold_id)
            save_at(unit, person.office_id, retention)
        return retention

    def requests(self, ufs: list[str], limit: int, after: tuple[Any, ...] | None = None) -> list[RequestLine]:
        with self.unit_of_work() as unit:
            return self.view(ErasureRequests).of_states(unit, ufs, limit, after[0] if after else None)

    def _refuse_while_received(self, unit: UnitOfWork, person_id: UUID) -> tuple[UUID, ...]:
        """The person's records here; nobody is erased while waiting or being heard. Raises SomethingUnderWay."""
        streams = self.view(RecordsOfPerson).streams(unit, person_id)
        receptions = [found for stream in streams if (found := unit.find(Reception, stream))]
        if any(reception.status != "completed" for reception in receptions):
            raise SomethingUnderWay
        return streams


def finish_requests(app: ErasureRequestsApplication) -> None:
    """In the worker, every few seconds."""
    app.finish()


def _leading(unit: UnitOfWork, request: ErasureRequest) -> UUID:
    return leading_office(unit, request.person_id, request.office_id)


def retention_of(unit: UnitOfWork, person_id: UUID) -> Retention:
    """The person's own; a new one, not saved yet, when nothing ever bound the data."""
    found = Retention.create_id(person_id)
    return unit.find(Retention, found) or Retention(person_id=person_id)
