"""What a placement refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class PlacementAlreadyStarted(DomainError):
    code = "referrals.placement-already-started"
    detail = "The placement of this candidate was started before."
    fix = "Read the placement."


class PlacementAhead(DomainError):
    code = "referrals.placement-ahead"
    detail = "A placement is recorded from the day on which it starts or ends."
    fix = "Name a day that is not ahead."


class PlacementOver(DomainError):
    code = "referrals.placement-over"
    detail = "The placement is over, or nobody follows it any more."
    fix = "Start another placement when there is new work."


class EndsBeforeItLasted(DomainError):
    code = "referrals.ends-before-it-lasted"
    detail = "A placement cannot end before it started, nor before a day on which it was found to go on."
    fix = "Correct the day."


class RetentionTooEarly(DomainError):
    code = "referrals.retention-too-early"
    detail = "So many days have not passed since the start."
    fix = "Ask on the day of the check or later."


class RetentionAlreadyChecked(DomainError):
    code = "referrals.retention-already-checked"
    detail = "This check was recorded before."
    fix = "Name another check."


class PrisonWorkInPrison(DomainError):
    code = "referrals.prison-work-in-prison"
    detail = "Prison work is done in a prison."
    fix = "Name the setting `in_prison`, or another kind of placement."


class LinkedTrainingUnfit(DomainError):
    code = "referrals.linked-training-unfit"
    detail = "Only a training that this person has completed leads to the placement."
    fix = "Name the person's completed enrolment, or none."


class NotForTheQuota(DomainError):
    code = "referrals.not-for-the-quota"
    detail = "What is reserved for the quota is for people who are or were in prison."
    fix = "Choose a vacancy that is not reserved for the quota."
