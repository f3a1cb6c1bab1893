"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import (
    assessments,
    consents,
    erasures,
    goals,
    offices,
    persons,
    plans,
    receptions,
    statements,
)

BLUEPRINTS = (
    offices.blp, persons.blp, consents.blp, receptions.blp, erasures.blp, erasures.holds,
    assessments.blp, assessments.of_persons, assessments.methods,
    plans.blp, plans.of_persons, plans.caseloads, goals.blp, statements.blp,
)  # fmt: skip
