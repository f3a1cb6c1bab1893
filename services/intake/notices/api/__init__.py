"""HTTP resources of notices: parse, call, answer."""

from services.intake.notices.api import erasures, notices, tallies

BLUEPRINTS = (notices.blp, tallies.blp, erasures.blp)
