"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import (
    ages,
    assessments,
    consents,
    custody,
    desk,
    details,
    duplicates,
    erasures,
    goals,
    identifiers,
    look_backs,
    office_offers,
    offices,
    offline,
    papers,
    persons,
    plans,
    pre_release_cases,
    pre_release_lists,
    receiving,
    receptions,
    searches,
    statements,
    subject_requests,
)

BLUEPRINTS = (
    offices.blp, offices.steps, office_offers.blp, persons.blp, ages.blp, custody.blp, consents.blp, consents.refusals,
    receptions.blp, receiving.blp, erasures.blp, erasures.holds,
    identifiers.blp, identifiers.lookups, details.blp, searches.blp, duplicates.blp,
    assessments.blp, assessments.of_persons, assessments.methods,
    plans.blp, plans.of_persons, plans.caseloads, goals.blp, statements.blp,
    look_backs.blp, look_backs.due,
    desk.offices, desk.persons, papers.blp, papers.of_persons,
    pre_release_cases.blp, pre_release_lists.blp, subject_requests.blp, offline.blp,
)  # fmt: skip
