"""HTTP resources of work: parse, call, answer."""

from services.referrals.work.api import quotas, vacancies

BLUEPRINTS = (quotas.blp, vacancies.blp, vacancies.own)
