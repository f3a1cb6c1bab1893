"""HTTP resources of coordination: parse, call, answer."""

from services.commissions.coordination.api import commitments, groups, meetings, problems

BLUEPRINTS = (meetings.blp, problems.blp, groups.blp, commitments.blp)
