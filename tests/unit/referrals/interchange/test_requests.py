"""What another system asks an office for becomes a draft there, or is refused whole with the place of every fault."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.vocabulary.network import DeclineReason
from services.referrals.cases.domain.standing import Status
from services.referrals.cases.interchange import codes, systems
from services.referrals.cases.interchange.application import InterchangeApplication
from services.referrals.cases.interchange.asking import asked
from services.referrals.cases.interchange.bundle import bundle as made_of
from services.referrals.cases.interchange.content import Content
from services.referrals.cases.interchange.examples import asking
from services.referrals.cases.interchange.faults import Fault, tree
from services.referrals.cases.interchange.reading import read
from services.referrals.cases.interchange.refusals import ReferralKnown, RequestNotOpen
from services.referrals.cases.interchange.sheet import Unreadable
from tests.unit.referrals.house import OFFICE, PERSON, House
from tests.unit.referrals.interchange.bundles import (
    PERSON_OF_THE_EXAMPLE,
    Resource,
    contents,
    of_kind,
    places,
    who,
    with_other,
)

REQUEST, TASK = "/entry/0/resource", "/entry/1/resource"


def bundle(request: dict[str, Any] | None = None, task: dict[str, Any] | None = None) -> Resource:
    made = deepcopy(asking(str(OFFICE)))
    made["entry"][0]["resource"] |= request or {}
    made["entry"][1]["resource"] |= task or {}
    return made


def wrong(sent: Any) -> list[Fault]:
    with pytest.raises(Unreadable) as refused:
        asked(sent)
    return refused.value.faults


def test_a_request_becomes_a_draft_and_nothing_is_sent(house: House, interchange: InterchangeApplication) -> None:
    told = len(house.told)
    draft = interchange.draft(asked(bundle()))
    assert (draft.status, draft.office_id, draft.person_id) == (Status.DRAFT, OFFICE, PERSON_OF_THE_EXAMPLE)
    assert (draft.need_domain, draft.urgency) == ("food", "week")
    assert len(house.told) == told


@pytest.mark.parametrize(("code", "need"), list(codes.DOMAINS.items()))
def test_a_category_of_the_guide_is_a_need_of_ours(code: str, need: str) -> None:
    given_ = bundle({"category": [systems.concept((systems.GUIDE_CODES, code))]})
    assert asked(given_).need_domain == need


def test_our_own_code_says_it_better_than_a_category() -> None:
    of_guide = systems.concept((systems.GUIDE_CODES, "employment-status"))
    both = [of_guide, systems.concept((codes.NEEDS, "vocational_training"))]
    assert asked(bundle({"category": both})).need_domain == "vocational_training"


@pytest.mark.parametrize(("priority", "urgency"), list(codes.URGENCIES.items()))
def test_a_priority_is_an_urgency(priority: str, urgency: str) -> None:
    assert asked(bundle({"priority": priority})).urgency == urgency


def test_without_a_priority_it_is_routine() -> None:
    sent = bundle()
    del sent["entry"][0]["resource"]["priority"]
    assert asked(sent).urgency == "normal"


def test_a_draft_that_is_exported_and_asked_for_elsewhere_is_the_same_draft(
    house: House, interchange: InterchangeApplication
) -> None:
    draft = house.draft()
    content = asked(interchange.exported(draft, [OFFICE]))
    again = InterchangeApplication(House().store).draft(content)
    same = ("person_id", "office_id", "need_domain", "urgency", "status")
    assert [getattr(again, name) for name in same] == [getattr(draft, name) for name in same]
    assert again.person_id == PERSON


def test_what_is_recorded_here_is_not_drafted_again(house: House, interchange: InterchangeApplication) -> None:
    exported = interchange.exported(house.draft(), [OFFICE])
    with pytest.raises(ReferralKnown):
        interchange.draft(asked(exported))


def test_what_is_answered_in_its_own_system_is_no_request(house: House, interchange: InterchangeApplication) -> None:
    referral = house.sent()
    over = house.cases.decline_referral(referral.id, referral.version, DeclineReason.OTHER)
    with pytest.raises(RequestNotOpen):
        interchange.draft(asked(interchange.exported(over, [OFFICE])))


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ([], Fault("", "wrong-type")),
        ({"resourceType": "List"}, Fault("/resourceType", "resource-not-taken")),
        ({**bundle(), "type": "message"}, Fault("/type", "unknown-code")),
        ({**bundle(), "note": "x"}, Fault("/note", "unknown-member")),
        ({"resourceType": "Bundle"}, Fault("/type", "required")),
        ({"resourceType": "Bundle", "entry": []}, Fault("/entry", "required")),
        ({"resourceType": "Bundle", "entry": [{}] * 101}, Fault("/entry", "too-many")),
        ({**bundle(), "implicitRules": "x"}, Fault("/implicitRules", "not-understood")),
        ({**bundle(), "entry": ["x"]}, Fault("/entry/0", "wrong-type")),
        (bundle({"resourceType": "Patient"}), Fault(f"{REQUEST}/resourceType", "resource-not-taken")),
        (bundle({"doNotPerform": True}), Fault(f"{REQUEST}/doNotPerform", "not-understood")),
        (bundle({"status": "perhaps"}), Fault(f"{REQUEST}/status", "unknown-code")),
        (bundle({"intent": "wish"}), Fault(f"{REQUEST}/intent", "unknown-code")),
        (bundle({"category": []}), Fault(f"{REQUEST}/category", "code-missing")),
        (
            bundle({"category": [systems.concept((systems.GUIDE_CODES, "veteran-status"))]}),
            Fault(f"{REQUEST}/category", "category-unknown"),
        ),
        (
            bundle({"category": [systems.concept((systems.GUIDE_CODES, "food-insecurity"), (codes.NEEDS, "luck"))]}),
            Fault(f"{REQUEST}/category", "unknown-code"),
        ),
        (bundle({"code": {"text": "food"}}), Fault(f"{REQUEST}/code", "code-missing")),
        (bundle({"subject": {"reference": "Patient/1"}}), Fault(f"{REQUEST}/subject", "person-unknown")),
        (
            bundle({"subject": {"identifier": systems.identifier(systems.PERSON, "12345678909")}}),
            Fault(f"{REQUEST}/subject/identifier", "not-a-uuid"),
        ),
        (bundle(None, {"owner": {"display": "you"}}), Fault(f"{REQUEST}/requester", "office-unknown")),
        (
            bundle(None, {"meta": {"profile": [systems.SERVICE_REQUEST]}}),
            Fault(f"{TASK}/meta/profile", "profile-missing"),
        ),
        (bundle(None, {"lastModified": "2025-01-01T00:00:00Z"}), Fault(f"{TASK}/lastModified", "before-authored")),
        (
            bundle(None, {"focus": {"reference": "ServiceRequest/2c9b6f4e-9a1b-4a26-8b0f-8c2f4f1f6f11"}}),
            Fault(f"{TASK}/focus", "wrong-reference"),
        ),
        (bundle(None, {"status": "failed"}), Fault(f"{TASK}/statusReason/text", "required")),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_entry_and_place(sent: Any, fault: Fault) -> None:
    assert fault in wrong(sent)


def without(number: int) -> Resource:
    sent = bundle()
    del sent["entry"][number]
    return sent


def twice() -> Resource:
    sent = bundle()
    sent["entry"].append({**sent["entry"][0], "fullUrl": "urn:uuid:0b9d2b34-3c86-4b0b-8a4e-3c5a2d8b6f55"})
    return sent


def one_address() -> Resource:
    sent = bundle()
    sent["entry"][1]["fullUrl"] = sent["entry"][0]["fullUrl"]
    return sent


def no_address() -> Resource:
    sent = bundle()
    del sent["entry"][1]["fullUrl"]
    return sent


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: without(0), Fault("/entry", "request-missing")),
        (lambda: without(1), Fault("/entry", "task-missing")),
        (twice, Fault("/entry/2/resource", "one-at-a-time")),
        (one_address, Fault("/entry/1/fullUrl", "duplicate-address")),
        (no_address, Fault("/entry/1/fullUrl", "required")),
    ],
)
def test_a_bundle_is_one_request_and_its_task(make: Callable[[], Resource], fault: Fault) -> None:
    assert fault in wrong(make())


def test_what_a_partner_was_given_names_nobody_and_asks_for_nobody(
    house: House, interchange: InterchangeApplication
) -> None:
    assert wrong(interchange.exported(house.sent(), None)) == [Fault("/entry", "person-unknown")]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda made: made["input"].append({
            "type": {"text": "field"}, "valueCoding": systems.coding(systems.ours("data-class"), "diary")}),
         "unknown-code"),
        (lambda made: made["input"][0].update(valueInstant="0001-01-01T00:00:00+14:00"), "out-of-range"),
    ],
)  # fmt: skip
def test_an_input_of_ours_that_is_none_is_a_fault(
    house: House, interchange: InterchangeApplication, change: Callable[[Resource], None], fault: str
) -> None:
    exported = deepcopy(interchange.exported(house.sent(), [OFFICE]))
    change(of_kind(exported, "Task")[0])
    assert fault in [one.code for one in wrong(exported)]


@pytest.mark.parametrize("score", [0, 6])
def test_a_word_is_between_one_and_five(house: House, interchange: InterchangeApplication, score: int) -> None:
    referral = house.accepted()
    asked_ = interchange.endings.record_feedback(referral.id, referral.version, 3)
    exported = deepcopy(interchange.exported(asked_, [OFFICE]))
    of_kind(exported, "QuestionnaireResponse")[0]["item"][0]["answer"][0]["valueInteger"] = score
    assert "out-of-range" in [fault.code for fault in wrong(exported)]


def test_every_fault_is_told_at_its_place_at_once() -> None:
    sent = bundle({"status": "perhaps", "nickname": "x"}, {"intent": "wish"})
    told: Any = tree(wrong(sent))["entry"]
    assert told == {0: {"resource": {"nickname": ["unknown-member"]}}, 1: {"resource": {"intent": ["unknown-code"]}}}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


@given(contents(), st.data(), JSON)
def test_whatever_stands_anywhere_in_a_bundle_is_read_or_refused(
    content: Content, data: st.DataObject, it: Any
) -> None:
    exported = made_of(content, who(content))
    sent = with_other(exported, data.draw(st.sampled_from(list(places(exported)))), it)
    try:
        assert isinstance(read(sent), Content)
    except Unreadable as refused:
        assert refused.faults  # noqa: PT017  either way it is an answer


def test_a_request_of_a_stranger_is_for_the_office_that_it_names() -> None:
    office = str(uuid4())
    assert str(asked(asking(office)).office_id) == office
