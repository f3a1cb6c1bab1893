"""Quota rule: how many workers of a contract have to be people who are or were in prison (Decree 9.450/2018)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from infra.kernel import DomainError


class NoQuotaRule(DomainError):
    code = "referrals.no-quota-rule"
    detail = "No quota was in force on the day on which the contract was signed."
    fix = "Correct the day; an older contract has no quota to follow."


class QuotaDoesNotApply(DomainError):
    code = "referrals.quota-does-not-apply"
    detail = "The annual value of the contract is not above the limit of the quota."
    fix = "Nothing is left to do; vacancies can be published without a contract."


@dataclass(frozen=True)
class Step:
    """Up to so many workers, None for however many, this percentage."""

    up_to: int | None
    percent: Decimal

    def holds_for(self, workforce: int) -> bool:
        return self.up_to is None or workforce <= self.up_to


@dataclass(frozen=True)
class QuotaRule:
    """`above_brl` is the annual value from above which it applies; the steps are in rising order."""

    id: str
    in_force_from: date
    in_force_until: date | None
    above_brl: Decimal
    steps: tuple[Step, ...]

    def in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def quota(self, annual_value_brl: Decimal, workforce: int) -> Quota:
        """Raises QuotaDoesNotApply. How to round is not stated, so that both numbers are kept."""
        if annual_value_brl <= self.above_brl:
            raise QuotaDoesNotApply
        percent = next(step.percent for step in self.steps if step.holds_for(workforce))
        exact = percent * workforce / 100
        return Quota(self.id, percent, exact, int(exact.to_integral_value(ROUND_CEILING)))


@dataclass(frozen=True)
class Quota:
    """What a rule asks of a contract: the exact number of workers, and the next whole one."""

    rule: str
    percent: Decimal
    slots_exact: Decimal
    slots: int
