"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import (
    consents,
    erasures,
    offices,
    persons,
    pre_release_cases,
    pre_release_lists,
    receptions,
)

BLUEPRINTS = (
    offices.blp,
    persons.blp,
    consents.blp,
    receptions.blp,
    erasures.blp,
    erasures.holds,
    pre_release_cases.blp,
    pre_release_lists.blp,
)
