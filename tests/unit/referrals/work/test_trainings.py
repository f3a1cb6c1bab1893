"""Trainings: before and after release, the last place once, and what is linked (A095, A100)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from contracts.vocabulary.work import TrainingStage
from infra.kernel import NotFound
from services.referrals.network.domain.partner_refusals import PartnerNotActive
from services.referrals.work.domain import training_refusals as refusals
from services.referrals.work.domain.enrolment import Enrolment
from services.referrals.work.domain.plain_text import TextNamesSomebody
from tests.unit.referrals.house import TODAY
from tests.unit.referrals.work.house import REFRIGERATION, WorkHouse

BEFORE, AFTER = TrainingStage.BEFORE_RELEASE, TrainingStage.AFTER_RELEASE


def leave(house: WorkHouse, enrolment: Enrolment) -> Enrolment:
    return house.trainings.leave(enrolment.id, enrolment.version)


def test_somebody_takes_part_and_completes_with_a_certificate(house: WorkHouse) -> None:
    training = house.training()
    completed = house.completed(training)
    assert (completed.status, completed.certificate) == ("completed", True)
    assert house.told[-3:] == ["training-offer.published", "enrolment.enrolled", "enrolment.completed"]
    told = house.messages[-1]["data"]
    assert (told["stage"], told["occupation_code"]) == ("before_release", REFRIGERATION.code)
    assert house.trainings.training(training.id).free == 1


def test_a_training_without_a_certificate_gives_none(house: WorkHouse) -> None:
    assert house.completed(house.training(certificate=False)).certificate is False


def test_what_was_begun_in_prison_goes_on_outside(house: WorkHouse) -> None:
    before = house.enrolled()
    after = house.enrolled(stage=AFTER, continues_id=before.id)
    assert house.messages[-1]["data"]["continues_id"] == str(before.id)
    with pytest.raises(refusals.NothingToContinue):
        house.enrolled(stage=AFTER, continues_id=after.id)
    with pytest.raises(refusals.NothingToContinue):
        house.enrolled(stage=BEFORE, continues_id=before.id)
    with pytest.raises(refusals.NothingToContinue):
        house.enrolled(stage=AFTER, continues_id=before.id, person_id=uuid4())
    with pytest.raises(NotFound):
        house.enrolled(stage=AFTER, continues_id=uuid4())


def test_the_last_place_is_given_once_and_comes_back(house: WorkHouse) -> None:
    training = house.training()
    first = house.enrolled(training)
    with pytest.raises(refusals.NoTrainingPlaceLeft):
        house.enrolled(training, person_id=uuid4())
    leave(house, first)
    assert house.enrolled(training, person_id=uuid4()).status == "enrolled"


def test_who_left_may_come_back_and_nobody_is_told_that_somebody_left(house: WorkHouse) -> None:
    training = house.training()
    enrolment = house.enrolled(training)
    with pytest.raises(refusals.AlreadyEnrolled):
        house.enrolled(training)
    before = len(house.messages)
    left = leave(house, enrolment)
    assert (left.status, len(house.messages)) == ("left", before)
    again = house.enrolled(training)
    assert (again.id, again.status, house.told[-1]) == (left.id, "enrolled", "enrolment.enrolled-again")


def test_what_is_over_stays_over(house: WorkHouse) -> None:
    completed = house.completed()
    with pytest.raises(refusals.EnrolmentOver):
        leave(house, completed)
    with pytest.raises(refusals.EnrolmentOver):
        house.trainings.complete(completed.id, completed.version, TODAY)


def test_nothing_is_completed_ahead(house: WorkHouse) -> None:
    enrolment = house.enrolled()
    with pytest.raises(refusals.CompletedAhead):
        house.trainings.complete(enrolment.id, enrolment.version, TODAY + timedelta(1))


def test_a_training_says_for_which_stage_it_is(house: WorkHouse) -> None:
    with pytest.raises(refusals.TrainingNotForStage):
        house.enrolled(house.training(stages=(AFTER,)))


def test_a_withdrawn_training_takes_nobody_and_lets_who_is_in_go_on(house: WorkHouse) -> None:
    training = house.training(places=2)
    enrolment = house.enrolled(training)
    withdrawn = house.trainings.withdraw_training(training.id, house.trainings.training(training.id).version)
    with pytest.raises(refusals.TrainingWithdrawn):
        house.enrolled(training, person_id=uuid4())
    with pytest.raises(refusals.TrainingWithdrawn):
        house.trainings.withdraw_training(training.id, withdrawn.version)
    assert house.trainings.complete(enrolment.id, enrolment.version, TODAY).status == "completed"


def test_only_an_active_partner_teaches_and_a_title_names_nobody(house: WorkHouse) -> None:
    with pytest.raises(PartnerNotActive):
        house.training(house.agreed())
    with pytest.raises(TextNamesSomebody):
        house.training(title="With ana@example.org")
