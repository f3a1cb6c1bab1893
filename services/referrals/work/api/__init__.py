"""HTTP resources of work: parse, call, answer."""

from services.referrals.work.api import candidates, placements, quotas, seals, trainings, vacancies
from services.referrals.work.api import credits as micro_credits

BLUEPRINTS = (
    quotas.blp, vacancies.blp, vacancies.own, candidates.blp, candidates.shown, trainings.blp, trainings.enrolments,
    placements.blp, placements.of_candidates, placements.checks, micro_credits.blp, micro_credits.asked, seals.blp,
)  # fmt: skip
