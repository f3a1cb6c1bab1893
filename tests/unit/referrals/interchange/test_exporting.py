"""A referral in the form of FHIR R4, held against the standard's structure and the rules of the guide's profiles."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given

from contracts.vocabulary.network import CancelledBy, DeclineReason, InterruptionReason, ReferralOutcome
from infra.kernel import Metadata
from infra.metadata import acting
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.interchange import systems
from services.referrals.cases.interchange.application import InterchangeApplication
from services.referrals.cases.interchange.bundle import bundle
from services.referrals.cases.interchange.checking import faults_of_bundle
from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.reading import read
from services.referrals.network.domain.offer_terms import Terms
from tests.clock import Clock
from tests.unit.referrals.house import NOON, OFFICE, PERSON, House
from tests.unit.referrals.interchange.bundles import contents, of_kind, subtasks_of, task_of, who


@given(contents())
def test_what_is_exported_is_of_the_profiles_and_is_read_as_it_was(content: Content) -> None:
    exported = bundle(content, who(content))
    assert faults_of_bundle(exported) == []
    assert read(exported) == content


@given(contents())
def test_two_exports_are_equal(content: Content) -> None:
    assert bundle(content, who(content)) == bundle(content, who(content))


def test_a_sent_referral_is_a_request_and_a_task_with_who_is_to_do_it(
    house: House, interchange: InterchangeApplication
) -> None:
    referral = house.sent()
    exported = interchange.exported(referral, [OFFICE])
    kinds = [entry["resource"]["resourceType"] for entry in exported["entry"]]
    assert kinds == ["ServiceRequest", "Task", "Organization", "HealthcareService"]
    request, task = of_kind(exported, "ServiceRequest")[0], task_of(exported)
    assert (request["status"], task["status"], task["priority"]) == ("active", "requested", "asap")
    assert task["focus"]["reference"] == systems.urn(referral.id)
    assert request["subject"]["identifier"] == {"system": systems.PERSON, "value": str(PERSON)}


def test_a_partner_is_told_of_the_person_of_this_referral_and_of_no_consent_nor_word(
    house: House, interchange: InterchangeApplication, clock: Clock
) -> None:
    referral = house.accepted()
    before = interchange.exported(referral, None)
    clock.pass_by(days=1)
    referral = interchange.endings.record_feedback(referral.id, referral.version, 2)
    referral = interchange.endings.report_discrimination(referral.id, referral.version)
    exported = interchange.exported(referral, None)
    assert exported == before
    request = of_kind(exported, "ServiceRequest")[0]
    assert request["subject"]["identifier"] == {"system": systems.REFERRAL, "value": str(referral.id)}
    assert str(PERSON) not in str(exported)
    assert "supportingInfo" not in request
    assert of_kind(exported, "QuestionnaireResponse") == []


def test_an_office_sees_appointments_and_the_persons_word_as_sub_tasks(
    house: House, interchange: InterchangeApplication
) -> None:
    referral = house.accepted()
    for _ in range(3):
        referral, _number = house.cases.schedule_appointment(referral.id, referral.version, NOON + timedelta(days=1))
    referral = house.cases.record_attendance(referral.id, referral.version, 1)
    referral = house.cases.record_absence(referral.id, referral.version, 2)
    referral = interchange.endings.record_feedback(referral.id, referral.version, 4)
    exported = interchange.exported(referral, [OFFICE])
    parts = subtasks_of(exported)
    assert [part["status"] for part in parts] == ["completed", "cancelled", "ready", "completed"]
    assert {part["partOf"][0]["reference"] for part in parts} == {systems.urn(task_of(exported)["id"])}
    assert parts[1]["statusReason"] == {"text": "The appointment did not take place"}
    assert of_kind(exported, "QuestionnaireResponse")[0]["item"][0]["answer"] == [{"valueInteger": 4}]
    assert faults_of_bundle(exported) == []
    told = read(exported)
    assert (told.word.score if told.word else None, [one.number for one in told.meetings]) == (4, [1, 2, 3])


def test_what_is_issued_anew_elsewhere_ends_here_and_the_new_one_names_it(
    house: House, interchange: InterchangeApplication
) -> None:
    old, transfer = house.sent(), uuid4()
    with interchange.changing(Referral, old.id, old.version) as moved:
        moved.reissue(uuid4(), transfer)
    ended = interchange.exported(moved, None)
    assert (task_of(ended)["status"], task_of(ended)["statusReason"]) == (
        "cancelled", {"text": "Goes on at another office"},
    )  # fmt: skip
    with interchange.unit_of_work() as unit:
        new = Referral(
            person_id=PERSON, office_id=OFFICE, need_domain=old.need_domain, urgency=old.urgency, uf="AC",
            reissue_of=old.id, old_due_at=old.response_due_at,
        )  # fmt: skip
        unit.save(new)
    request = of_kind(interchange.exported(new, [OFFICE]), "ServiceRequest")[0]
    assert request["replaces"][0]["identifier"] == {"system": systems.REFERRAL, "value": str(old.id)}


def _expired(house: House, app: InterchangeApplication, clock: Clock) -> Referral:
    referral = house.sent()
    clock.pass_by(days=30)
    return app.endings.expire(referral.id, referral.version)


def _waiting(house: House, app: InterchangeApplication) -> Referral:
    referral = house.sent(house.offer(slots=0, terms=Terms(waiting_list=True)))
    return app.endings.waitlist(referral.id, referral.version)


def _suspended(house: House, app: InterchangeApplication) -> Referral:
    referral = house.accepted()
    assert referral.matter is not None
    assert referral.matter.grant_id is not None
    with acting(Metadata()):
        house.cases.follow_withdrawal(referral.matter.grant_id)
    return app.referral(referral.id)


@pytest.mark.parametrize(
    ("state", "task", "codes"),
    [
        ("declined", "rejected", {"no_capacity", "no-capacity"}),
        ("waitlisted", "on-hold", {"no-capacity-has-waitlist"}),
        ("interrupted", "failed", {"moved"}),
        ("expired", "cancelled", set()),
        ("cancelled", "cancelled", {"person"}),
        ("suspended", "cancelled", {"consent_withdrawn"}),
    ],
)
def test_why_it_stopped_stands_in_the_tasks_reason(
    house: House, interchange: InterchangeApplication, clock: Clock, state: str, task: str, codes: set[str]
) -> None:
    def of(referral: Referral) -> tuple[UUID, int]:
        return referral.id, referral.version

    makers = {
        "declined": lambda: house.cases.decline_referral(*of(house.sent()), DeclineReason.NO_CAPACITY),
        "waitlisted": lambda: _waiting(house, interchange),
        "interrupted": lambda: interchange.endings.interrupt(*of(house.accepted()), InterruptionReason.MOVED),
        "expired": lambda: _expired(house, interchange, clock),
        "cancelled": lambda: house.cases.cancel_referral(*of(house.sent()), CancelledBy.PERSON),
        "suspended": lambda: _suspended(house, interchange),
    }
    exported = interchange.exported(makers[state](), [OFFICE])
    made = task_of(exported)
    assert faults_of_bundle(exported) == []
    assert made["status"] == task
    assert {one["code"] for one in made["statusReason"].get("coding", [])} == codes
    assert made["statusReason"]["text"]
    assert read(exported).status == state


def test_what_was_done_is_an_output_of_the_guide_too(house: House, interchange: InterchangeApplication) -> None:
    referral = house.accepted()
    done = house.cases.complete_referral(referral.id, referral.version, ReferralOutcome.SERVICE_RECEIVED)
    types = [given["type"]["coding"][0]["code"] for given in task_of(interchange.exported(done, [OFFICE]))["output"]]
    assert types == ["outcome", "resulting-activity"]


@pytest.mark.parametrize(
    ("slots", "listing", "code"),
    [(1, False, "capacity"), (0, True, "no-capacity-has-waitlist"), (0, False, "no-capacity")],
)
def test_a_service_says_whether_it_can_take_somebody_more(
    house: House, interchange: InterchangeApplication, slots: int, listing: bool, code: str
) -> None:
    referral = house.sent(house.offer(slots=slots, terms=Terms(waiting_list=listing)))
    service = of_kind(interchange.exported(referral, [OFFICE]), "HealthcareService")[0]
    told = service["extension"][0]["extension"][0]["valueCodeableConcept"]["coding"][0]
    assert (told["system"], told["code"]) == (systems.GUIDE_CODES, code)


def test_a_withdrawn_offer_is_no_service_of_the_profile(house: House, interchange: InterchangeApplication) -> None:
    offer = house.offer()
    referral = house.sent(offer)
    offer = house.network.offer(offer.id)
    house.network.withdraw_offer(offer.id, offer.version)
    service = of_kind(interchange.exported(referral, [OFFICE]), "HealthcareService")[0]
    assert service["active"] is False
    assert "meta" not in service


def test_a_draft_has_nobody_to_do_it(house: House, interchange: InterchangeApplication) -> None:
    exported = interchange.exported(house.draft(), [OFFICE])
    assert faults_of_bundle(exported) == []
    assert [entry["resource"]["resourceType"] for entry in exported["entry"]] == ["ServiceRequest", "Task"]
    assert "owner" not in task_of(exported)
