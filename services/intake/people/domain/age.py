"""Age: from a birth date, or as somebody says it where no birth date is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.vocabulary.persons import DeclarationSource
from infra.kernel import DomainError, Sealed


class BirthDateKnown(DomainError):
    code = "intake.birth-date-known"
    detail = "The birth date is on record, so that no age is estimated."
    fix = "Correct the birth date if it is wrong."


@dataclass(frozen=True)
class AgeEstimate:
    """What was said on a day, and by whom; how old and within how many years is sealed."""

    said_on: date
    source: DeclarationSource
    estimate: Sealed


def age_on(birth_date: date, day: date) -> int:
    """Completed years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def grown(estimate: dict[str, Any], said_on: date, day: date) -> int:
    """The estimated age on a later day: as many completed years older as have passed."""
    return int(estimate["age"]) + max(0, age_on(said_on, day))
