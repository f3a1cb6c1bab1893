"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import consents, details, erasures, identifiers, offices, persons, receptions, searches

BLUEPRINTS = (
    offices.blp, persons.blp, consents.blp, receptions.blp, erasures.blp, erasures.holds,
    identifiers.blp, identifiers.lookups, details.blp,
    searches.blp,
)  # fmt: skip
