"""HTTP resources of the harassment commissions: parse, call, answer."""

from services.commissions.harassment.api import cases, commissions

BLUEPRINTS = (commissions.blp, cases.blp)
