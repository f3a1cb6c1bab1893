"""Makes canaries: names, narratives, document and telephone numbers that no other text of this machine holds."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random

STEM = "Qwyxk"
LETTERS = "abcdefghijklmnoprstuvz"
DOCUMENT, TELEPHONE = "73194", "97319-4"
SEEDS = 3


class Kind(StrEnum):
    NAME = "name"
    NARRATIVE = "narrative"
    DOCUMENT = "document"
    TELEPHONE = "telephone"


SHARES: Mapping[Kind, int] = {Kind.NAME: 150, Kind.NARRATIVE: 100, Kind.DOCUMENT: 150, Kind.TELEPHONE: 100}


@dataclass(frozen=True)
class Canary:
    """One value as it is entered, and what betrays it: a rare word of it, or its digits."""

    number: int
    kind: Kind
    text: str = field(repr=False)
    core: str = field(repr=False)

    @property
    def spellings(self) -> frozenset[bytes]:
        """Every way in which it could stand somewhere."""
        bare = self.core.replace("-", "")
        forms = {self.core, bare, self.text} if self.kind is Kind.DOCUMENT else {self.core, bare}
        return frozenset(spelling for form in forms for spelling in spelt(form))


class Canaries:
    """The values of one seed, handed out once each. The same seed gives the same values; of SEEDS seeds in a row
    no two have a number in common, so that what was put in by one test is not found by another.
    """

    def __init__(self, seed: int, shares: Mapping[Kind, int] = SHARES) -> None:
        random = Random(seed)  # noqa: S311  seeded on purpose: nothing secret
        kinds = [kind for kind, count in shares.items() for _ in range(count)]
        cores = {kind: iter(_cores(random, kind, count, seed % SEEDS)) for kind, count in shares.items()}
        self.all = tuple(_canary(number, kind, next(cores[kind])) for number, kind in enumerate(kinds))
        self._left: dict[Kind, Iterator[Canary]] = {
            kind: iter([c for c in self.all if c.kind is kind]) for kind in shares
        }
        self.taken: list[Canary] = []

    def take(self, kind: Kind) -> Canary:
        """The next one of a kind. Raises StopIteration when all were taken."""
        canary = next(self._left[kind])
        self.taken.append(canary)
        return canary

    def rest(self) -> list[Canary]:
        """All that were not taken yet."""
        rest = [canary for left in self._left.values() for canary in left]
        self.taken.extend(rest)
        return rest


def spelt(text: str) -> Iterator[bytes]:
    """As it is, in one case, as hexadecimal, with two bytes a letter, and inside base64 wherever it begins."""
    plain = text.encode()
    yield from (plain, text.lower().encode(), text.upper().encode())
    yield from (plain.hex().encode(), plain.hex().upper().encode(), text.encode("utf-16-le"))
    for ahead in range(3):
        whole = base64.b64encode(bytes(ahead) + plain)
        yield whole[-(-ahead * 8 // 6) : (ahead + len(plain)) * 8 // 6]


def marks() -> Iterable[bytes]:
    """What all spellings begin with: few enough to look for in anything, whatever its size."""
    beginnings = (STEM, DOCUMENT, "731.94", TELEPHONE, TELEPHONE.replace("-", ""))
    return sorted({mark for beginning in beginnings for mark in spelt(beginning)})


def _cores(random: Random, kind: Kind, count: int, turn: int) -> list[str]:
    made: dict[str, None] = {}
    while len(made) < count:
        made[_core(random, kind, turn)] = None
    return list(made)


def _core(random: Random, kind: Kind, turn: int) -> str:
    match kind:
        case Kind.DOCUMENT:
            return _with_check_digits(f"{DOCUMENT}{random.randrange(turn, 10_000, SEEDS):04}")
        case Kind.TELEPHONE:
            return f"{TELEPHONE}{random.randrange(turn, 1_000, SEEDS):03}"
    return STEM + "".join(random.choices(LETTERS, k=7))


def _canary(number: int, kind: Kind, core: str) -> Canary:
    match kind:
        case Kind.NAME:
            text = f"{core} Conceição Fictícia"
        case Kind.NARRATIVE:
            text = f"{core} contou, em confiança, o que lhe aconteceu; palavras de {core}."
        case Kind.DOCUMENT:
            text = f"{core[:3]}.{core[3:6]}.{core[6:9]}-{core[9:]}"
        case Kind.TELEPHONE:
            text = f"+55 92 {core}"
    return Canary(number, kind, text, core)


def _with_check_digits(nine: str) -> str:
    """A CPF whose two check digits are right."""
    digits = [int(digit) for digit in nine]
    for _ in range(2):
        total = sum(digit * weight for digit, weight in zip(digits, range(len(digits) + 1, 1, -1), strict=True))
        digits.append(0 if total % 11 < 2 else 11 - total % 11)
    return "".join(map(str, digits))
