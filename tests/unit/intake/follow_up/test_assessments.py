"""Needs assessments: everything can be left out, the person has an order of her own, nobody is rated."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from contracts.vocabulary.care import IdentityMarker, NeedDomain, NeedSituation
from contracts.vocabulary.network import AnsweredBy
from infra.kernel import Sealed, SubjectErased
from services.intake.people.domain.methodology import ItemNotInMethodology, MethodologyNotInForce, RatesAPerson
from services.intake.people.domain.needs_assessment import (
    AssessmentCompleted,
    AssessmentNotCompleted,
    NeedsAssessment,
)
from services.intake.people.methodologies import FOLDER, in_force, methodologies, read
from tests.unit.intake.follow_up.house import OPENING, House

FILE = json.loads((FOLDER / "stigma-1.json").read_text())


def started(house: House, methodology: str = "singularization") -> NeedsAssessment:
    return house.assessments.start(house.person, methodology, AnsweredBy.SELF, "lia")


@pytest.mark.parametrize(
    "item",
    ["domain:recidivism", "recidivism_score", "identity:risk", "strengths:score", "domain:reincidencia", "danger"],
)
def test_no_methodology_may_have_an_item_that_rates_a_person(item: str) -> None:
    with pytest.raises(RatesAPerson):
        read(json.dumps({**FILE, "items": [*FILE["items"], item]}))


@pytest.mark.parametrize("member", ["weights", "cut_off", "scoring"])
def test_no_methodology_may_count_what_is_said(member: str) -> None:
    with pytest.raises(RatesAPerson):
        read(json.dumps({**FILE, member: {"domain:legal_aid": 3}}))


def test_an_item_of_an_unknown_kind_is_not_loaded() -> None:
    with pytest.raises(ValueError, match="prognosis"):
        read(json.dumps({**FILE, "items": ["prognosis"]}))


def test_each_methodology_has_one_version_for_a_day() -> None:
    for day in (date(2020, 2, 1), date(2023, 12, 31), date(2024, 1, 1), date(2026, 1, 1)):
        current = [m.id for m in methodologies() if m.in_force(day)]
        assert sorted(set(current)) == sorted(current)
        assert "singularization" in current


def test_the_version_is_that_of_the_day(house: House) -> None:
    assert started(house).methodology_version == "2"
    assert in_force("singularization", date(2023, 12, 31)).version == "1"


def test_a_methodology_that_is_not_in_force_is_refused(house: House) -> None:
    with pytest.raises(MethodologyNotInForce):
        started(house, "unheard-of")
    with pytest.raises(MethodologyNotInForce):
        in_force("singularization", date(2019, 12, 16))


def test_an_assessment_in_which_nothing_was_said_is_complete(house: House) -> None:
    assessment = started(house)
    done = house.assessments.complete(assessment.id, assessment.version)
    items = in_force("singularization", date(2025, 4, 17)).items
    assert done.status == "completed"
    assert len(done.skipped_items) == len([i for i in items if i.kind != "identity"]) + 1


def test_both_priorities_are_kept_and_the_last_word_counts(house: House) -> None:
    found = started(house)
    for situation in (NeedSituation.UNMET, NeedSituation.CRITICAL):
        found = house.assessments.assess(
            found.id, found.version, NeedDomain.HOUSING, situation=situation, person_priority=1,
            professional_priority=3, narrative="Sleeps at a friend's",
        )  # fmt: skip
    _, said = house.assessments.opened(found.id, OPENING)
    assert said.domains == {
        NeedDomain.HOUSING: {
            "situation": "critical", "person_priority": 1, "professional_priority": 3,
            "narrative": "Sleeps at a friend's",
        }
    }  # fmt: skip


def test_what_was_talked_about_is_not_skipped(house: House) -> None:
    found = started(house)
    found = house.assessments.assess(found.id, found.version, NeedDomain.FOOD, situation=NeedSituation.MET)
    found = house.assessments.record_strength(found.id, found.version, "Cooks for many")
    found = house.assessments.describe_identity(found.id, found.version, IdentityMarker.TERRITORY, "From the river")
    found = house.assessments.record_family_map(found.id, found.version, "Two sisters")
    found = house.assessments.complete(found.id, found.version)
    assert not {"domain:food", "strengths", "identity", "family_map"} & set(found.skipped_items)
    _, said = house.assessments.opened(found.id, OPENING)
    assert said.identity == [{"marker": "territory", "description": "From the river"}]
    assert (said.strengths, said.family_map) == (["Cooks for many"], "Two sisters")


def test_what_is_said_is_sealed_under_the_persons_key(house: House) -> None:
    found = started(house)
    found = house.assessments.assess(found.id, found.version, NeedDomain.FOOD, situation=NeedSituation.CRITICAL)
    sealed = house.assessments.assessment(found.id).domains[NeedDomain.FOOD]
    name = house.people.person(house.person).civil_name
    assert isinstance(sealed, Sealed)
    assert isinstance(name, Sealed)
    assert sealed.ref is not None
    assert name.ref is not None
    assert sealed.ref.key_id == name.ref.key_id


def test_what_the_methodology_does_not_ask_is_refused(house: House) -> None:
    found = started(house, "stigma")
    with pytest.raises(ItemNotInMethodology):
        house.assessments.assess(found.id, found.version, NeedDomain.FOOD, situation=NeedSituation.MET)
    with pytest.raises(ItemNotInMethodology):
        house.assessments.describe_identity(found.id, found.version, IdentityMarker.RACE, "In my own words")
    found = started(house, "gender-race")
    with pytest.raises(ItemNotInMethodology):
        house.assessments.record_family_map(found.id, found.version, "Two sisters")


def test_a_completed_one_is_changed_only_when_it_is_revised(house: House) -> None:
    found = started(house)
    with pytest.raises(AssessmentNotCompleted):
        house.assessments.revise(found.id, found.version, "rui")
    found = house.assessments.complete(found.id, found.version)
    changes: tuple[Callable[[], object], ...] = (
        lambda: house.assessments.assess(found.id, found.version, NeedDomain.FOOD, situation=NeedSituation.MET),
        lambda: house.assessments.record_strength(found.id, found.version, "Sings"),
        lambda: house.assessments.describe_identity(found.id, found.version, IdentityMarker.RACE, "In my own words"),
        lambda: house.assessments.record_family_map(found.id, found.version, "Two sisters"),
        lambda: house.assessments.complete(found.id, found.version),
    )
    for change in changes:
        with pytest.raises(AssessmentCompleted):
            change()
    found = house.assessments.revise(found.id, found.version, "rui")
    assert (found.status, found.professional) == ("under_way", "rui")


def test_nothing_is_assessed_of_somebody_who_was_erased(house: House) -> None:
    found = started(house)
    house.erase_person()
    with pytest.raises(SubjectErased):
        started(house)
    with pytest.raises(SubjectErased):
        house.assessments.complete(found.id, found.version)
    with pytest.raises(SubjectErased):
        house.assessments.opened(found.id, OPENING)
