"""PL02: the documents that somebody lacks before release become a draft, after the yes, once, and nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts import pre_release
from contracts.vocabulary.release import CivilDocument, ReleaseListSource
from infra.eventstore.mapper import to_recorded_event
from services.referrals.cases import reactions
from services.referrals.cases.domain.referral import Referral
from services.referrals.cases.drafting import DraftingApplication
from tests.unit.referrals.house import OFFICE, PERSON, House

NO_ENVELOPE: Any = None
RG, CPF = CivilDocument.RG, CivilDocument.CPF


@pytest.fixture
def drafting(house: House) -> DraftingApplication:
    return DraftingApplication(house.store)


def linked(case: UUID, *missing: CivilDocument) -> pre_release.PreReleaseCaseLinked:
    return pre_release.PreReleaseCaseLinked(
        case_id=case, office_id=OFFICE, person_id=PERSON, missing_documents=tuple(missing)
    )


def listed(case: UUID, person: UUID | None, *missing: CivilDocument) -> pre_release.PreReleaseCaseListedAgain:
    return pre_release.PreReleaseCaseListedAgain(
        case_id=case, office_id=OFFICE, source=ReleaseListSource.PRISON, missing_documents=missing, person_id=person
    )


def drafts(house: House) -> Sequence[Any]:
    events = [to_recorded_event(record).event for record in house.store.recorder.records]  # type: ignore[attr-defined]
    return [event for event in events if isinstance(event, Referral.Drafted)]


def test_missing_documents_become_a_draft_after_the_yes_and_nothing_is_sent(
    house: House, drafting: DraftingApplication
) -> None:
    reactions.on_pre_release_case_linked(drafting, linked(uuid4(), RG, CPF), NO_ENVELOPE)
    (drafted,) = drafts(house)
    referral = house.cases.referral(drafted.originator_id)
    assert (referral.status, referral.need_domain, referral.urgency) == ("draft", "identity_documents", "normal")
    assert (referral.person_id, referral.office_id) == (PERSON, OFFICE)
    assert house.messages == []


def test_a_case_and_what_it_lacks_have_one_draft_however_often_it_is_told(
    house: House, drafting: DraftingApplication
) -> None:
    case = uuid4()
    for message in (linked(case, RG, CPF), linked(case, CPF, RG), linked(case, RG, CPF)):
        reactions.on_pre_release_case_linked(drafting, message, NO_ENVELOPE)
    assert len(drafts(house)) == 1
    reactions.on_pre_release_case_linked(drafting, linked(uuid4(), RG, CPF), NO_ENVELOPE)
    assert len(drafts(house)) == 2


def test_what_a_later_list_finds_missing_has_a_draft_of_its_own(house: House, drafting: DraftingApplication) -> None:
    case, title = uuid4(), CivilDocument.VOTER_TITLE
    reactions.on_pre_release_case_linked(drafting, linked(case, RG), NO_ENVELOPE)
    for _ in range(2):
        reactions.on_pre_release_case_listed_again(drafting, listed(case, PERSON, title), NO_ENVELOPE)
    assert len(drafts(house)) == 2


def test_who_lacks_nothing_or_has_not_said_yes_is_not_referred(house: House, drafting: DraftingApplication) -> None:
    reactions.on_pre_release_case_linked(drafting, linked(uuid4()), NO_ENVELOPE)
    reactions.on_pre_release_case_listed_again(drafting, listed(uuid4(), None, RG), NO_ENVELOPE)
    assert house.store.recorder.records == []  # type: ignore[attr-defined]


def test_nothing_is_drafted_for_somebody_who_was_erased(
    house: House, drafting: DraftingApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.referrals.cases.drafting.is_erased", lambda unit, person: person == PERSON)
    assert drafting.draft_documents(uuid4(), PERSON, OFFICE, [RG]) is None
    assert house.store.recorder.records == []  # type: ignore[attr-defined]
