"""HTTP resources of people: parse, call, answer."""

from services.intake.people.api import consents, offices, persons, receptions

BLUEPRINTS = (offices.blp, persons.blp, consents.blp, receptions.blp)
