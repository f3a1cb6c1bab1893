"""X02: what goes on with its partner, what is issued anew in the new territory, and who follows it from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from contracts.vocabulary.care import NeedDomain
from contracts.vocabulary.network import UF, DeclineReason, SuspensionReason, Urgency
from contracts.vocabulary.rights import LegalBasis
from infra.kernel import Metadata
from infra.metadata import acting
from services.referrals.cases.answer_links import AnswerLinksApplication
from services.referrals.cases.domain.answer_link import AnswerLinkOver
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.domain.refusals import ReferralOver
from services.referrals.cases.endings import EndingsApplication
from services.referrals.cases.groups import GroupsApplication
from services.referrals.cases.links import LinksApplication
from services.referrals.network.domain.offer_terms import PLAIN
from services.referrals.transfers.domain import refusals
from tests.clock import Clock
from tests.unit.referrals.house import NOON, OFFICE, PERSON
from tests.unit.referrals.transfers.house import NEW, THIRD, TransferHouse

SECRET = b"s" * 32


@pytest.fixture
def waiting(house: TransferHouse) -> Referral:
    """Housing in AM: on the partner's waiting list."""
    referral = house.sent(house.offer(terms=replace(PLAIN, waiting_list=True)))
    return EndingsApplication(house.store).waitlist(referral.id, referral.version)


def under_way(house: TransferHouse) -> Referral:
    """A document referral with its own consent, accepted by its partner."""
    offer = house.offer()
    referral = house.send(house.draft(), offer, house.consent(offer.partner_id, uuid4()))
    return house.cases.accept_referral(referral.id, referral.version)


def now(house: TransferHouse, referral: Referral) -> Referral:
    return house.cases.referral(referral.id)


def successor(house: TransferHouse, referral: Referral) -> Referral:
    found = now(house, referral).successor_id
    assert found is not None
    return house.cases.referral(found)


def test_a_local_referral_ends_as_moved_and_a_draft_stands_for_it_linked_both_ways(house: TransferHouse) -> None:
    offer = house.offer(slots=1)
    old = house.accepted(offer)
    completed = house.moved()
    ended, new = now(house, old), successor(house, old)
    assert (ended.status, ended.outcome, ended.office_id) == ("transferred", "moved", NEW)
    assert (new.status, new.office_id, new.person_id, new.uf) == ("draft", NEW, PERSON, "BA")
    assert (new.need_domain, new.urgency) == (old.need_domain, old.urgency)
    assert (new.reissue_of, new.old_due_at) == (old.id, old.response_due_at)
    assert [(one.old_id, one.new_id) for one in completed.reissued] == [(old.id, new.id)]
    assert house.network.offer(offer.id).free == 1


def test_the_network_hears_of_a_referral_issued_anew_and_of_the_day_it_was_due(house: TransferHouse) -> None:
    old = house.sent()
    house.moved()
    (told,) = house.said("referral.reissued-in-new-territory")
    assert (told["old_id"], told["new_id"]) == (str(old.id), str(successor(house, old).id))
    assert (told["office_id"], told["partner_id"]) == (str(OFFICE), str(old.partner_id))
    assert datetime.fromisoformat(told["old_due_at"]) == old.response_due_at
    assert (house.messages[-3]["uf"], house.said("case-transfer.completed")[0]["reissued"]) == ("AM", 1)


def test_who_waits_for_a_place_waits_no_longer_when_moving_away(house: TransferHouse, waiting: Referral) -> None:
    house.moved()
    assert now(house, waiting).status == "transferred"
    assert house.network.offer(waiting.sent_matter.offer_id).waiting == []


def test_nobody_waits_for_the_answer_of_a_partner_that_was_left(house: TransferHouse) -> None:
    old = house.sent()
    house.moved()
    assert house.waits("DL05", old.id).status == "dropped"


def test_deadlines_begin_anew_when_the_new_office_sends(house: TransferHouse, clock: Clock) -> None:
    old = house.sent()
    house.moved()
    clock.pass_by(days=1)
    new, offer = successor(house, old), house.offer()
    sent = house.send(new, offer, house.consent(offer.partner_id, uuid4()))
    assert old.response_due_at is not None
    assert sent.response_due_at is not None
    assert sent.response_due_at > old.response_due_at
    assert sent.old_due_at == old.response_due_at


