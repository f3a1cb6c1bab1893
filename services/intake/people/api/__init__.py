"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import consents, erasures, identifiers, offices, persons, receptions

BLUEPRINTS = (
    offices.blp, persons.blp, consents.blp, receptions.blp, erasures.blp, erasures.holds,
    identifiers.blp, identifiers.lookups,
)  # fmt: skip
