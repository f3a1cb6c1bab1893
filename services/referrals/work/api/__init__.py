"""HTTP resources of work: parse, call, answer."""

from services.referrals.work.api import candidates, quotas, vacancies

BLUEPRINTS = (quotas.blp, vacancies.blp, vacancies.own, candidates.blp, candidates.shown)