def test_what_was_begun_goes_on_with_its_partner_if_it_is_to(house: TransferHouse) -> None:
    kept, left = under_way(house), house.sent()
    completed = house.moved(kept.id)
    going_on = now(house, kept)
    assert (going_on.status, going_on.office_id, going_on.uf) == ("accepted", NEW, "BA")
    assert going_on.sent_matter.office_id == NEW
    assert now(house, left).status == "transferred"
    assert (completed.keep, house.said("case-transfer.completed")[0]["kept"]) == ((kept.id,), 1)
    house.cases.schedule_appointment(kept.id, going_on.version, NOON.replace(hour=20))
    assert (house.told[-1], house.messages[-1]["data"]["office_id"]) == ("referral.appointment-scheduled", str(NEW))


def test_the_package_names_what_goes_on_under_which_consent_and_what_is_issued_anew(house: TransferHouse) -> None:
    kept, left = under_way(house), house.sent()
    transfer = house.packed(kept.id)
    assert transfer.keep == (kept.id,)
    with house.store.unit_of_work() as unit:
        packed = unit.history(transfer.id)[-1].event
    assert (packed.keep, packed.reissue, packed.grants) == ((kept.id,), (left.id,), (kept.sent_matter.grant_id,))


def test_only_open_referrals_of_the_office_can_go_on(house: TransferHouse) -> None:
    draft, ended = house.draft(), house.sent()
    house.cases.decline_referral(ended.id, ended.version, DeclineReason.OTHER)
    transfer = house.accepted_transfer()
    for nothing in (draft.id, ended.id, uuid4()):
        with pytest.raises(refusals.ReferralStaysBehind):
            house.transfers.prepare_package(transfer.id, transfer.version, [nothing])


def test_without_a_consent_nothing_goes_on_in_another_territory(house: TransferHouse) -> None:
    offer = house.offer()
    with acting(Metadata(legal_basis=LegalBasis.VITAL.value)):
        vital = house.send(house.draft(), offer, None, shared_fields=frozenset())
    transfer = house.accepted_transfer()
    with pytest.raises(refusals.KeepingNeedsConsent):
        house.transfers.prepare_package(transfer.id, transfer.version, [vital.id])


def test_what_ended_between_the_package_and_the_completion_is_history(house: TransferHouse) -> None:
    kept = under_way(house)
    transfer = house.packed(kept.id)
    grant_id = kept.sent_matter.grant_id
    assert grant_id is not None
    house.cases.follow_withdrawal(grant_id, SuspensionReason.CONSENT_WITHDRAWN)
    completed = house.transfers.complete(transfer.id, transfer.version)
    assert (now(house, kept).status, now(house, kept).office_id) == ("suspended", NEW)
    assert (completed.reissued, house.said("case-transfer.completed")[0]["kept"]) == ((), 0)


def test_drafts_and_ended_referrals_are_the_new_offices_too(house: TransferHouse) -> None:
    draft, dropped = house.draft(), house.draft()
    house.cases.discard_referral(dropped.id, dropped.version)
    house.moved()
    assert [(now(house, one).status, now(house, one).office_id) for one in (draft, dropped)] == [
        ("draft", NEW), ("discarded", NEW),
    ]  # fmt: skip


def test_another_offices_referral_is_left_alone(house: TransferHouse) -> None:
    other = house.cases.draft_referral(uuid4(), THIRD, NeedDomain.FOOD, Urgency.WEEK)
    house.moved()
    assert now(house, other).office_id == THIRD


def test_the_link_of_a_partner_is_void_when_the_person_has_moved_away(house: TransferHouse) -> None:
    links, gone, kept = AnswerLinksApplication(house.store, SECRET), house.sent(), under_way(house)
    for referral in (gone, kept):
        links.issue(referral.id, 14)
    house.moved(kept.id)
    assert [links.shown(referral.id).valid for referral in (gone, kept)] == [False, True]
    shown = links.shown(gone.id)
    with pytest.raises(AnswerLinkOver):
        links.admit(f"{shown.path.removeprefix('/answers/')}~{shown.code}")


def test_who_was_left_does_nothing_more_with_it(house: TransferHouse) -> None:
    old = house.sent()
    house.moved()
    with pytest.raises(ReferralOver):
        house.cases.accept_referral(old.id, now(house, old).version)


def test_a_group_keeps_exactly_one_lead(house: TransferHouse) -> None:
    groups, lead, member = GroupsApplication(house.store), house.sent(), under_way(house)
    group = groups.form(OFFICE, [lead.id, member.id], lead.id)
    house.moved(member.id)
    after = groups.group(group.id)
    assert after.office_id == NEW
    assert [(one.referral_id, one.leads) for one in groups.members(after)] == [
        (successor(house, lead).id, True), (member.id, False),
    ]  # fmt: skip


