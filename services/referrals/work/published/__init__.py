"""What work tells the network: a private event becomes a public contract, one function each."""

from __future__ import annotations

from services.referrals.work.published import candidates, quotas, vacancies

MODULES = (quotas, vacancies, candidates)
