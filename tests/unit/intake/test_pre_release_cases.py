"""Pre-release cases: voluntary, documents in order, a release that was none, and the deadlines that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.persons import ClientType, ContactType, VoluntaryAnswer
from contracts.vocabulary.release import CivilDocument, FirstContact, ReleaseDateReason
from contracts.vocabulary.rights import ConsentEvidence, ConsentScope, GrantedBy
from infra import world
from infra.kernel import DomainError, NotFound, SubjectErased
from services.intake.people.applications.consents import ConsentsApplication
from services.intake.people.domain import pre_release_documents as documents
from services.intake.people.domain import pre_release_refusals as refusals
from services.intake.people.domain.consent_ledger import ConsentLedger
from services.intake.people.domain.grant import Allowed, Given
from services.intake.people.domain.pre_release_case import PreReleaseCase
from tests.clock import Clock
from tests.unit.intake.pre_release import House
from tests.unit.referrals.house import NOON, TODAY

SOON, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=300)
RG, CPF = CivilDocument.RG, CivilDocument.CPF


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    clock = Clock(NOON)
    with world.use(clock):
        yield clock


@pytest.fixture
def here(clock: Clock) -> House:
    return House()


@pytest.fixture
def case(here: House) -> PreReleaseCase:
    return here.case(SOON, missing_documents=(RG, CPF))


def met(case: PreReleaseCase, accepts: bool | None = None) -> PreReleaseCase:
    case.hold_meeting()
    if accepts is not None:
        case.answer(accepts)
    return case


def released(case: PreReleaseCase) -> PreReleaseCase:
    case.release()
    return case


def linked(case: PreReleaseCase) -> PreReleaseCase:
    met(case, accepts=True).link(uuid4())
    return case


def contacted(case: PreReleaseCase) -> PreReleaseCase:
    released(case).make_first_contact(wished=True)
    return case


REFUSED: list[tuple[type[DomainError], Callable[[PreReleaseCase], object]]] = [
    (refusals.MeetingNotHeld, lambda c: c.answer(accepts=True)),
    (refusals.AnswerUnchanged, lambda c: met(c, accepts=False).answer(accepts=False)),
    (refusals.CaseAlreadyLinked, lambda c: linked(c).answer(accepts=False)),
    (refusals.CaseAlreadyLinked, lambda c: linked(c).link(uuid4())),
    (refusals.AcceptanceMissing, lambda c: met(c).link(uuid4())),
    (refusals.AcceptanceMissing, lambda c: met(c, accepts=False).link(uuid4())),
    (refusals.PreReleaseOfferDeclined, lambda c: met(c, accepts=False).request_document(RG)),
    (refusals.PreReleaseOfferDeclined, lambda c: released(met(c, accepts=False)).make_first_contact(wished=True)),
    (refusals.AlreadyReleased, lambda c: released(c).release()),
    (refusals.AlreadyReleased, lambda c: released(c).change_release_date(LATER, ReleaseDateReason.CORRECTED)),
    (refusals.ReleaseDateUnchanged, lambda c: c.change_release_date(SOON, ReleaseDateReason.CORRECTED)),
    (refusals.NotReleased, lambda c: c.revoke_release(LATER)),
    (refusals.NotReleased, lambda c: c.make_first_contact(wished=True)),
    (refusals.ContactNotWished, lambda c: released(c).make_first_contact(wished=False)),
    (refusals.FirstContactAlreadyMade, lambda c: contacted(c).make_first_contact(wished=True)),
    (documents.DocumentNotMissing, lambda c: c.request_document(CivilDocument.WORK_CARD)),
    (documents.DocumentAlreadyRequested, lambda c: (c.request_document(RG), c.request_document(RG))),
    (documents.DocumentNotRequested, lambda c: c.document_issued(RG)),
    (documents.NothingToHandOver, lambda c: (c.request_document(RG), c.hand_over_documents())),
]


@pytest.mark.parametrize(("refusal", "attempt"), REFUSED)
def test_what_a_case_refuses(
    case: PreReleaseCase, refusal: type[DomainError], attempt: Callable[[PreReleaseCase], object]
) -> None:
    with pytest.raises(refusal):
        attempt(case)


def test_documents_go_from_missing_to_the_persons_hand(case: PreReleaseCase) -> None:
    for document in (RG, CPF):
        case.request_document(document)
    case.document_issued(RG)
    case.hand_over_documents()
    assert case.documents == {RG: "handed_over", CPF: "requested"}


def test_issued_documents_are_the_persons_whatever_the_answer(case: PreReleaseCase) -> None:
    case.request_document(RG)
    case.document_issued(RG)
    met(case, accepts=False).hand_over_documents()
    assert case.documents[RG] == "handed_over"


def test_a_no_may_become_a_yes(case: PreReleaseCase) -> None:
    met(case, accepts=False).answer(accepts=True)
    assert case.voluntary_answer is VoluntaryAnswer.ACCEPTS


def test_what_identifies_is_sealed_under_the_case(here: House, case: PreReleaseCase) -> None:
    opened = here.events(case.id)[0]
    assert opened.name.ref.stream == case.id
    assert "Fictional" not in repr(vars(opened))


def test_a_case_is_linked_to_a_person_who_is_there(here: House, case: PreReleaseCase) -> None:
    person = here.people.register_person(here.office, (ClientType.RELEASED,))
    here.cases.hold_meeting(case.id, 1)
    here.cases.answer(case.id, 2, accepts=True)
    with pytest.raises(NotFound):
        here.cases.link(case.id, 3, uuid4())
    assert here.cases.link(case.id, 3, person.id).person_id == person.id
    with here.store.unit_of_work() as unit:
        kept = unit.get(type(person), person.id)
        kept.erase(uuid4())
        unit.save(kept)
    with pytest.raises(SubjectErased):
        here.cases.release(case.id, 4)


def test_what_nobody_has_asked_for_is_told_when_the_case_becomes_a_persons(here: House, case: PreReleaseCase) -> None:
    here.cases.request_document(case.id, 1, RG)
    here.cases.hold_meeting(case.id, 2)
    here.cases.answer(case.id, 3, accepts=True)
    here.cases.link(case.id, 4, here.people.register_person(here.office, ()).id)
    told = here.store.recorder.messages[-1].body  # type: ignore[attr-defined]
    assert (told["type"], told["data"]["missing_documents"]) == (
        "org.travessia.intake.pre-release-case.linked.v1", ["cpf"],
    )  # fmt: skip


def allowed_person(here: House, case: PreReleaseCase, *, valid_until: datetime | None = None) -> tuple[UUID, UUID]:
    """The case is this person's, who may be contacted by telephone under this grant. The case is at version 4."""
    person = here.people.register_person(here.office, ()).id
    here.cases.hold_meeting(case.id, 1)
    here.cases.answer(case.id, 2, accepts=True)
    here.cases.link(case.id, 3, person)
    return person, grant_contact(here, person, valid_until)


