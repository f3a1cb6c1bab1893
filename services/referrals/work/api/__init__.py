"""HTTP resources of work: parse, call, answer."""

from services.referrals.work.api import candidates, loans, placements, quotas, seals, trainings, vacancies

BLUEPRINTS = (
    quotas.blp, vacancies.blp, vacancies.own, candidates.blp, candidates.shown, trainings.blp, trainings.enrolments,
    placements.blp, placements.of_candidates, placements.checks, loans.blp, loans.asked, seals.blp,
)  # fmt: skip
