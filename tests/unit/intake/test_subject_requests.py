"""Data subjects' requests: identified, answered with what was really given, refused with a ground, due in 15 days."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.rights import (
    AnswerMeans,
    ErasureRefusal,
    IdentityMethod,
    RequestedBy,
    SubjectRequestKind,
    SubjectRequestRefusal,
)
from infra.deadlines.clauses import Passed
from infra.deadlines.deadline import deadline, deadline_id
from infra.kernel import SubjectErased, new_id
from services.intake.people.applications.erasures import ErasureRequestsApplication
from services.intake.people.applications.package import Package
from services.intake.people.applications.subject_requests import SubjectRequestsApplication, end_requests
from services.intake.people.deadlines.subject_requests import mark_overdue
from services.intake.people.domain.data_subject_request import DataSubjectRequest
from services.intake.people.domain.erasure_request import ErasureRequest
from services.intake.people.domain.subject_request_refusals import (
    NothingToPackage,
    PackageChanged,
    RequesterAlreadyIdentified,
    RequesterNotIdentified,
    SubjectRequestOver,
)
from tests.clock import Clock
from tests.unit.intake.follow_up.conftest import clock as clock
from tests.unit.intake.follow_up.conftest import house as house
from tests.unit.intake.follow_up.house import OPENING, House

ACCESS, CORRECTION = SubjectRequestKind.ACCESS, SubjectRequestKind.CORRECTION
# 17 April and 15 days: Friday 2 May, to its last second in Manaus.
END = datetime(2025, 5, 3, 3, 59, 59, tzinfo=UTC)


def asked(kind: SubjectRequestKind = ACCESS) -> DataSubjectRequest:
    return DataSubjectRequest(
        person_id=new_id(), office_id=new_id(), kind=kind, requested_by=RequestedBy.SELF, opened_by="lia"
    )


def identified(kind: SubjectRequestKind = ACCESS) -> DataSubjectRequest:
    request = asked(kind)
    request.check_identity(IdentityMethod.DOCUMENT)
    return request


class Desk:
    """Who answers requests about the house's person."""

    def __init__(self, house: House) -> None:
        self.house, self.app = house, SubjectRequestsApplication(house.store)

    def ask(self, kind: SubjectRequestKind = CORRECTION) -> DataSubjectRequest:
        return self.app.open_request(self.house.person, kind, RequestedBy.SELF, "lia")

    def kept(self, request_id: UUID) -> Any:
        with self.house.store.unit_of_work() as unit:
            return unit.get(deadline("intake"), deadline_id("intake", "DL15", request_id))

    def miss(self, request_id: UUID) -> None:
        mark_overdue(self.app, Passed("DL15", request_id, self.kept(request_id).due))


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def test_nothing_is_told_before_it_is_known_who_asks() -> None:
    request = asked()
    with pytest.raises(RequesterNotIdentified):
        request.refuse_unless_packaged()
    with pytest.raises(RequesterNotIdentified):
        request.answer(AnswerMeans.POST, "a", "a")


def test_who_asks_is_checked_once() -> None:
    with pytest.raises(RequesterAlreadyIdentified):
        identified().check_identity(IdentityMethod.KNOWN_TO_TEAM)


@pytest.mark.parametrize(("digest", "current"), [("a", "b"), (None, "b"), ("a", None)])
def test_an_answer_tells_the_truth_about_what_was_given(digest: str | None, current: str | None) -> None:
    with pytest.raises(PackageChanged):
        identified().answer(AnswerMeans.HANDED_OVER, digest, current)


def test_an_answer_keeps_what_was_given_and_how() -> None:
    request = identified()
    request.answer(AnswerMeans.HANDED_OVER, "a", "a", "Receipt 12")
    assert (request.status, request.digest, request.means) == ("answered", "a", AnswerMeans.HANDED_OVER)
    assert request.reference is not None
    assert request.reference.plain == "Receipt 12"


def test_a_correction_hands_nothing_over() -> None:
    request = identified(CORRECTION)
    with pytest.raises(NothingToPackage):
        request.refuse_unless_packaged()
    request.answer(AnswerMeans.SPOKEN, None, None)
    assert (request.status, request.digest) == ("answered", None)