def grant_contact(here: House, person: UUID, valid_until: datetime | None = None) -> UUID:
    allowed = Allowed(ConsentScope.CONTACT, channel=ContactType.PHONE)
    given = Given(ConsentEvidence.SIGNATURE, "pt", True, GrantedBy.SELF)
    return ConsentsApplication(here.store).grant(person, allowed, given, valid_until)[1]


def test_a_revoked_release_stops_the_clock_of_the_first_contact(
    here: House, case: PreReleaseCase, clock: Clock
) -> None:
    allowed_person(here, case)
    here.cases.release(case.id, 4)
    assert here.kept("DL06", case.id).due.at == clock.now() + timedelta(hours=48)
    clock.pass_by(hours=5)
    here.cases.revoke_release(case.id, 5, None)
    assert here.kept("DL06", case.id).status == "dropped"
    assert here.events(case.id)[-1].reason is ReleaseDateReason.REVOKED
    clock.pass_by(days=9)
    here.cases.release(case.id, 6)
    assert here.kept("DL06", case.id).due.at == clock.now() + timedelta(hours=48)
    here.cases.make_first_contact(case.id, 7)
    assert here.kept("DL06", case.id).status == "met"


def test_without_the_persons_wish_nobody_is_called(here: House, case: PreReleaseCase) -> None:
    assert here.cases.release(case.id, 1).first_contact is FirstContact.NOT_WISHED
    with pytest.raises(NotFound):
        here.kept("DL06", case.id)
    with pytest.raises(refusals.ContactNotWished):
        here.cases.make_first_contact(case.id, 2)
    assert here.cases.make_first_contact(case.id, 2, came=True).first_contact is FirstContact.MADE


