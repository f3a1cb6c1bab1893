"""Composition of a commission: which rules of the ruleset in force its members do not meet (D.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.vocabulary.courts import AppointmentBasis, MemberCategory, MemberPosition, OtherBody, VoteReason
from contracts.vocabulary.notices import Severity
from contracts.vocabulary.persons import Gender


@dataclass(frozen=True, order=True)
class Violation:
    """A rule that is not met: `COMP-05`, hard or soft."""

    rule: str
    severity: Severity


@dataclass(frozen=True)
class Seat:
    """What the rules ask about a member. Gender is self-declared; None where it was erased."""

    category: MemberCategory
    position: MemberPosition
    basis: AppointmentBasis
    vote_reason: VoteReason | None
    gender: Gender | None
    seat_iii_qualifies: bool
    other_bodies: tuple[OtherBody, ...]


@dataclass(frozen=True)
class Facts:
    """All that a composition check looks at. Substitutes count for incompatibility only."""

    seats: Sequence[Seat]
    has_secretariat: bool

    @property
    def full(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.position == MemberPosition.FULL]


@dataclass(frozen=True)
class Rule:
    """One row of a ruleset: which check, with which parameters."""

    rule: str
    severity: Severity
    check: str
    parameters: Mapping[str, Any]


def violations(rules: Sequence[Rule], facts: Facts) -> tuple[Violation, ...]:
    """The rules that are not met, each once. Raises KeyError for a check that this code does not know."""
    broken = {Violation(r.rule, r.severity) for r in rules if not CHECKS[r.check](facts, **r.parameters)}
    return tuple(sorted(broken))


def _at_least(facts: Facts, minimum: Mapping[str, int]) -> bool:
    """COMP-04: enough full members of each category."""
    present = Counter(seat.category for seat in facts.full)
    return all(present[MemberCategory(category)] >= number for category, number in minimum.items())


def _seat(facts: Facts, category: str, basis: str, vote_without_union: bool = False, qualified: bool = False) -> bool:
    """COMP-05 to 07: one full member of a category who came by the right way, and qualifies where that is asked."""

    def fits(seat: Seat) -> bool:
        voted = seat.basis == AppointmentBasis.DIRECT_VOTE and seat.vote_reason is not None
        came_rightly = seat.basis == basis or (vote_without_union and voted)
        return seat.category == category and came_rightly and (seat.seat_iii_qualifies or not qualified)

    return any(fits(seat) for seat in facts.full)


def _genders(facts: Facts, minimum: int) -> bool:
    """COMP-08: gender diversity; who declines to say is not counted."""
    return len({seat.gender for seat in facts.full} - {None, Gender.DECLINED}) >= minimum


def _no_other_body(facts: Facts, bodies: Sequence[str]) -> bool:
    """COMP-11: nobody, full or substitute, sits in an inquiry or disciplinary commission at the same time."""
    return not any(body in bodies for seat in facts.seats for body in seat.other_bodies)


def _secretariat(facts: Facts) -> bool:
    """COMP-12."""
    return facts.has_secretariat


CHECKS: Mapping[str, Callable[..., bool]] = {
    "at_least": _at_least,
    "seat": _seat,
    "genders": _genders,
    "no_other_body": _no_other_body,
    "secretariat": _secretariat,
}
