"""What intake tells the other services: a private event becomes a public contract, one function each."""

from __future__ import annotations

from services.intake.people.published import intake, merging, offices, offline, pre_release

MODULES = (intake, merging, offices, offline, pre_release)
