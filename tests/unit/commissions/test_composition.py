"""Composition: each rule of the ruleset is met by a regular commission and broken by one change (D.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contracts.vocabulary.courts import (
    AppointmentBasis,
    CourtSegment,
    MemberCategory,
    MemberPosition,
    MembershipEnd,
    OtherBody,
    VoteReason,
)
from contracts.vocabulary.notices import Severity
from contracts.vocabulary.persons import Gender
from infra.metadata import Metadata, acting
from infra.refusals import NotFound
from services.commissions.harassment.domain.commission import (
    AlreadyMember,
    CommissionAlreadyActive,
    CommissionWithoutMembers,
    FallbackNotAllowed,
    IncompatibleMember,
)
from services.commissions.harassment.domain.composition import CHECKS, Facts, Seat, Violation, violations
from services.commissions.harassment.rulesets import RulesetNotAvailable, composition_rules, in_force
from tests.unit.commissions.given import ACCESS, JUDGE, OUTSOURCED, REGULAR, STAFF, UNION, House, house, nomination

VOTE = AppointmentBasis.DIRECT_VOTE
NO_UNION = VoteReason.NO_UNION_OR_ASSOCIATION


def seat(category: MemberCategory, basis: AppointmentBasis, gender: Gender) -> Seat:
    return Seat(category, MemberPosition.FULL, basis, None, gender, basis == ACCESS, ())


JO, JU, ANA, RUI, BIA = (seat(category, basis, gender) for _, category, basis, gender in REGULAR)
ALL = (JO, JU, ANA, RUI, BIA)


def found(*seats: Seat, secretariat: bool = True) -> set[tuple[str, str]]:
    rules = composition_rules("351-2023-12")
    return {(v.rule, v.severity) for v in violations(rules, Facts(seats, secretariat))}


def without(gone: Seat, *instead: Seat) -> tuple[Seat, ...]:
    return (*(s for s in ALL if s is not gone), *instead)


BROKEN: dict[str, tuple[tuple[Seat, ...], set[tuple[str, str]]]] = {
    "no outsourced worker": (without(BIA), {("COMP-04", "hard"), ("COMP-06", "hard")}),
    "one judge only": (without(JU), {("COMP-04", "soft")}),
    "no judge": ((ANA, RUI, BIA), {("COMP-04", "hard"), ("COMP-04", "soft")}),
    "no staff by the union": (without(ANA, replace(ANA, basis=AppointmentBasis.PRESIDENCY)), {("COMP-05", "hard")}),
    "staff voted without a reason": (without(ANA, replace(ANA, basis=VOTE)), {("COMP-05", "hard")}),
    "staff voted where there is no union": (without(ANA, replace(ANA, basis=VOTE, vote_reason=NO_UNION)), set()),
    "outsourced not by the union": (
        without(BIA, replace(BIA, basis=AppointmentBasis.PRESIDENCY)),
        {("COMP-06", "hard")},
    ),
    "outsourced voted where there is no union": (without(BIA, replace(BIA, basis=VOTE, vote_reason=NO_UNION)), set()),
    "nobody of the accessibility commission": (without(RUI, replace(RUI, basis=UNION)), {("COMP-07", "hard")}),
    "seat III does not qualify": (without(RUI, replace(RUI, seat_iii_qualifies=False)), {("COMP-07", "hard")}),
    "one gender": (tuple(replace(s, gender=Gender.MALE) for s in ALL), {("COMP-08", "hard")}),
    "one gender and one who declines": (
        (*(replace(s, gender=Gender.MALE) for s in ALL[:4]), replace(BIA, gender=Gender.DECLINED)),
        {("COMP-08", "hard")},
    ),
    "a substitute in a disciplinary commission": (
        (*ALL, replace(JO, position=MemberPosition.SUBSTITUTE, other_bodies=(OtherBody.DISCIPLINARY,))),
        {("COMP-11", "hard")},
    ),
    "the outsourced seat held by a substitute": (
        without(BIA, replace(BIA, position=MemberPosition.SUBSTITUTE)),
        {("COMP-04", "hard"), ("COMP-06", "hard")},
    ),
}


def test_a_regular_commission_breaks_nothing() -> None:
    assert found(*ALL) == set()


@pytest.mark.parametrize("case", BROKEN)
def test_the_check_finds(case: str) -> None:
    seats, expected = BROKEN[case]
    assert found(*seats) == expected


def test_a_commission_needs_a_secretariat() -> None:
    assert found(*ALL, secretariat=False) == {("COMP-12", "hard")}


@pytest.mark.parametrize("ruleset", ["351-2023-08", "351-2023-12"])
def test_every_rule_of_the_data_has_its_check(ruleset: str) -> None:
    rules = composition_rules(ruleset)
    assert {rule.check for rule in rules} == set(CHECKS)
    assert {f"COMP-{n:02}" for n in (4, 5, 6, 7, 8, 11, 12)} == {rule.rule for rule in rules}


def test_there_are_no_rules_for_a_time_before() -> None:
    with pytest.raises(RulesetNotAvailable):
        in_force(datetime(2019, 1, 1, tzinfo=UTC), "America/Manaus")
    with pytest.raises(RulesetNotAvailable):
        composition_rules("351-2020")


@pytest.fixture
def home() -> House:
    return house()


def test_each_change_is_followed_by_a_check(home: House) -> None:
    commission = home.constituted()
    commission = home.commissions.designate_secretariat(commission.id, 1, "Fictional Unit")
    assert {v.rule for v in commission.violations} == {"COMP-04", "COMP-05", "COMP-06", "COMP-07", "COMP-08"}
    assert commission.irregular_since is not None
    regular = home.regular()
    assert (regular.violations, regular.irregular_since, regular.status) == ((), None, "active")


def test_a_replacement_makes_it_irregular_and_leaves_it_active(home: House) -> None:
    commission = home.regular()
    bia = next(m.member_id for m in commission.members.values() if m.account == "bia")
    at = datetime(2025, 4, 17, 22, tzinfo=UTC)
    with acting(Metadata(occurred_at=at)):
        commission = home.commissions.end_membership(commission.id, commission.version, bia, MembershipEnd.REPLACED)
    successor = nomination("eva", OUTSOURCED, AppointmentBasis.PRESIDENCY)
    commission, _ = home.appoint(commission, successor)
    assert commission.violations == (Violation("COMP-06", Severity.HARD),)
    assert (commission.irregular_since, commission.status) == (at, "active")


def test_an_incompatibility_shows_until_it_is_resolved(home: House) -> None:
    commission = home.regular()
    member = next(iter(commission.members))
    app = home.commissions
    commission = app.declare_other_body(commission.id, commission.version, member, OtherBody.INQUIRY)
    assert commission.violations == (Violation("COMP-11", Severity.HARD),)
    commission = app.resolve_other_body(commission.id, commission.version, member, OtherBody.INQUIRY)
    assert commission.violations == ()


def test_whoever_sits_in_a_disciplinary_commission_is_not_appointed(home: House) -> None:
    with pytest.raises(IncompatibleMember):
        home.appoint(home.constituted(), nomination("ana", STAFF, UNION, other_bodies=(OtherBody.DISCIPLINARY,)))


def test_fallback_is_for_military_and_electoral_courts(home: House) -> None:
    fallback = nomination("ana", STAFF, AppointmentBasis.TRIBUNAL_FALLBACK)
    with pytest.raises(FallbackNotAllowed):
        home.appoint(home.constituted(), fallback)
    assert home.appoint(home.constituted(segment=CourtSegment.MILITARY), fallback)[0].members


def test_nobody_sits_twice(home: House) -> None:
    commission = home.regular()
    same_person = nomination("other.account", JUDGE, UNION, member_ref="tj demo ANA")
    for nominated in (same_person, nomination("ana", STAFF, UNION, member_ref="TJ-DEMO-other")):
        with pytest.raises(AlreadyMember):
            home.appoint(commission, nominated)


def test_who_is_no_member_cannot_leave(home: House) -> None:
    commission = home.regular()
    stranger = commission.id
    calls: tuple[Callable[[], object], ...] = (
        lambda: home.commissions.end_membership(commission.id, commission.version, stranger, MembershipEnd.RESIGNED),
        lambda: home.commissions.declare_other_body(commission.id, commission.version, stranger, OtherBody.INQUIRY),
    )
    for call in calls:
        with pytest.raises(NotFound):
            call()


def test_an_empty_commission_is_not_active(home: House) -> None:
    empty, active = home.constituted(), home.regular()
    with pytest.raises(CommissionWithoutMembers):
        home.commissions.activate(empty.id, 1)
    with pytest.raises(CommissionAlreadyActive):
        home.commissions.activate(active.id, active.version)


def test_what_members_declared_is_nowhere_in_clear(home: House) -> None:
    home.regular()
    stored = b"".join(r.state for r in home.store.recorder.records)  # type: ignore[attr-defined]
    for secret in (b"FEMALE", b"TJ-DEMO", b'seat_iii_qualifies":true'):
        assert secret not in stored
    told = [m.body["data"] for m in home.messages if m.body["type"].endswith("member-appointed.v1")]
    assert len(told) == len(REGULAR)
    assert all(set(data) == {"commission_id", "member_token"} for data in told)