def test_that_nobody_was_identified_is_a_ground_to_refuse() -> None:
    request = asked()
    request.refuse(SubjectRequestRefusal.IDENTITY_NOT_SHOWN)
    assert (request.status, request.ground) == ("refused", SubjectRequestRefusal.IDENTITY_NOT_SHOWN)


def test_what_is_over_is_over() -> None:
    request = identified(CORRECTION)
    request.answer(AnswerMeans.SPOKEN, None, None)
    for again in (
        lambda: request.check_identity(IdentityMethod.DOCUMENT),
        lambda: request.answer(AnswerMeans.SPOKEN, None, None),
        lambda: request.refuse(SubjectRequestRefusal.NOT_ENTITLED),
        request.refuse_unless_packaged,
    ):
        with pytest.raises(SubjectRequestOver):
            again()


def test_an_answer_is_due_in_fifteen_days_and_met_by_an_answer_or_a_refusal(desk: Desk) -> None:
    answered, refused = desk.ask(), desk.ask()
    assert desk.kept(answered.id).due.at == END
    checked = desk.app.check_identity(answered.id, 1, IdentityMethod.DOCUMENT)
    desk.app.answer(answered.id, checked.version, OPENING, AnswerMeans.SPOKEN)
    desk.app.refuse(refused.id, 1, SubjectRequestRefusal.NOTHING_HELD)
    assert [desk.kept(one.id).status for one in (answered, refused)] == ["met", "met"]


def test_what_nobody_answered_is_overdue_and_can_still_be_answered(desk: Desk, clock: Clock) -> None:
    request = desk.ask()
    clock.instant = END
    desk.miss(request.id)
    late = desk.app.request(request.id)
    assert (late.overdue, late.status) == (True, "opened")
    assert late.stands_at(1), "that time went by outdates nothing that somebody read"
    desk.app.refuse(request.id, 1, SubjectRequestRefusal.TAKEN_BACK)
    version = desk.app.request(request.id).version
    desk.miss(request.id)
    assert desk.app.request(request.id).version == version


def test_an_erasure_is_due_like_the_others(desk: Desk, clock: Clock) -> None:
    erasing = ErasureRequestsApplication(desk.house.store)
    request = erasing.open_request(desk.house.person, RequestedBy.SELF, "lia")
    assert desk.kept(request.id).due.at == END
    clock.instant = END
    desk.miss(request.id)
    assert erasing.request(request.id).overdue
    erasing.refuse(request.id, 1, ErasureRefusal.TAKEN_BACK)
    version = erasing.request(request.id).version
    desk.miss(request.id)
    assert (erasing.request(request.id).version, desk.kept(request.id).status) == (version, "met")


def test_who_is_erased_is_told_so_and_nothing_more(desk: Desk) -> None:
    request, before = desk.ask(), desk.ask()
    desk.app.refuse(before.id, 1, SubjectRequestRefusal.TAKEN_BACK)
    with desk.house.store.unit_of_work() as unit:
        end_requests(unit, (request.id, before.id, desk.house.person))
    desk.house.erase_person()
    assert desk.app.request(request.id).ground is SubjectRequestRefusal.DATA_ERASED
    assert desk.app.request(before.id).ground is SubjectRequestRefusal.TAKEN_BACK
    with pytest.raises(SubjectErased):
        desk.ask()
    with pytest.raises(SubjectErased):
        desk.app.check_identity(request.id, 1, IdentityMethod.DOCUMENT)


def test_the_digest_is_of_the_content_and_of_nothing_else() -> None:
    person = uuid4()
    one = Package(person, records=[{"b": 1, "a": "ç"}])
    assert one.digest == Package(person, records=[{"a": "ç", "b": 1}]).digest
    assert one.digest != Package(person, sharings=[{"b": 1, "a": "ç"}]).digest
    assert one.digest != Package(uuid4(), records=[{"b": 1, "a": "ç"}]).digest


def test_an_erasure_that_is_over_is_never_overdue() -> None:
    request = ErasureRequest(person_id=new_id(), office_id=new_id(), requested_by=RequestedBy.SELF, opened_by="lia")
    request.refuse(ErasureRefusal.NOT_ENTITLED)
    request.mark_overdue(END)
    assert not request.overdue
