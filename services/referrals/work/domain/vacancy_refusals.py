"""What a vacancy refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class VacancyClosesBeforeItOpens(DomainError):
    code = "referrals.vacancy-closes-before-it-opens"
    detail = "A vacancy cannot close before it opens."
    fix = "Correct the days."


class QuotaNeedsContract(DomainError):
    code = "referrals.quota-needs-contract"
    detail = "What is reserved for the quota counts toward a contract of this employer, and only that does."
    fix = "Name the employer's contract, or another kind of reservation."


class VacancyNotOpen(DomainError):
    code = "referrals.vacancy-not-open"
    detail = "The vacancy takes no candidates today."
    fix = "Choose another vacancy."


class VacancyClosed(DomainError):
    code = "referrals.vacancy-closed"
    detail = "The vacancy was closed for good."
    fix = "Publish a new vacancy."


class NoPositionLeft(DomainError):
    code = "referrals.no-position-left"
    detail = "All positions of the vacancy are taken."
    fix = "Choose another vacancy, or tell the candidate that somebody was quicker."
