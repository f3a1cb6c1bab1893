"""HTTP resources of work: parse, call, answer."""

from services.referrals.work.api import candidates, credits, placements, quotas, seals, trainings, vacancies

BLUEPRINTS = (
    quotas.blp, vacancies.blp, vacancies.own, candidates.blp, candidates.shown, trainings.blp, trainings.enrolments,
    placements.blp, placements.of_candidates, placements.checks, credits.blp, credits.asked, seals.blp,
)  # fmt: skip
