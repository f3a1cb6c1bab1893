"""How likely two records are one person's, weighed over blind tokens alone: nothing here can read a name.

The weights are chosen so that a number in common suffices, a full name suffices unless the birth dates differ, and a
short or only similar name needs the birth date. `docs/persons.md` has what that finds and what it takes for found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from services.intake.people.domain.duplicate_codes import DuplicateReason as Reason

IDENTIFIER, SOUND, SKELETON, FULL_NAME, BIRTH = "identifier", "sound", "skeleton", "full-name", "birth-date"
ENOUGH, CERTAIN = 60, 100
NUMBER, BORN_SAME, BORN_ELSEWHEN = 90, 35, -25
# By how many words the shorter name has: one, two, three or more.
HEARD_ALIKE = (30, 45, 60)
SPELT_ALIKE = (20, 35, 50)
# So many words of longer names in common, as after a marriage.
PARTLY, PARTLY_ALIKE = 2, 25
# A full name that more records have is a common one: homonyms, not one person.
FEW = 2


@dataclass
class Name:
    """One name of somebody, a civil or a social one."""

    sounds: set[bytes] = field(default_factory=set)
    skeletons: set[bytes] = field(default_factory=set)
    full: set[bytes] = field(default_factory=set)


@dataclass
class Traces:
    """The tokens that the index has of one record."""

    identifiers: set[bytes] = field(default_factory=set)
    births: set[bytes] = field(default_factory=set)
    names: defaultdict[str, Name] = field(default_factory=lambda: defaultdict(Name))

    def add(self, kind: str, source: str, token: bytes) -> None:
        """One row of the index."""
        match kind:
            case "identifier":
                self.identifiers.add(token)
            case "birth-date":
                self.births.add(token)
            case "sound":
                self.names[source].sounds.add(token)
            case "skeleton":
                self.names[source].skeletons.add(token)
            case "full-name":
                self.names[source].full.add(token)

    @property
    def full_names(self) -> set[bytes]:
        return {token for name in self.names.values() for token in name.full}


@dataclass(frozen=True)
class Likeness:
    """`score` from 0 to 100, and why."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def enough(self) -> bool:
        """Whether a person is asked to look."""
        return self.score >= ENOUGH


def common_names(records: Iterable[Traces]) -> frozenset[bytes]:
    """Full names that so many have that they say little: the tokens tell how many, and nothing of the name."""
    held = Counter(token for traces in records for token in traces.full_names)
    return frozenset(token for token, holders in held.items() if holders > FEW)


def likeness(one: Traces, other: Traces, common: frozenset[bytes] = frozenset()) -> Likeness:
    """Of two records, in either order the same; `common` are full names that weigh as short ones."""
    found = [_numbers(one, other), _names(one, other, common), _births(one, other)]
    points = sum(weight for weight, _ in found)
    return Likeness(max(0, min(points, CERTAIN)), tuple(reason for _, reason in found if reason is not None))


def _numbers(one: Traces, other: Traces) -> tuple[int, Reason | None]:
    return (NUMBER, Reason.SAME_IDENTIFIER) if one.identifiers & other.identifiers else (0, None)


def _births(one: Traces, other: Traces) -> tuple[int, Reason | None]:
    """A date that nobody knows speaks neither for nor against."""
    if one.births & other.births:
        return BORN_SAME, Reason.SAME_BIRTH_DATE
    return (BORN_ELSEWHEN if one.births and other.births else 0), None


def _names(one: Traces, other: Traces, common: frozenset[bytes]) -> tuple[int, Reason | None]:
    """The best of civil and social names, each with each."""
    pairs = [_name(a, b, common) for a, b in product(one.names.values(), other.names.values())]
    return max(pairs, key=lambda found: found[0], default=(0, None))


def _name(one: Name, other: Name, common: frozenset[bytes]) -> tuple[int, Reason | None]:
    shorter = min(len(one.sounds), len(other.sounds))
    if not shorter:
        return 0, None
    usual = one.full & other.full & common
    rank = min(shorter, len(HEARD_ALIKE) - bool(usual)) - 1
    if len(one.sounds & other.sounds) >= shorter:
        full = rank == len(HEARD_ALIKE) - 1
        return HEARD_ALIKE[rank], Reason.FULL_NAME_SOUNDS_ALIKE if full else Reason.NAME_SOUNDS_ALIKE
    alike = len(one.skeletons & other.skeletons)
    if alike >= min(len(one.skeletons), len(other.skeletons)):
        return SPELT_ALIKE[rank], Reason.NAME_RESEMBLES
    return (PARTLY_ALIKE, Reason.NAME_RESEMBLES) if alike >= PARTLY else (0, None)
