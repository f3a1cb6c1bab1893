"""What a quota contract refuses, and what tells the caller to do instead."""

from __future__ import annotations

from infra.kernel import DomainError


class QuotaContractKnown(DomainError):
    code = "referrals.quota-contract-known"
    detail = "This contract of the contracting body is registered."
    fix = "Read the registered contract."


class ContractEndsBeforeItStarts(DomainError):
    code = "referrals.contract-ends-before-it-starts"
    detail = "A contract cannot end before it starts."
    fix = "Correct the days."


class ContractIsOver(DomainError):
    code = "referrals.contract-is-over"
    detail = "The contract has ended."
    fix = "Register the contract that follows it."


class QuotaWaived(DomainError):
    code = "referrals.quota-waived"
    detail = "The quota of this contract was waived."
    fix = "Nothing is left to do."


class MonthOutsideContract(DomainError):
    code = "referrals.month-outside-contract"
    detail = "No list is due for this month: it lies ahead, or outside of the contract."
    fix = "Name a month from the registration on that has begun."


class ListAlreadySent(DomainError):
    code = "referrals.list-already-sent"
    detail = "The list of this month was recorded before."
    fix = "Name another month."


class MoreThanTheWorkforce(DomainError):
    code = "referrals.more-than-the-workforce"
    detail = "A list cannot count more people than the contract has workers."
    fix = "Correct the number."
