"""Queue order: the priority class of an arrival and the one sentence that explains it (B.1.9)."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.vocabulary.offices import PriorityClass

SPECIAL_PRIORITY_AGE = 80
ELDERLY_AGE = 60

EXPLANATIONS = {
    PriorityClass.PR0: "A life is in danger, so this person goes before everybody.",
    PriorityClass.PR1: "Persons over 80 go first by law.",
    PriorityClass.PR2: "Persons from 60 and persons with a disability have priority by law.",
    PriorityClass.PR3: "Pregnancy, small children, a threat or another vulnerability gives priority.",
    PriorityClass.PR4: "Everybody else is called in the order of arrival.",
}


@dataclass(frozen=True)
class Circumstances:
    """What somebody says on arrival that bears on the order; used for the class and then forgotten.

    `age` in completed years, by the person's own word when no birth date is known.
    """

    danger_to_life: bool = False
    age: int | None = None
    disability: bool = False
    pregnant_or_with_small_children: bool = False
    threatened: bool = False


def priority_class(said: Circumstances) -> PriorityClass:
    """PR0 danger to life; PR1 over 80 (Law 13.466/2017); PR2 from 60 or with disability; PR3; PR4."""
    age = said.age or 0
    if said.danger_to_life:
        return PriorityClass.PR0
    if age > SPECIAL_PRIORITY_AGE:
        return PriorityClass.PR1
    if age >= ELDERLY_AGE or said.disability:
        return PriorityClass.PR2
    if said.pregnant_or_with_small_children or said.threatened:
        return PriorityClass.PR3
    return PriorityClass.PR4
