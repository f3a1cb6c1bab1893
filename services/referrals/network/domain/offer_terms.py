"""Terms: whom an offer serves, how, at what cost and until when; and how its places are counted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from contracts.vocabulary.partners import (
    Accessibility,
    CapacityPeriod,
    Cost,
    FamilySituation,
    IdentityDocument,
    Regime,
    Residence,
)
from contracts.vocabulary.persons import Gender
from services.referrals.network.domain.offer_refusals import AgesContradict, OfferNoLongerValid


@dataclass(frozen=True)
class Eligibility:
    """Whom an offer serves; what is empty excludes nobody. Ages in years, both ends included.

    `documents` have to be shown, all of them. `regimes`: out of which somebody comes.
    """

    age_from: int | None = None
    age_to: int | None = None
    genders: tuple[Gender, ...] = ()
    families: tuple[FamilySituation, ...] = ()
    documents: tuple[IdentityDocument, ...] = ()
    regimes: tuple[Regime, ...] = ()
    residence: Residence = Residence.ANYWHERE


@dataclass(frozen=True)
class Terms:
    """`languages` in ISO 639; `waiting_days`: the partner's estimate; `valid_until`: the last day it takes anybody."""

    eligibility: Eligibility = field(default_factory=Eligibility)
    languages: tuple[str, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()
    cost: Cost | None = None
    waiting_days: int | None = None
    valid_until: date | None = None
    period: CapacityPeriod = CapacityPeriod.AT_A_TIME
    waiting_list: bool = False

    def refuse_contradiction(self, today: date) -> None:
        """Raises AgesContradict, OfferNoLongerValid."""
        youngest, oldest = self.eligibility.age_from, self.eligibility.age_to
        if youngest is not None and oldest is not None and youngest > oldest:
            raise AgesContradict
        self.refuse_after_the_end(today)

    def refuse_after_the_end(self, today: date) -> None:
        """Raises OfferNoLongerValid."""
        if self.valid_until is not None and self.valid_until < today:
            raise OfferNoLongerValid

    def counts_until(self, today: date) -> date | None:
        """The last day on which a place taken today is counted; None while somebody has it."""
        last = _LAST_DAY.get(self.period)
        return last(today) if last else None


_LAST_DAY: Mapping[CapacityPeriod, Callable[[date], date]] = {
    CapacityPeriod.DAY: lambda day: day,
    CapacityPeriod.WEEK: lambda day: day + timedelta(days=7 - day.isoweekday()),
    CapacityPeriod.MONTH: lambda day: day.replace(day=monthrange(day.year, day.month)[1]),
    CapacityPeriod.YEAR: lambda day: day.replace(month=12, day=31),
}

PLAIN = Terms()
