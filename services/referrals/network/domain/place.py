"""Place: where a partner's site is, when it is open, and what is refused of such a description."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from contracts.vocabulary.partners import Accessibility
from infra.kernel import DomainError, names_somebody
from services.referrals.network.domain.partner_refusals import NamesSomebody


class OpeningHoursContradict(DomainError):
    code = "referrals.opening-hours-contradict"
    detail = "Hours end after they begin, and those of one day do not overlap."
    fix = "Correct the hours; what lasts until after midnight is two entries."


@dataclass(frozen=True)
class Hours:
    """Of one weekday, 1 is Monday; `HH:MM` by the clock of the place."""

    weekday: int
    begins: str
    ends: str


@dataclass(frozen=True)
class Address:
    """As an organisation's letter-head has it."""

    street: str
    number: str
    district: str
    postal_code: str | None = None


@dataclass(frozen=True)
class Position:
    """In degrees, WGS 84, for maps (F08)."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Premises:
    """What a site says of itself. No hours: whenever somebody answers."""

    address: Address
    accessibility: tuple[Accessibility, ...] = ()
    opening_hours: tuple[Hours, ...] = ()
    phone: str | None = None
    position: Position | None = None

    def refuse_contradiction(self) -> None:
        """Raises OpeningHoursContradict, NamesSomebody."""
        ordered = sorted(self.opening_hours, key=lambda one: (one.weekday, one.begins))
        overlapping = any(a.weekday == b.weekday and b.begins < a.ends for a, b in pairwise(ordered))
        if overlapping or any(one.ends <= one.begins for one in ordered):
            raise OpeningHoursContradict
        if names_somebody(self.address.street) or names_somebody(self.address.district):
            raise NamesSomebody
