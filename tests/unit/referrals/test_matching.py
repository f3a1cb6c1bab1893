"""Matching: who is left out and why, what has to be asked first, and the reason of each rank."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import (
    Accessibility,
    Condition,
    FamilySituation,
    IdentityDocument,
    RankReason,
    Regime,
    Residence,
    StageServed,
)
from contracts.vocabulary.persons import Gender
from infra.eventstore.codec import converter
from services.referrals.network.domain.conditions import Distance, Seeker, judge
from services.referrals.network.domain.offer_terms import Eligibility, Terms
from services.referrals.network.domain.ranking import Room, Standing, reasons
from services.referrals.network.matching import ranked
from services.referrals.network.views.offers_by_need import CANDIDATES, Candidate

HERE: dict[str, Any] = {"uf": UF.AM, "municipality_ibge7": "1399991"}
NEAR = Standing(False, Distance.SAME_MUNICIPALITY, Room.FREE, 0, False)


def seeker(**known: Any) -> Seeker:
    return Seeker(**HERE, **known)


def candidate(eligibility: Eligibility | None = None) -> Candidate:
    terms = converter.unstructure(Terms(eligibility or Eligibility()), Terms)
    return Candidate(NEAR, uuid4(), uuid4(), None, "AM", "1399991", [], terms, [], 1, 0)


ADULTS = Eligibility(age_from=18, age_to=59)
ASKED = [
    (Eligibility(age_from=18), {"age": 17}, {"age": 18}, Condition.AGE),
    (Eligibility(age_to=59), {"age": 60}, {"age": 59}, Condition.AGE),
    (ADULTS, {"age": 60}, {"age": 18}, Condition.AGE),
    (Eligibility(genders=(Gender.FEMALE,)), {"gender": Gender.MALE}, {"gender": Gender.FEMALE}, Condition.GENDER),
    (
        Eligibility(families=(FamilySituation.WITH_CHILDREN,)),
        {"family": FamilySituation.ALONE},
        {"family": FamilySituation.WITH_CHILDREN},
        Condition.FAMILY,
    ),
    (
        Eligibility(documents=(IdentityDocument.CPF, IdentityDocument.RG)),
        {"documents": (IdentityDocument.CPF,)},
        {"documents": (IdentityDocument.CPF, IdentityDocument.CTPS, IdentityDocument.RG)},
        Condition.DOCUMENTS,
    ),
    (
        Eligibility(regimes=(Regime.OPEN, Regime.RELEASED)),
        {"regime": Regime.CLOSED},
        {"regime": Regime.RELEASED},
        Condition.REGIME,
    ),
]


@pytest.mark.parametrize(("asked", "unfit", "fit", "condition"), ASKED)
def test_a_condition_leaves_out_lets_in_or_has_to_be_asked(
    asked: Eligibility, unfit: dict[str, Any], fit: dict[str, Any], condition: Condition
) -> None:
    assert judge(asked, (), seeker(**unfit), NEAR.distance).why_not == (condition,)
    assert judge(asked, (), seeker(**fit), NEAR.distance) == judge(Eligibility(), (), seeker(), NEAR.distance)
    unknown = judge(asked, (), seeker(), NEAR.distance)
    assert (unknown.why_not, unknown.to_ask) == ((), (condition,))


def test_who_would_not_say_a_gender_is_asked_and_not_left_out() -> None:
    verdict = judge(Eligibility(genders=(Gender.FEMALE,)), (), seeker(gender=Gender.DECLINED), NEAR.distance)
    assert (verdict.why_not, verdict.to_ask) == ((), (Condition.GENDER,))


def test_no_document_is_another_thing_than_not_known() -> None:
    asked = Eligibility(documents=(IdentityDocument.CPF,))
    assert judge(asked, (), seeker(documents=()), NEAR.distance).why_not == (Condition.DOCUMENTS,)


@pytest.mark.parametrize(
    ("residence", "farthest"),
    [(Residence.SAME_MUNICIPALITY, 0), (Residence.SAME_STATE, 1), (Residence.ANYWHERE, 2)],
)
def test_residence_is_a_rung_of_the_ladder(residence: Residence, farthest: int) -> None:
    for distance in Distance:
        why_not = judge(Eligibility(residence=residence), (), seeker(), distance).why_not
        assert why_not == (() if distance <= farthest else (Condition.RESIDENCE,))


def test_a_stage_that_the_partner_does_not_serve() -> None:
    before, after = StageServed.BEFORE_RELEASE, StageServed.AFTER_RELEASE
    plain = Eligibility()
    assert judge(plain, (after,), seeker(stage=before), NEAR.distance).why_not == (Condition.STAGE,)
    for serves in ((), (before, after)):
        assert judge(plain, serves, seeker(stage=before), NEAR.distance).why_not == ()


def test_all_that_is_wrong_is_said_at_once() -> None:
    asked = Eligibility(age_from=60, genders=(Gender.FEMALE,), residence=Residence.SAME_STATE)
    verdict = judge(asked, (), seeker(age=30, gender=Gender.MALE), Distance.ELSEWHERE)
    assert verdict.why_not == (Condition.AGE, Condition.GENDER, Condition.RESIDENCE)


def test_each_criterion_gives_its_reason_in_its_turn() -> None:
    far = Standing(True, Distance.ELSEWHERE, Room.NONE, None, True)
    needy = seeker(accessibility=(Accessibility.STEP_FREE,), languages=("es",))
    assert reasons(far, needy) == (
        RankReason.NOT_ACCESSIBLE,
        RankReason.ELSEWHERE,
        RankReason.FULL,
        RankReason.WAIT_UNKNOWN,
        RankReason.LANGUAGE_NOT_SPOKEN,
    )
    assert reasons(NEAR, needy) == (
        RankReason.ACCESSIBLE,
        RankReason.SAME_MUNICIPALITY,
        RankReason.PLACE_FREE,
        RankReason.NO_WAIT,
        RankReason.LANGUAGE_SPOKEN,
    )
    assert reasons(NEAR, seeker())[0] == RankReason.SAME_MUNICIPALITY


def test_those_that_may_serve_keep_their_order_and_the_others_stand_apart() -> None:
    first, unfit, second = candidate(), candidate(Eligibility(age_from=60)), candidate(ADULTS)
    matches = ranked([first, unfit, second], seeker(age=30), 10)
    assert [(m.rank, m.offer) for m in matches.eligible] == [(1, first), (2, second)]
    assert [(m.rank, m.offer, m.verdict.why_not) for m in matches.not_eligible] == [(0, unfit, (Condition.AGE,))]
    assert (matches.considered, matches.more) == (3, False)


def test_no_more_are_shown_than_were_asked_for() -> None:
    found = [candidate() for _ in range(CANDIDATES)]
    matches = ranked(found, seeker(), 2)
    assert (len(matches.eligible), matches.considered, matches.more) == (2, CANDIDATES, True)