def test_all_goes_back_as_it_is_when_a_transfer_is_reversed(house: TransferHouse) -> None:
    kept, left = under_way(house), house.sent()
    transfer = house.moved(kept.id)
    begun = house.cases.draft_referral(PERSON, NEW, NeedDomain.FOOD, Urgency.WEEK)
    house.reversed(transfer)
    back = [kept, left, successor(house, left), begun]
    assert {now(house, one).office_id for one in back} == {OFFICE}
    assert [now(house, one).status for one in back] == ["accepted", "transferred", "draft", "draft"]
    assert now(house, kept).uf == "AM"


def test_a_merged_record_goes_along_and_is_seen_as_the_surviving_one_by_the_new_office(house: TransferHouse) -> None:
    merged: UUID = uuid4()
    referral = house.cases.draft_referral(merged, OFFICE, NeedDomain.FOOD, Urgency.WEEK)
    LinksApplication(house.store).follow_merge(merged, PERSON, OFFICE)
    house.moved()
    assert now(house, referral).office_id == NEW
    assert house.cases.person_of(now(house, referral), (NEW,)) == PERSON
    assert house.cases.person_of(now(house, referral), (OFFICE,)) == merged


def test_a_record_that_stands_for_itself_again_is_followed_by_its_own_office(house: TransferHouse) -> None:
    merged: UUID = uuid4()
    referral = house.cases.draft_referral(merged, OFFICE, NeedDomain.FOOD, Urgency.WEEK)
    own = house.cases.draft_referral(PERSON, OFFICE, NeedDomain.FOOD, Urgency.WEEK)
    links = LinksApplication(house.store)
    links.follow_merge(merged, PERSON, OFFICE)
    house.moved()
    assert (now(house, referral).office_id, now(house, own).office_id) == (NEW, NEW)
    links.follow_undoing(merged, PERSON)
    house.following.follow_undoing(merged, PERSON, OFFICE, UF.AM)
    assert (now(house, referral).office_id, now(house, own).office_id) == (OFFICE, NEW)
    house.following.follow_undoing(merged, PERSON, OFFICE, UF.AM)
    assert now(house, referral).uf == "AM"


def test_what_was_issued_anew_for_a_merged_record_is_that_records_and_goes_back_with_it(house: TransferHouse) -> None:
    merged: UUID = uuid4()
    draft, offer = house.cases.draft_referral(merged, OFFICE, NeedDomain.HOUSING, Urgency.WEEK), house.offer()
    old = house.send(draft, offer, house.consent(offer.partner_id, uuid4(), person_id=merged))
    links = LinksApplication(house.store)
    links.follow_merge(merged, PERSON, OFFICE)
    house.moved()
    new = successor(house, old)
    assert (new.person_id, new.office_id, house.cases.person_of(new, (NEW,))) == (merged, NEW, PERSON)
    links.follow_undoing(merged, PERSON)
    house.following.follow_undoing(merged, PERSON, OFFICE, UF.AM)
    assert (now(house, new).person_id, now(house, new).office_id) == (merged, OFFICE)


def test_an_undone_merge_of_who_never_moved_changes_nothing(house: TransferHouse) -> None:
    merged: UUID = uuid4()
    referral = house.cases.draft_referral(merged, THIRD, NeedDomain.FOOD, Urgency.WEEK)
    house.following.follow_undoing(merged, PERSON, OFFICE, UF.AM)
    house.moved()
    house.following.follow_undoing(merged, PERSON, OFFICE, UF.AM)
    assert now(house, referral).office_id == THIRD


def test_work_goes_along_too_and_back(house: TransferHouse) -> None:
    candidate, course, placement, credit = house.selected(), house.completed(), house.own(), house.credit()
    transfer = house.moved()
    assert offices(house, candidate.id, course.id, placement.id, credit.id) == {NEW}
    assert house.candidates.candidate(candidate.id).status == "selected"
    assert house.placed(house.candidates.candidate(candidate.id)).engagement.office_id == NEW
    house.reversed(transfer)
    assert offices(house, candidate.id, course.id, placement.id, credit.id) == {OFFICE}


def offices(house: TransferHouse, candidate: UUID, course: UUID, placement: UUID, credit: UUID) -> set[UUID]:
    return {
        house.candidates.candidate(candidate).candidacy.office_id,
        house.trainings.enrolment(course).attendance.office_id,
        house.placements.placement(placement).engagement.office_id,
        house.credits.credit(credit).loan.office_id,
    }
