"""What has to be done by when, as data: which event starts a period, which ends it."""

from __future__ import annotations

from services.intake.people.deadlines import consents, look_backs, offline, plans, pre_release, subject_requests

MODULES = (consents, look_backs, offline, plans, pre_release, subject_requests)