def test_a_contact_is_due_from_the_wish_on_and_no_longer_when_that_is_taken_back(
    here: House, case: PreReleaseCase, clock: Clock
) -> None:
    person, first = allowed_person(here, case)
    consents = ConsentsApplication(here.store)
    consents.withdraw(person, first)
    assert here.cases.release(case.id, 4).first_contact is FirstContact.NOT_WISHED
    clock.pass_by(days=3)
    second = grant_contact(here, person)
    assert here.cases.case(case.id).first_contact is FirstContact.DUE
    assert here.kept("DL06", case.id).due.at == clock.now() + timedelta(hours=48)
    third = grant_contact(here, person)
    consents.withdraw(person, second)
    assert here.kept("DL06", case.id).status == "open"
    consents.withdraw(person, third)
    assert here.kept("DL06", case.id).status == "dropped"
    assert here.cases.case(case.id).first_contact is FirstContact.NOT_WISHED


def test_a_consent_that_runs_out_ends_what_it_allowed(here: House, case: PreReleaseCase, clock: Clock) -> None:
    person, grant = allowed_person(here, case, valid_until=clock.now() + timedelta(hours=24))
    here.cases.release(case.id, 4)
    clock.pass_by(hours=25)
    with pytest.raises(refusals.ContactNotWished):
        here.cases.make_first_contact(case.id, 5)
    ConsentsApplication(here.store).expire(ConsentLedger.create_id(person), grant)
    assert here.kept("DL06", case.id).status == "dropped"


def test_who_becomes_a_person_after_the_release_is_called_from_then_on(here: House, case: PreReleaseCase) -> None:
    person = here.people.register_person(here.office, ()).id
    grant_contact(here, person)
    here.cases.release(case.id, 1)
    here.cases.hold_meeting(case.id, 2)
    here.cases.answer(case.id, 3, accepts=True)
    assert here.cases.link(case.id, 4, person).first_contact is FirstContact.DUE
    assert here.kept("DL06", case.id).status == "open"


def test_a_consent_for_something_else_allows_no_call(here: House, case: PreReleaseCase) -> None:
    person, grant = allowed_person(here, case)
    consents = ConsentsApplication(here.store)
    consents.withdraw(person, grant)
    given = Given(ConsentEvidence.SIGNATURE, "pt", True, GrantedBy.SELF)
    consents.grant(person, Allowed(ConsentScope.SERVICE_RECORD), given)
    assert here.cases.release(case.id, 4).first_contact is FirstContact.NOT_WISHED


def test_the_window_opens_180_days_before(here: House) -> None:
    case = here.case(LATER)
    window = here.kept("DL07", case.id)
    assert (window.due.on, window.status) == (LATER - timedelta(days=181), "open")
    here.cases.change_release_date(case.id, 1, LATER + timedelta(days=10), ReleaseDateReason.RECALCULATED)
    assert here.kept("DL07", case.id).due.on == LATER - timedelta(days=171)
    here.cases.hold_meeting(case.id, 2)
    assert here.kept("DL07", case.id).status == "met"


def test_no_window_is_awaited_that_is_open_already(here: House, case: PreReleaseCase) -> None:
    with pytest.raises(NotFound):
        here.kept("DL07", case.id)


def test_an_unknown_day_awaits_nothing(here: House) -> None:
    case = here.case(LATER)
    here.cases.release(case.id, 1)
    here.cases.revoke_release(case.id, 2, None)
    assert here.kept("DL07", case.id).status == "dropped"
    changed = here.cases.change_release_date(case.id, 3, date(2026, 9, 1), ReleaseDateReason.CORRECTED)
    assert (changed.expected_release_on, here.kept("DL07", case.id).status) == (date(2026, 9, 1), "open")
