"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import (
    assessments,
    consents,
    details,
    erasures,
    goals,
    identifiers,
    offices,
    offline,
    persons,
    plans,
    pre_release_cases,
    pre_release_lists,
    receptions,
    searches,
    statements,
    subject_requests,
)

BLUEPRINTS = (
    offices.blp, persons.blp, consents.blp, consents.refusals, receptions.blp, erasures.blp, erasures.holds,
    identifiers.blp, identifiers.lookups, details.blp, searches.blp,
    assessments.blp, assessments.of_persons, assessments.methods,
    plans.blp, plans.of_persons, plans.caseloads, goals.blp, statements.blp,
    pre_release_cases.blp, pre_release_lists.blp, subject_requests.blp, offline.blp,
)  # fmt: skip
