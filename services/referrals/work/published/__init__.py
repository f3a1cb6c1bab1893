"""What work tells the network: a private event becomes a public contract, one function each."""

from __future__ import annotations

from services.referrals.work.published import candidates, loans, placements, quotas, seals, trainings, vacancies

MODULES = (quotas, vacancies, candidates, trainings, placements, loans, seals)
