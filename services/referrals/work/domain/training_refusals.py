"""What trainings and enrolments refuse, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class TrainingWithdrawn(DomainError):
    code = "referrals.training-withdrawn"
    detail = "The training was withdrawn and takes nobody."
    fix = "Choose another training."


class TrainingNotForStage(DomainError):
    code = "referrals.training-not-for-stage"
    detail = "The training is not for people at this stage."
    fix = "Choose a training of the stage: before or after release."


class NoTrainingPlaceLeft(DomainError):
    code = "referrals.no-training-place-left"
    detail = "All places of the training are taken."
    fix = "Choose another training."


class AlreadyEnrolled(DomainError):
    code = "referrals.already-enrolled"
    detail = "The person is enrolled in this training, or has completed it."
    fix = "Read the enrolment."


class EnrolmentOver(DomainError):
    code = "referrals.enrolment-over"
    detail = "The enrolment is over."
    fix = "Nothing is left to do; who left may be enrolled again."


class CompletedAhead(DomainError):
    code = "referrals.completed-ahead"
    detail = "A training is completed on a day that has come."
    fix = "Name a day that is not ahead."


class NothingToContinue(DomainError):
    code = "referrals.nothing-to-continue"
    detail = "Only a training before release of the same person is continued after it."
    fix = "Name the person's enrolment from before the release, or none."
