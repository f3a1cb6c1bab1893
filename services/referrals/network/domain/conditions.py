"""Conditions: whether an offer may serve somebody, as far as that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from contracts.vocabulary.network import UF
from contracts.vocabulary.partners import (
    Accessibility,
    Condition,
    FamilySituation,
    IdentityDocument,
    Regime,
    Residence,
    StageServed,
)
from contracts.vocabulary.persons import Gender
from services.referrals.network.domain.offer_terms import Eligibility


class Distance(IntEnum):
    """A ladder and no kilometres: the network has no positions of municipalities."""

    SAME_MUNICIPALITY = 0
    SAME_STATE = 1
    ELSEWHERE = 2


@dataclass(frozen=True)
class Seeker:
    """What is known of who needs something, without a name or a number. None is not known; an empty tuple is none."""

    uf: UF
    municipality_ibge7: str
    age: int | None = None
    gender: Gender | None = None
    family: FamilySituation | None = None
    documents: tuple[IdentityDocument, ...] | None = None
    regime: Regime | None = None
    stage: StageServed | None = None
    languages: tuple[str, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()


# Whether somebody meets a condition; None: it is not known and has to be asked.
Check = Callable[[Eligibility, Seeker, Distance], bool | None]


def _age(asked: Eligibility, seeker: Seeker, distance: Distance) -> bool | None:
    if asked.age_from is None and asked.age_to is None:
        return True
    if seeker.age is None:
        return None
    return (asked.age_from or 0) <= seeker.age and (asked.age_to is None or seeker.age <= asked.age_to)


def _gender(asked: Eligibility, seeker: Seeker, distance: Distance) -> bool | None:
    """Who would not say is asked by those who work with the person, and is not left out by a machine."""
    if not asked.genders:
        return True
    return None if seeker.gender in (None, Gender.DECLINED) else seeker.gender in asked.genders


def _family(asked: Eligibility, seeker: Seeker, distance: Distance) -> bool | None:
    if not asked.families:
        return True
    return None if seeker.family is None else seeker.family in asked.families


def _documents(asked: Eligibility, seeker: Seeker, distance: Distance) -> bool | None:
    if not asked.documents:
        return True
    return None if seeker.documents is None else set(asked.documents) <= set(seeker.documents)


def _regime(asked: Eligibility, seeker: Seeker, distance: Distance) -> bool | None:
    if not asked.regimes:
        return True
    return None if seeker.regime is None else seeker.regime in asked.regimes


def _residence(asked: Eligibility, seeker: Seeker, distance: Distance) -> bool | None:
    return distance <= _FARTHEST[asked.residence]


_FARTHEST = {
    Residence.SAME_MUNICIPALITY: Distance.SAME_MUNICIPALITY,
    Residence.SAME_STATE: Distance.SAME_STATE,
    Residence.ANYWHERE: Distance.ELSEWHERE,
}
_CHECKS: Mapping[Condition, Check] = {
    Condition.AGE: _age,
    Condition.GENDER: _gender,
    Condition.FAMILY: _family,
    Condition.DOCUMENTS: _documents,
    Condition.REGIME: _regime,
    Condition.RESIDENCE: _residence,
}


@dataclass(frozen=True)
class Verdict:
    """`why_not`: conditions that are not met; `to_ask`: conditions of which nothing is known yet."""

    why_not: tuple[Condition, ...]
    to_ask: tuple[Condition, ...]


def judge(asked: Eligibility, serves: tuple[StageServed, ...], seeker: Seeker, distance: Distance) -> Verdict:
    """Whether an offer of a partner that serves these stages may serve somebody."""
    found = {condition: check(asked, seeker, distance) for condition, check in _CHECKS.items()}
    found[Condition.STAGE] = _stage(serves, seeker)
    return Verdict(
        tuple(condition for condition, met in found.items() if met is False),
        tuple(condition for condition, met in found.items() if met is None),
    )


def _stage(serves: tuple[StageServed, ...], seeker: Seeker) -> bool | None:
    """A partner that never said whom it serves excludes nobody."""
    if not serves or seeker.stage is None:
        return True
    return seeker.stage in serves
