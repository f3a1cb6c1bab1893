"""Counting: cohorts, distinct people, days in their own zone, and a hash that is the same for the same inputs."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

import pytest

from services.analytics.facts.demography import NOT_INFORMED, Demography
from services.analytics.facts.domain.declaration import Attribute
from services.analytics.facts.domain.fact import FactKind
from services.analytics.facts.places import Places
from services.analytics.facts.rows import DeclarationRow, FactRow
from services.analytics.indicators.counting import Inputs, Outcome, count
from services.analytics.indicators.definition import DEFINITIONS
from services.analytics.indicators.domain.period import Period, PeriodUnknown

NOON = datetime(2025, 4, 17, 15, 0, tzinfo=UTC)
APRIL = Period.parse("2025-04")


def some_id(*parts: object) -> UUID:
    return uuid5(UUID(int=0), repr(parts))


def fact(kind: FactKind, subject: object, person: int | None = None, **changes: object) -> FactRow:
    values = {
        "fact_id": some_id(kind, subject, changes), "kind": kind, "subject_id": some_id(subject),
        "person_id": UUID(int=person) if person is not None else None, "office_id": None, "uf": "AM",
        "occurred_at": NOON, "codes": {},
    }  # fmt: skip
    return FactRow(**values | changes)


def run(indicator: str, base: list[FactRow], achieved: list[FactRow] = [], **inputs: object) -> Outcome:  # noqa: B006
    joined = {"places": Places(), "demography": Demography(inputs.pop("declared", []))}
    return count(DEFINITIONS[indicator], APRIL, Inputs(base, achieved, **joined | inputs))


def numbers(outcome: Outcome) -> dict[tuple[str, ...], tuple[int, int | None]]:
    return {line.codes: (line.numerator, line.denominator) for line in outcome.lines}


def reception(number: int, person: int | None, **changes: object) -> FactRow:
    return fact(FactKind.RECEPTION_COMPLETED, number, person, **changes)


def test_a_person_is_counted_once_in_each_state_and_once_in_the_country():
    found = numbers(run("E06", [reception(1, 1), reception(2, 1), reception(3, 1, uf="BA"), reception(4, 2)]))
    unknown = (NOT_INFORMED, NOT_INFORMED)
    assert found == {("AM", *unknown): (2, None), ("BA", *unknown): (1, None), ("TOTAL", *unknown): (2, None)}


def test_who_moved_to_another_office_counts_once_in_each_state_and_once_in_the_country():
    old, new, person = uuid4(), uuid4(), 1
    offices = [
        fact(FactKind.OFFICE_OPENED, office, subject_id=office, uf=uf, codes={"zone": zone})
        for office, uf, zone in ((old, "AM", "America/Manaus"), (new, "BA", "America/Bahia"))
    ]
    moved = [reception(n, person, office_id=old) for n in (1, 2)] + [reception(3, person, office_id=new)]
    found = numbers(run("E06", moved, places=Places(offices)))
    unknown = (NOT_INFORMED, NOT_INFORMED)
    assert found == {("AM", *unknown): (1, None), ("BA", *unknown): (1, None), ("TOTAL", *unknown): (1, None)}


def test_who_stays_unnamed_is_no_distinct_person():
    assert run("E06", [reception(1, None)]).lines == ()


def test_a_person_counts_as_what_was_declared_by_the_time_of_the_last_fact():
    declared = [
        DeclarationRow(uuid4(), UUID(int=1), Attribute.RACE_COLOUR, "WHITE", NOON - timedelta(days=9)),
        DeclarationRow(uuid4(), UUID(int=1), Attribute.RACE_COLOUR, "INDIGENOUS", NOON - timedelta(days=1)),
        DeclarationRow(uuid4(), UUID(int=1), Attribute.RACE_COLOUR, "BLACK", NOON + timedelta(days=1)),
        DeclarationRow(uuid4(), UUID(int=1), Attribute.GENDER, "MALE", NOON - timedelta(days=9)),
    ]
    early = reception(1, 1, occurred_at=NOON - timedelta(days=5))
    assert ("AM", "WHITE", "MALE") in numbers(run("E06", [early], declared=declared))
    assert ("AM", "INDIGENOUS", "MALE") in numbers(run("E06", [reception(2, 1), early], declared=declared))


def sent(number: int, **changes: object) -> FactRow:
    return fact(FactKind.REFERRAL_SENT, number, number, **changes)


def test_acceptance_follows_the_referrals_sent_in_the_period():
    base = [sent(1), sent(2), sent(3), sent(4, occurred_at=NOON - timedelta(days=40))]
    accepted = [
        fact(FactKind.REFERRAL_ACCEPTED, 1, 1, occurred_at=NOON + timedelta(days=30)),
        fact(FactKind.REFERRAL_ACCEPTED, 4, 4),
        fact(FactKind.REFERRAL_COMPLETED, 2, 2),
    ]
    assert numbers(run("E18", base, accepted)) == {("AM", NOT_INFORMED, NOT_INFORMED): (1, 3)}


@pytest.mark.parametrize(
    ("outcome", "achieved"), [("service_received", 1), ("person_declined", 0), ("not_suitable", 0)]
)
def test_completion_counts_services_received_only(outcome, achieved):
    base = [fact(FactKind.REFERRAL_ACCEPTED, n, n) for n in (1, 2)]
    ended = fact(FactKind.REFERRAL_COMPLETED, 1, 1, codes={"outcome": outcome})
    assert numbers(run("E20", base, [ended])) == {("AM", NOT_INFORMED, NOT_INFORMED): (achieved, 2)}


def test_an_acceptance_told_twice_counts_once():
    again = [fact(FactKind.REFERRAL_ACCEPTED, 1, 1), fact(FactKind.REFERRAL_ACCEPTED, 1, 1, uf="BA")]
    assert numbers(run("E18", [sent(1)], again)) == {("AM", NOT_INFORMED, NOT_INFORMED): (1, 1)}


def meeting(number: int, on: str, level: str = "local", uf: str | None = "AM") -> FactRow:
    return fact(FactKind.MEETING_HELD, number, uf=uf, codes={"level": level, "on": on})


def test_meetings_count_by_state_and_level_on_the_day_they_were_held():
    held = [
        meeting(1, "2025-04-17"),
        meeting(2, "2025-04-30"),
        meeting(3, "2025-05-01"),
        meeting(4, "2025-04-02", uf=None),
    ]
    assert numbers(run("E33", held)) == {("AM", "local"): (2, None), ("UNKNOWN", "local"): (1, None)}


def commitment(number: int, due: str | None, role: str = "lead") -> FactRow:
    codes = {"level": "national", "role": role} | ({"on": due} if due else {})
    return fact(FactKind.COMMITMENT_ASSIGNED, number, codes=codes)


def test_commitments_count_where_they_fall_due_and_only_in_time():
    base = [commitment(1, "2025-04-30"), commitment(2, "2025-04-01"), commitment(3, "2025-05-01"), commitment(4, None)]
    done = [
        fact(FactKind.COMMITMENT_FULFILLED, 1, codes={"on_time": "yes"}),
        fact(FactKind.COMMITMENT_FULFILLED, 2, codes={"on_time": "no"}),
    ]
    assert numbers(run("E36", base, done)) == {("national", "lead"): (1, 2)}


def test_the_last_evening_of_the_month_counts_in_its_own_zone():
    night = datetime(2025, 5, 1, 3, 30, tzinfo=UTC)
    found = numbers(run("E06", [reception(1, 1, occurred_at=night), reception(2, 2, occurred_at=night, uf="BA")]))
    assert [codes[0] for codes in found] == ["AM", "TOTAL"]


def test_the_same_inputs_give_the_same_numbers_and_hash_in_any_order():
    base = [reception(n, n % 7) for n in range(40)]
    shuffled = random.Random(1).sample(base, len(base))  # noqa: S311 - no secret
    assert run("E06", base) == run("E06", shuffled)


def test_one_fact_or_one_declaration_more_changes_the_hash():
    base = [reception(n, n) for n in range(3)]
    declared = [DeclarationRow(uuid4(), UUID(int=1), Attribute.GENDER, "MALE", NOON)]
    hashes = {
        run("E06", base).inputs_hash,
        run("E06", base[:2]).inputs_hash,
        run("E06", base, declared=declared).inputs_hash,
    }
    assert len(hashes) == 3


@pytest.mark.parametrize("text", ["2025-13", "2025-4", "25-04", "2025-04-17", "", "1999", "2025-00", "April"])
def test_a_period_is_a_year_or_a_month(text):
    with pytest.raises(PeriodUnknown):
        Period.parse(text)


def test_periods_end_on_their_last_day():
    assert Period.parse("2024-02").last.isoformat() == "2024-02-29"
    assert Period.parse("2025").last.isoformat() == "2025-12-31"
    assert Period.parse("2025-12").last.isoformat() == "2025-12-31"
