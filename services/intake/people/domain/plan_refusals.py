"""What a follow-up plan refuses."""

from __future__ import annotations

from infra.kernel import DomainError, NotFound


class PlanNotOpen(DomainError):
    code = "intake.plan-not-open"
    detail = "The follow-up is paused or closed."
    fix = "Reopen the plan together with the person."


class PlanOpen(DomainError):
    code = "intake.plan-open"
    detail = "The follow-up is going on already."
    fix = "Nothing is left to do."


class PlanClosed(DomainError):
    code = "intake.plan-closed"
    detail = "The follow-up is closed already."
    fix = "Reopen the plan if the person comes back."


class PlanWithoutLead(DomainError):
    code = "intake.plan-without-lead"
    detail = "The plan came over from another office, and nobody leads it here yet."
    fix = "Take the lead of the plan first."


class GoalNotFound(NotFound):
    code = "intake.goal-not-found"
    detail = "The plan has no goal with this identifier."
    fix = "Read the plan's goals."


class GoalOver(DomainError):
    code = "intake.goal-over"
    detail = "The goal was achieved or dropped."
    fix = "Propose another goal."


class GoalNotAgreed(DomainError):
    code = "intake.goal-not-agreed"
    detail = "The person has not agreed to this goal as it stands."
    fix = "Agree on it with the person first."


class GoalAlreadyAgreed(DomainError):
    code = "intake.goal-already-agreed"
    detail = "The goal was agreed on."
    fix = "Change it, if it should be another one."


class AssessmentOfSomebodyElse(DomainError):
    code = "intake.assessment-of-somebody-else"
    detail = "The assessment is about another person."
    fix = "Name an assessment of the person whom the plan is for."


class ReferralServesAGoal(DomainError):
    code = "intake.referral-serves-a-goal"
    detail = "This referral serves a goal already."
    fix = "Nothing is left to do; another goal needs a referral of its own."


class StatementNeedsTheirWill(DomainError):
    code = "intake.statement-needs-their-will"
    detail = "A statement is issued only when the person wants it: by a consent, or a request with its evidence."
    fix = "Name the grant, or how the person's own request is on record."


class StatementNotFound(NotFound):
    code = "intake.statement-not-found"
    detail = "The plan has no statement with this identifier."
    fix = "Read the plan's statements."
