"""What work tells the network: a private event becomes a public contract, one function each."""

from __future__ import annotations

from services.referrals.work.published import candidates, placements, quotas, seals, trainings, vacancies
from services.referrals.work.published import credits as micro_credits

MODULES = (quotas, vacancies, candidates, trainings, placements, micro_credits, seals)
