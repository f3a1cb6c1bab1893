"""What has to be done by when, as data: which event starts a period, which ends it."""

from __future__ import annotations

from services.intake.people.deadlines import consents, offline, plans, pre_release, subject_requests

MODULES = (consents, offline, plans, pre_release, subject_requests)
