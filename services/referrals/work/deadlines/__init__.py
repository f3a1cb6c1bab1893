"""What has to be done by when in work, as data."""

from __future__ import annotations

from services.referrals.work.deadlines import candidates, placements, quotas, seals

MODULES = (quotas, candidates, placements, seals)
