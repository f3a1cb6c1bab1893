"""What the matcher finds of each kind of variant, and how much of what it flags is true: printed, with a floor."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from random import Random

from infra.blind import BlindTokens
from services.intake.people.domain.likeness import BIRTH, FULL_NAME, IDENTIFIER, Traces, common_names, likeness
from services.intake.people.views.person_index import named
from tests.unit.intake.matching.people import VARIANTS, Record, population

SEED, PEOPLE, VARIED = 20250417, 20_000, 200
TOKENS = BlindTokens(b"m" * 32)
BLOCKS = (IDENTIFIER, FULL_NAME, BIRTH)
# Of each variant the share that must be found; of all that is flagged, the share that must be one person's.
RECALL = {
    "spelt_otherwise": 0.85, "without_particles": 0.9, "one_surname_left_out": 0.8, "slip_of_the_pen": 0.8,
    "no_birth_date": 0.5, "wrong_birth_date": 0.1, "other_surname": 0.5, "social_name_beside": 0.9,
    "social_name_alone": 0.0, "another_name_same_number": 0.95,
}  # fmt: skip
PRECISION = 0.75


def rows(record: Record) -> list[tuple[str, str, bytes]]:
    """Kind, source and token, as the index keeps them."""
    found = [
        (kind, source, word)
        for source, name in (("civil-name", record.civil), ("social-name", record.social))
        for kind, word in named(name)
    ]
    if record.born:
        found.append((BIRTH, BIRTH, record.born.isoformat()))
    if record.number:
        found.append((IDENTIFIER, IDENTIFIER, record.number))
    return [(kind, source, TOKENS.of(kind, value)) for kind, source, value in found]


def flagged(records: list[Record]) -> set[tuple[int, int]]:
    """Pairs that have a number, a full name or a birth date in common, and are like enough."""
    traces, blocks = [Traces() for _ in records], defaultdict(list)
    for at, record in enumerate(records):
        for kind, source, token in rows(record):
            traces[at].add(kind, source, token)
            if kind in BLOCKS and at not in blocks[kind, token][-1:]:
                blocks[kind, token].append(at)
    compared = {pair for block in blocks.values() for pair in combinations(block, 2)}
    common = common_names(traces)
    return {(one, other) for one, other in compared if likeness(traces[one], traces[other], common).enough}


def test_most_variants_are_found_and_most_of_what_is_flagged_is_true() -> None:
    dice = Random(SEED)  # noqa: S311  a made-up population, no secret
    people = population(dice, PEOPLE)
    varied = [(kind, VARIANTS[kind](dice, person)) for kind in VARIANTS for person in dice.sample(people, VARIED)]
    varied = [(kind, record) for kind, record in varied if kind != "another_name_same_number" or record.number]
    found = flagged([*people, *(record for _, record in varied)])
    records = [*people, *(record for _, record in varied)]
    recall = {
        kind: Counter((record.of, PEOPLE + at) in found for at, (its, record) in enumerate(varied) if its == kind)
        for kind in VARIANTS
    }
    true = sum(records[one].of == records[other].of for one, other in found)
    for kind, counted in recall.items():
        print(f"{kind:<28}{counted[True] / counted.total():>6.0%} of {counted.total()}")
    print(f"flagged {len(found)}, of one person {true} ({true / len(found):.0%}), people {PEOPLE}")
    assert {k: c[True] / c.total() for k, c in recall.items() if c[True] / c.total() < RECALL[k]} == {}
    assert true / len(found) >= PRECISION
